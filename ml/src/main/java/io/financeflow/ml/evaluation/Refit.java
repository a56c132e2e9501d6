package io.financeflow.ml.evaluation;

/**
 * In which folds parameters are estimated anew; in the others the model of the fold before goes on
 * with the values that have come since, parameters as they are.
 *
 * @param every 1 for all folds, k for the first of every k folds
 */
public record Refit(int every) {
  /** In every fold. */
  public static final Refit ALWAYS = new Refit(1);

  /** In the first fold only. */
  public static final Refit NEVER = new Refit(Integer.MAX_VALUE);

  /** Checks the bounds. */
  public Refit {
    if (every < 1) {
      throw new IllegalArgumentException("refit must be every 1 or more folds but was " + every);
    }
  }

  /** Returns whether parameters are estimated in a fold, 0 being the earliest. */
  public boolean at(int fold) {
    return fold % every == 0;
  }

  /** Returns how many estimations so many folds take. */
  public int fits(int folds) {
    return (int) ((folds + (long) every - 1) / every);
  }
}
