package io.financeflow.ml.monitoring;

import java.util.Arrays;

/**
 * The two-sample test that values of both samples, independent of each other, come from one
 * distribution.
 *
 * @param statistic largest difference of the empirical distribution functions, 0 to 1
 * @param pValue probability of such a difference or a larger one under equality, two-sided
 * @param exact whether it was counted instead of approximated
 */
public record KolmogorovSmirnov(double statistic, double pValue, boolean exact) {
  private static final long MOST_EXACT = 10_000;

  /**
   * Tests. Below 10,000 pairs of values, as in R, the p-value is exact, given the ties; else it is
   * the limit's.
   *
   * @param first finite values, at least one
   * @param second likewise
   */
  public static KolmogorovSmirnov test(double[] first, double[] second) {
    double statistic = Distances.between(first, second).ks();
    long pairs = (long) first.length * second.length;
    if (pairs < MOST_EXACT) {
      return new KolmogorovSmirnov(statistic, exact(first, second, statistic), true);
    }
    double scale = Math.sqrt((double) pairs / (first.length + second.length));
    return new KolmogorovSmirnov(statistic, limit(scale * statistic), false);
  }

  /**
   * One less the probability that a random order of the pooled values keeps the difference below
   * {@code statistic}: the paths from (0,0) to (m,n) are walked value by value, each next one being
   * of the first sample with the share that is left of it. Only ends of ties count.
   */
  private static double exact(double[] first, double[] second, double statistic) {
    int m = first.length;
    int n = second.length;
    double[] pooled = Arrays.copyOf(first, m + n);
    System.arraycopy(second, 0, pooled, m, n);
    Arrays.sort(pooled);
    long bound = Math.round(statistic * m * n);
    double[] inside = new double[n + 1];
    for (int i = 0; i <= m; i++) {
      for (int j = 0; j <= n; j++) {
        double left = m + n - i - j + 1;
        double up = i == 0 ? 0 : inside[j] * (m - i + 1) / left;
        double right = j == 0 ? 0 : inside[j - 1] * (n - j + 1) / left;
        boolean tieGoesOn = i + j > 0 && i + j < m + n && pooled[i + j] == pooled[i + j - 1];
        boolean below = tieGoesOn || Math.abs((long) i * n - (long) j * m) < bound;
        inside[j] = i + j == 0 ? 1 : below ? up + right : 0;
      }
    }
    return bound == 0 ? 1 : Math.min(1, Math.max(0, 1 - inside[n]));
  }

  /** Kolmogorov's distribution, in whichever of its two series is the quicker. */
  private static double limit(double x) {
    if (x <= 0) {
      return 1;
    }
    double sum = 0;
    if (x < 1) {
      for (int k = 1; k < 20; k += 2) {
        sum += Math.exp(-k * k * Math.PI * Math.PI / (8 * x * x));
      }
      return 1 - Math.sqrt(2 * Math.PI) / x * sum;
    }
    for (int k = 1; k < 20; k++) {
      sum += (k % 2 == 1 ? 2 : -2) * Math.exp(-2.0 * k * k * x * x);
    }
    return Math.min(1, Math.max(0, sum));
  }
}
