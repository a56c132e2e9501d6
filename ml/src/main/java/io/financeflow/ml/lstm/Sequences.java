package io.financeflow.ml.lstm;

/**
 * Numbers of several sequences: per time step and row one number per sequence, beside each other,
 * as ND4J lays out an array [sequences, rows, steps] in Fortran order.
 *
 * @param values all of them
 * @param sequences how many
 * @param rows numbers per sequence and step
 * @param steps time steps
 */
@SuppressWarnings("ArrayRecordComponent") // a view on a buffer, never compared
record Sequences(float[] values, int sequences, int rows, int steps) {
  /** Checks the size. */
  Sequences {
    if (values.length < sequences * rows * steps) {
      throw new IllegalArgumentException(
          "%d numbers are too few for %d x %d x %d"
              .formatted(values.length, sequences, rows, steps));
    }
  }

  private int place(int step, int row, int from) {
    return (step * rows + row) * sequences + from;
  }

  /** Copies a row of some sequences out. */
  void copyTo(int step, int row, int from, float[] into, int count) {
    System.arraycopy(values, place(step, row, from), into, 0, count);
  }

  /** Copies a row of some sequences in. */
  void copyFrom(int step, int row, int from, float[] source, int count) {
    System.arraycopy(source, 0, values, place(step, row, from), count);
  }

  /** Adds a row of some sequences to another. */
  void addTo(int step, int row, int from, float[] sum, int count) {
    int place = place(step, row, from);
    for (int i = 0; i < count; i++) {
      sum[i] += values[place + i];
    }
  }
}
