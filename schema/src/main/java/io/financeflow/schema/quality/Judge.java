package io.financeflow.schema.quality;

/** What the violations of a rule mean. */
enum Judge {
  /** A grave violation is an ERROR, any other a WARNING. */
  BY_GRAVITY(0, Double.POSITIVE_INFINITY, 1),
  /** By the share of yesterday's tickers. */
  BY_MISSING_SHARE(Thresholds.MISSING_WARNING, Thresholds.MISSING_ERROR, 1),
  /** A WARNING each, and together an ERROR when they are many and a large share. */
  BY_OUTLIER_SHARE(0, Thresholds.OUTLIER_ERROR, Thresholds.OUTLIER_FEWEST),
  /** By the share of the bars. */
  BY_STALE_SHARE(Thresholds.STALE_WARNING, Thresholds.STALE_ERROR, 1);

  private final double warning;
  private final double error;
  private final int fewest;

  /**
   * A way to judge.
   *
   * @param warning share of violations from which they are a WARNING, 0 for any
   * @param error share of violations from which they are an ERROR
   * @param fewest violations below which no share is an ERROR
   */
  Judge(double warning, double error, int fewest) {
    this.warning = warning;
    this.error = error;
    this.fewest = fewest;
  }

  /**
   * Returns the severity.
   *
   * @param checked things looked at
   * @param violations those that break the rule, at least one
   * @param grave those of them that are grave
   */
  Severity severity(long checked, long violations, long grave) {
    double share = (double) violations / Math.max(1, checked);
    if (grave > 0 || (share >= error && violations >= fewest)) {
      return Severity.ERROR;
    }
    return share >= warning ? Severity.WARNING : Severity.INFO;
  }
}
