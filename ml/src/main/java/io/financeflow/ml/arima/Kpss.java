package io.financeflow.ml.arima;

/**
 * The test of Kwiatkowski, Phillips, Schmidt and Shin (1992) for a constant level, with as many
 * lags as Hyndman's {@code ndiffs} takes: trunc(3 sqrt(n) / 13).
 */
final class Kpss {
  /** The statistic is above this in 5 % of series whose level is constant. */
  static final double CRITICAL = 0.463;

  private Kpss() {}

  /** Returns the statistic; NaN of a constant series. */
  static double statistic(double[] y) {
    int n = y.length;
    double mean = 0;
    for (double value : y) {
      mean += value / n;
    }
    double[] errors = new double[n];
    double sums = 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      errors[i] = y[i] - mean;
      sum += errors[i];
      sums += sum * sum;
    }
    return sums / n / (n * longRunVariance(errors, (int) (3 * Math.sqrt(n) / 13)));
  }

  private static double longRunVariance(double[] errors, int lags) {
    double variance = covariance(errors, 0);
    for (int lag = 1; lag <= lags; lag++) {
      variance += 2 * (1 - lag / (lags + 1.0)) * covariance(errors, lag);
    }
    return variance;
  }

  private static double covariance(double[] errors, int lag) {
    double sum = 0;
    for (int i = lag; i < errors.length; i++) {
      sum += errors[i] * errors[i - lag];
    }
    return sum / errors.length;
  }
}
