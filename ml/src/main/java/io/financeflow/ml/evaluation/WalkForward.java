package io.financeflow.ml.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * How the past is cut into folds: test blocks of equal length one after the other, the last at the
 * end of the series, each with a training part before it.
 *
 * @param scheme what a training part begins with
 * @param folds how many, >= 1
 * @param test places per test block, >= 1
 * @param train places of the first training part at least (expanding) or of each (rolling), >= 1
 * @param gaps what belongs to neither
 */
public record WalkForward(Scheme scheme, int folds, int test, int train, Gaps gaps) {

  /** Checks the bounds. */
  public WalkForward {
    if (folds < 1 || test < 1 || train < 1) {
      throw new IllegalArgumentException(
          "folds, test and train must be >= 1 but were %d, %d, %d".formatted(folds, test, train));
    }
  }

  /** What a training part begins with. */
  public enum Scheme {
    /** The beginning of the series: it grows from fold to fold. */
    EXPANDING,
    /** As many places before the test block in every fold. */
    ROLLING
  }

  /**
   * Places between parts (Lopez de Prado, Advances in Financial Machine Learning, 7.4).
   *
   * @param purge places left out between a training part and its test block, >= 0: at least the
   *     steps that a label looks ahead, less one, or the last labels are of test days; with the
   *     look-back of features added, no day is in inputs of both
   * @param embargo places after a test block that belong to no later test block, >= 0, so that
   *     errors of different blocks have no day in common
   */
  public record Gaps(int purge, int embargo) {
    /** None. */
    public static final Gaps NONE = new Gaps(0, 0);

    /** Checks the bounds. */
    public Gaps {
      if (purge < 0 || embargo < 0) {
        throw new IllegalArgumentException(
            "purge and embargo must be >= 0 but were %d, %d".formatted(purge, embargo));
      }
    }
  }

  /** Returns the fewest places that a series must have. */
  public int shortest() {
    return train + gaps.purge() + folds * test + (folds - 1) * gaps.embargo();
  }

  /** Returns why a series of so many places is too short, and what to do. */
  public String tooShort(int length) {
    return "%d folds need %d places but there are %d: take fewer folds, shorter parts or more data"
        .formatted(folds, shortest(), length);
  }

  /**
   * Returns the folds, earliest first.
   *
   * @param length places of the series
   * @throws IllegalArgumentException when there are fewer than {@link #shortest}
   */
  public List<Fold> over(int length) {
    if (length < shortest()) {
      throw new IllegalArgumentException(tooShort(length));
    }
    List<Fold> cut = new ArrayList<>(folds);
    for (int later = folds - 1; later >= 0; later--) {
      int testTo = length - later * (test + gaps.embargo());
      int trainTo = testTo - test - gaps.purge();
      int trainFrom = scheme == Scheme.EXPANDING ? 0 : trainTo - train;
      cut.add(new Fold(trainFrom, trainTo, testTo - test, testTo));
    }
    return List.copyOf(cut);
  }
}
