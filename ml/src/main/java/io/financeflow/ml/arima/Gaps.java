package io.financeflow.ml.arima;

import java.util.Arrays;

/** Missing values filled in where a method takes none. */
final class Gaps {
  private Gaps() {}

  /**
   * Returns the series with missing values on the line between their neighbours, those at the end
   * as the last one.
   *
   * @param y NaN for missing values; the first is present
   */
  static double[] bridged(double[] y) {
    double[] full = y.clone();
    int last = 0;
    for (int i = 1; i < y.length; i++) {
      if (!Double.isNaN(y[i])) {
        double slope = (y[i] - y[last]) / (i - last);
        for (int j = last + 1; j < i; j++) {
          full[j] = y[last] + slope * (j - last);
        }
        last = i;
      }
    }
    Arrays.fill(full, last, y.length, y[last]);
    return full;
  }
}
