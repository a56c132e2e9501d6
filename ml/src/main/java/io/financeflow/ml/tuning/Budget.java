package io.financeflow.ml.tuning;

/**
 * How much an evaluator may train.
 *
 * @param fromEpoch epochs that the checkpoint has behind it, >= 0; 0 without one
 * @param toEpoch epochs to have behind it in the end, > fromEpoch
 */
public record Budget(int fromEpoch, int toEpoch) {

  /** Checks the order. */
  public Budget {
    if (fromEpoch < 0 || toEpoch <= fromEpoch) {
      throw new IllegalArgumentException(
          "a budget must have 0 <= from < to but was %d to %d".formatted(fromEpoch, toEpoch));
    }
  }

  /** Returns how many epochs are to be trained, >= 1. */
  public int epochs() {
    return toEpoch - fromEpoch;
  }
}
