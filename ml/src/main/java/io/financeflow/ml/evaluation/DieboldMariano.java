package io.financeflow.ml.evaluation;

import java.util.Arrays;
import java.util.Optional;
import jdplus.toolkit.base.api.stats.ProbabilityType;
import jdplus.toolkit.base.core.dstats.T;

/**
 * The test of Diebold and Mariano (1995) that two forecasts are equally good, with the correction
 * of Harvey, Leybourne and Newbold (1997), as R's {@code forecast::dm.test} has it.
 *
 * @param statistic negative when the first forecast has the smaller errors; t distributed with n -
 *     1 degrees of freedom under equality
 * @param twoSided p-value against "one is better"
 * @param firstBetter p-value against "the first is better"
 */
public record DieboldMariano(double statistic, double twoSided, double firstBetter) {

  /** How the long-run variance of the loss differences is estimated. */
  public enum Variance {
    /** All covariances below the horizon count fully. */
    RECTANGULAR,
    /** They count less with distance, so the variance is never negative. */
    BARTLETT
  }

  /**
   * Tests.
   *
   * @param first errors of one forecast, finite
   * @param second errors of the other at the same times
   * @param horizon steps ahead of both, >= 1 and below their number
   * @param power 1 for absolute, 2 for squared errors
   * @return empty with fewer than two errors, or when the losses never differ, or always by the
   *     same. A rectangular variance that is not positive is replaced by that of horizon 1.
   */
  public static Optional<DieboldMariano> test(
      double[] first, double[] second, int horizon, int power, Variance variance) {
    Pairs.require(first, second);
    int n = first.length;
    if (horizon < 1 || (n > 1 && horizon >= n) || power < 1 || power > 2) {
      throw new IllegalArgumentException(
          "horizon must be in 1..%d and power 1 or 2 but were %d and %d"
              .formatted(n - 1, horizon, power));
    }
    double[] d = new double[n];
    for (int i = 0; i < n; i++) {
      d[i] = Math.pow(Math.abs(first[i]), power) - Math.pow(Math.abs(second[i]), power);
    }
    return test(d, horizon, variance);
  }

  /**
   * Tests losses that are known, as means over several series at the same times.
   *
   * @param first losses of one forecast, finite
   * @param second losses of the other
   * @param horizon steps ahead of both, >= 1
   * @return empty with no more losses than the horizon and 1, or when they never differ, or always
   *     by the same
   */
  public static Optional<DieboldMariano> ofLosses(
      double[] first, double[] second, int horizon, Variance variance) {
    Pairs.require(first, second);
    if (horizon < 1) {
      throw new IllegalArgumentException("horizon must be >= 1 but was " + horizon);
    }
    double[] d = new double[first.length];
    Arrays.setAll(d, i -> first[i] - second[i]);
    return horizon >= d.length ? Optional.empty() : test(d, horizon, variance);
  }

  private static Optional<DieboldMariano> test(double[] d, int horizon, Variance variance) {
    int n = d.length;
    double mean = 0;
    for (double difference : d) {
      mean += difference / n;
    }
    double rounding = 1e-24 * mean * mean; // differences that are all equal
    double spread = longRun(d, mean, horizon, variance);
    int lags = horizon;
    if (!(spread > rounding)) {
      spread = longRun(d, mean, 1, variance);
      lags = 1;
    }
    if (n < 2 || !(spread > rounding)) {
      return Optional.empty();
    }
    double correction = Math.sqrt((n + 1 - 2.0 * lags + lags * (lags - 1.0) / n) / n);
    return Optional.of(of(mean / Math.sqrt(spread / n) * correction, n - 1));
  }

  private static DieboldMariano of(double statistic, int degrees) {
    T t = new T(degrees);
    double lower = t.getProbability(-Math.abs(statistic), ProbabilityType.Lower);
    return new DieboldMariano(statistic, Math.min(1, 2 * lower), statistic < 0 ? lower : 1 - lower);
  }

  private static double longRun(double[] d, double mean, int horizon, Variance variance) {
    double sum = covariance(d, mean, 0);
    for (int lag = 1; lag < horizon; lag++) {
      double weight = variance == Variance.BARTLETT ? 1 - (double) lag / horizon : 1;
      sum += 2 * weight * covariance(d, mean, lag);
    }
    return sum;
  }

  private static double covariance(double[] d, double mean, int lag) {
    double sum = 0;
    for (int i = lag; i < d.length; i++) {
      sum += (d[i] - mean) * (d[i - lag] - mean);
    }
    return sum / d.length;
  }
}
