package io.financeflow.ml.arima;

/** Local regression with tricube weights on values at 1, 2, .., n, as STL's Fortran does it. */
final class Loess {
  private final int window;
  private final int degree;
  private final int jump;

  /**
   * Makes one.
   *
   * @param window how many neighbours have weight, odd
   * @param degree 0 for local means, 1 for local lines
   */
  Loess(int window, int degree) {
    this.window = window;
    this.degree = degree;
    this.jump = (int) Math.ceil(window / 10.0);
  }

  /** Returns the smooth values at 1..n. */
  double[] smooth(double[] y) {
    int n = y.length;
    double[] smooth = new double[n];
    if (n < 2) {
      return y.clone();
    }
    int step = Math.min(jump, n - 1);
    int last = 0;
    for (int i = 0; i < n; i += step) {
      smooth[i] = at(y, i + 1, left(i, n));
      last = i;
    }
    interpolate(smooth, 0, last, step);
    if (last != n - 1) {
      smooth[n - 1] = at(y, n, left(n - 1, n));
      interpolate(smooth, last, n - 1, n - 1 - last);
    }
    return smooth;
  }

  /** Returns the smooth values at 0..n+1. */
  double[] smoothAndExtend(double[] y) {
    int n = y.length;
    double[] extended = new double[n + 2];
    System.arraycopy(smooth(y), 0, extended, 1, n);
    extended[0] = at(y, 0, 1);
    extended[n + 1] = at(y, n + 1, Math.max(1, n - window + 1));
    return extended;
  }

  /** The first of the neighbours of the value at that index, counted from 1. */
  private int left(int index, int n) {
    if (window >= n) {
      return 1;
    }
    return Math.max(1, Math.min(index + 1 - (window - 1) / 2, n - window + 1));
  }

  private static void interpolate(double[] values, int from, int to, int step) {
    for (int i = from; i + step <= to; i += step) {
      double slope = (values[i + step] - values[i]) / step;
      for (int j = i + 1; j < i + step; j++) {
        values[j] = values[i] + slope * (j - i);
      }
    }
  }

  private double at(double[] y, double x, int left) {
    int n = y.length;
    int right = Math.min(n, left + window - 1);
    double reach = Math.max(x - left, right - x);
    if (window > n) {
      reach += Math.floorDiv(window - n, 2);
    }
    double[] weights = new double[right - left + 1];
    double total = 0;
    for (int j = left; j <= right; j++) {
      double distance = Math.abs(j - x);
      if (distance <= 0.999 * reach) {
        weights[j - left] = distance <= 0.001 * reach ? 1 : tricube(distance / reach);
        total += weights[j - left];
      }
    }
    if (total <= 0) {
      return y[(int) Math.max(1, Math.min(n, x)) - 1];
    }
    return fit(y, x, left, weights, total);
  }

  private double fit(double[] y, double x, int left, double[] weights, double total) {
    double centre = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= total;
      centre += weights[i] * (left + i);
    }
    double spread = 0;
    for (int i = 0; i < weights.length; i++) {
      spread += weights[i] * (left + i - centre) * (left + i - centre);
    }
    boolean line = degree > 0 && Math.sqrt(spread) > 0.001 * (y.length - 1);
    double slope = line ? (x - centre) / spread : 0;
    double fitted = 0;
    for (int i = 0; i < weights.length; i++) {
      fitted += weights[i] * (slope * (left + i - centre) + 1) * y[left + i - 1];
    }
    return fitted;
  }

  private static double tricube(double distance) {
    double rest = 1 - distance * distance * distance;
    return rest * rest * rest;
  }
}
