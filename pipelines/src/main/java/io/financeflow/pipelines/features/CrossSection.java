package io.financeflow.pipelines.features;

import java.util.Arrays;

/**
 * The known returns of one session over all its tickers. Immutable. A return that is unknown (NaN)
 * or beyond single precision is left out; when none is left, mean and median are NaN.
 */
final class CrossSection {
  private final double[] sorted;
  private final double mean;

  /** The cross-section of the first {@code count} returns; NaN is unknown. */
  CrossSection(double[] returns, int count) {
    double[] known = new double[count];
    int n = 0;
    double sum = 0;
    for (int i = 0; i < count; i++) {
      if (Float.isFinite((float) returns[i])) {
        known[n++] = returns[i];
        sum += returns[i];
      }
    }
    sorted = Arrays.copyOf(known, n);
    Arrays.sort(sorted);
    mean = sum / n;
  }

  /** Returns the equally weighted mean. */
  double mean() {
    return mean;
  }

  /** Returns the median: the mean of the two in the middle of an even number. */
  double median() {
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /**
   * Returns the rank of one of these returns, 0 the lowest to 1 the highest; equal ones share the
   * mean of their ranks; 0.5 for a return that is alone.
   */
  double rank(double value) {
    int first = bound(value, false);
    int last = bound(value, true) - 1;
    return sorted.length == 1 ? 0.5 : (first + last) / 2.0 / (sorted.length - 1);
  }

  /** Returns the index of the first element above, or not below, a value. */
  private int bound(double value, boolean above) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean right = above ? sorted[middle] <= value : sorted[middle] < value;
      if (right) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
