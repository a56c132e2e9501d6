package io.financeflow.cli.learn;

import io.financeflow.cli.output.Failure;
import io.financeflow.ml.evaluation.Refit;
import io.financeflow.ml.evaluation.WalkForward;
import io.financeflow.ml.evaluation.WalkForward.Gaps;
import io.financeflow.ml.evaluation.WalkForward.Scheme;
import picocli.CommandLine.Option;

/** How the past is cut into folds, as flags. */
final class FoldFlags {
  private static final int QUARTER = 63;
  private static final int YEAR = 252;

  @Option(
      names = "--folds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Test blocks, one after the other up to the end (default: 5).")
  private int folds;

  @Option(
      names = "--scheme",
      paramLabel = "SCHEME",
      defaultValue = "expanding",
      description = "What is learnt from: expanding, or rolling (default: expanding).")
  private String scheme = "";

  @Option(
      names = "--test",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Sessions of a test block (default: 63; half of what there is when it is less).")
  private int test;

  @Option(
      names = "--train",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Sessions learnt from: at least (expanding) or each time (rolling) (default: 252, 504; as"
              + " many as there are when they are fewer).")
  private int train;

  @Option(
      names = "--purge",
      paramLabel = "N",
      defaultValue = "-1",
      description =
          "Sessions left out before a test block (default: as many as labels and windows reach).")
  private int purge;

  @Option(
      names = "--embargo",
      paramLabel = "N",
      defaultValue = "-1",
      description = "Sessions left out after a test block (default: horizon - 1).")
  private int embargo;

  @Option(
      names = "--refit",
      paramLabel = "WHEN",
      defaultValue = "always",
      description = "Estimate in every fold: always, in the first: never, or in every K-th: K.")
  private String refit = "";

  /**
   * Returns the folds.
   *
   * @param length sessions that there are
   * @param reach smallest purge
   * @param horizon sessions ahead
   */
  WalkForward folds(int length, int reach, int horizon) {
    check();
    int kept = purge < 0 ? reach : purge;
    if (kept < reach) {
      throw new Failure.Usage("--purge must be at least " + reach + " here but was " + kept);
    }
    Gaps gaps = new Gaps(kept, embargo < 0 ? horizon - 1 : embargo);
    int between = (folds - 1) * gaps.embargo();
    int tested = test > 0 ? test : Math.max(1, Math.min(QUARTER, (length / 2 - between) / folds));
    int most = Math.max(1, length - gaps.purge() - between - folds * tested);
    Scheme which = scheme();
    int usual = which == Scheme.ROLLING ? 2 * YEAR : YEAR;
    WalkForward walk =
        new WalkForward(which, folds, tested, train > 0 ? train : Math.min(usual, most), gaps);
    if (length < walk.shortest()) {
      throw new Failure.Usage(walk.tooShort(length));
    }
    return walk;
  }

  private void check() {
    if (folds < 1 || folds > 1_000) {
      throw new Failure.Usage("--folds must be 1 to 1000 but was " + folds);
    }
    if (test < 0 || train < 0) {
      throw new Failure.Usage("--test and --train must be >= 1 but were " + test + " and " + train);
    }
  }

  private Scheme scheme() {
    return switch (scheme) {
      case "expanding" -> Scheme.EXPANDING;
      case "rolling" -> Scheme.ROLLING;
      default ->
          throw new Failure.Usage("--scheme must be expanding or rolling but was '" + scheme + "'");
    };
  }

  /** Returns in which folds parameters are estimated. */
  Refit refit() {
    return switch (refit) {
      case "always" -> Refit.ALWAYS;
      case "never" -> Refit.NEVER;
      default -> every(refit);
    };
  }

  private static Refit every(String folds) {
    try {
      return new Refit(Integer.parseInt(folds));
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage(
          "--refit must be always, never or a number of folds >= 1 but was '" + folds + "'");
    }
  }
}
