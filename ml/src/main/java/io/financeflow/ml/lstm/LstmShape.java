package io.financeflow.ml.lstm;

/**
 * How large a recurrent layer is.
 *
 * @param inputs features of a time step, >= 1
 * @param units cells, >= 1
 */
record LstmShape(int inputs, int units) {
  /** Checks the bounds. */
  LstmShape {
    if (inputs < 1 || units < 1) {
      throw new IllegalArgumentException(
          "inputs and units must be >= 1 but were %d and %d".formatted(inputs, units));
    }
  }

  /** Returns the sums of a time step: candidate, forget gate, output gate, input gate per unit. */
  int sums() {
    return 4 * units;
  }

  /** Returns what enters a sum: the features, a one, the outputs of the step before. */
  int entries() {
    return inputs + 1 + units;
  }
}
