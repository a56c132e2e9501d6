package io.financeflow.ml.arima;

/**
 * Seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae and Terpenning 1990), not
 * robust, with the settings of R's {@code mstl}: seasonal window 11 and degree 0, trend and
 * low-pass degree 1, two inner loops, every loess evaluated at each tenth of its window and
 * interpolated between.
 */
final class Stl {
  private static final int SEASONAL_WINDOW = 11;
  private static final int INNER_LOOPS = 2;

  private final double[] y;
  private final int period;
  private final double[] seasonal;
  private final double[] trend;

  private Stl(double[] y, int period) {
    this.y = y;
    this.period = period;
    this.seasonal = new double[y.length];
    this.trend = new double[y.length];
    Loess trendLoess = new Loess(trendWindow(period), 1);
    for (int i = 0; i < INNER_LOOPS; i++) {
      updateSeasonal();
      double[] adjusted = new double[y.length];
      for (int t = 0; t < y.length; t++) {
        adjusted[t] = y[t] - seasonal[t];
      }
      System.arraycopy(trendLoess.smooth(adjusted), 0, trend, 0, y.length);
    }
  }

  /**
   * Returns how strong the seasons are (Wang, Smith and Hyndman 2006): {@code max(0, 1 -
   * Var(remainder) / Var(seasonal + remainder))}.
   *
   * @param y more than two seasons, none missing
   */
  static double seasonalStrength(double[] y, int period) {
    Stl stl = new Stl(y, period);
    double[] remainder = new double[y.length];
    double[] detrended = new double[y.length];
    for (int t = 0; t < y.length; t++) {
      detrended[t] = y[t] - stl.trend[t];
      remainder[t] = detrended[t] - stl.seasonal[t];
    }
    double whole = variance(detrended);
    return whole > 0 ? Math.max(0, Math.min(1, 1 - variance(remainder) / whole)) : 0;
  }

  private void updateSeasonal() {
    int n = y.length;
    double[] cycles = smoothedCycles();
    double[] low = average(average(average(cycles, period), period), 3);
    double[] smoothLow = new Loess(period % 2 == 0 ? period + 1 : period, 1).smooth(low);
    for (int t = 0; t < n; t++) {
      seasonal[t] = cycles[period + t] - smoothLow[t];
    }
  }

  /** Each month (or so) over the years, smoothed and extended by one at both ends. */
  private double[] smoothedCycles() {
    int n = y.length;
    double[] cycles = new double[n + 2 * period];
    Loess loess = new Loess(SEASONAL_WINDOW, 0);
    for (int start = 0; start < period; start++) {
      int length = (n - start - 1) / period + 1;
      double[] values = new double[length];
      for (int i = 0; i < length; i++) {
        int t = start + i * period;
        values[i] = y[t] - trend[t];
      }
      double[] smooth = loess.smoothAndExtend(values);
      for (int i = 0; i < smooth.length; i++) {
        cycles[start + i * period] = smooth[i];
      }
    }
    return cycles;
  }

  /** The smallest odd number that is at least 1.5 m / (1 - 1.5 / 11). */
  private static int trendWindow(int period) {
    int window = (int) Math.ceil(1.5 * period / (1 - 1.5 / SEASONAL_WINDOW));
    return window % 2 == 0 ? window + 1 : window;
  }

  private static double[] average(double[] values, int length) {
    double[] averages = new double[values.length - length + 1];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i];
      if (i >= length) {
        sum -= values[i - length];
      }
      if (i >= length - 1) {
        averages[i - length + 1] = sum / length;
      }
    }
    return averages;
  }

  private static double variance(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return squares / (values.length - 1);
  }
}
