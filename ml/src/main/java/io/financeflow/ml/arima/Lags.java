package io.financeflow.ml.arima;

/**
 * A polynomial in B with c[0] = 1 that works on whole series; lags whose weight is 0 cost nothing.
 */
final class Lags {
  private final int[] lag;
  private final double[] weight;

  Lags(double[] polynomial) {
    int count = 0;
    for (int i = 1; i < polynomial.length; i++) {
      count += polynomial[i] == 0 ? 0 : 1;
    }
    lag = new int[count];
    weight = new double[count];
    for (int i = 1, k = 0; k < count; i++) {
      if (polynomial[i] != 0) {
        lag[k] = i;
        weight[k++] = polynomial[i];
      }
    }
  }

  /** Returns {@code c(B) y} from the index {@code from} on; it looks back no further than 0. */
  double[] multiplied(double[] y, int from, int length) {
    double[] product = new double[length];
    System.arraycopy(y, from, product, 0, length);
    for (int k = 0; k < lag.length; k++) {
      double factor = weight[k];
      int back = from - lag[k];
      for (int t = Math.max(0, -back); t < length; t++) {
        product[t] += factor * y[back + t];
      }
    }
    return product;
  }

  /** Divides a series by c(B) in place, values before it taken as zero. */
  void divide(double[] series) {
    int longest = lag.length == 0 ? 0 : Math.min(series.length, lag[lag.length - 1]);
    for (int t = 0; t < longest; t++) {
      for (int k = 0; k < lag.length && lag[k] <= t; k++) {
        series[t] -= weight[k] * series[t - lag[k]];
      }
    }
    if (lag.length == 1) {
      divideByOne(series, longest);
    } else if (lag.length > 1) {
      divideByMany(series, longest);
    }
  }

  private void divideByOne(double[] series, int from) {
    int back = lag[0];
    double factor = weight[0];
    for (int t = from; t < series.length; t++) {
      series[t] -= factor * series[t - back];
    }
  }

  /** The latest value comes last into the sum, for it is known last. */
  private void divideByMany(double[] series, int from) {
    for (int t = from; t < series.length; t++) {
      double sum = series[t];
      for (int k = lag.length - 1; k >= 0; k--) {
        sum -= weight[k] * series[t - lag[k]];
      }
      series[t] = sum;
    }
  }
}
