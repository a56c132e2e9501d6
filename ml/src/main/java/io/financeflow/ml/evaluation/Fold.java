package io.financeflow.ml.evaluation;

/**
 * One stretch to learn from and a later one to be judged on, as places in a series.
 *
 * @param trainFrom first place of the training part, >= 0
 * @param trainTo where it ends, exclusive
 * @param testFrom first place of the test part, >= trainTo
 * @param testTo where it ends, exclusive
 */
public record Fold(int trainFrom, int trainTo, int testFrom, int testTo) {

  /** Checks the order. */
  public Fold {
    if (trainFrom < 0 || trainTo <= trainFrom || testFrom < trainTo || testTo <= testFrom) {
      throw new IllegalArgumentException(
          "a fold trains before it tests but was %d..%d and %d..%d"
              .formatted(trainFrom, trainTo, testFrom, testTo));
    }
  }
}
