package io.financeflow.ml.arima;

/**
 * The covariance of the filter's state before any value is known, P = T P T' + R R', by doubling:
 * after k rounds P holds the first 2^k terms of the sum of T^i R R' T'^i.
 */
final class StationaryCovariance {
  private static final int MOST_ROUNDS = 40;
  private static final double NOTHING = 1e-18;

  private StationaryCovariance() {}

  /** Returns it for a stationary model. */
  static double[][] of(double[] ar, double[] ma) {
    int size = ar.length;
    double[][] power = new double[size][size];
    double[][] sum = new double[size][size];
    for (int i = 0; i < size; i++) {
      power[i][0] = ar[i];
      if (i + 1 < size) {
        power[i][i + 1] = 1;
      }
      for (int j = 0; j < size; j++) {
        sum[i][j] = ma[i] * ma[j];
      }
    }
    for (int round = 0; round < MOST_ROUNDS && largest(power) > NOTHING; round++) {
      add(sum, times(times(power, sum), transposed(power)));
      power = times(power, power);
    }
    return sum;
  }

  private static double[][] times(double[][] a, double[][] b) {
    int size = a.length;
    double[][] product = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < size; k++) {
        double factor = a[i][k];
        if (factor != 0) {
          for (int j = 0; j < size; j++) {
            product[i][j] += factor * b[k][j];
          }
        }
      }
    }
    return product;
  }

  private static double[][] transposed(double[][] a) {
    double[][] transposed = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        transposed[j][i] = a[i][j];
      }
    }
    return transposed;
  }

  private static void add(double[][] sum, double[][] term) {
    for (int i = 0; i < sum.length; i++) {
      for (int j = 0; j < sum.length; j++) {
        sum[i][j] += term[i][j];
      }
    }
  }

  private static double largest(double[][] a) {
    double largest = 0;
    for (double[] row : a) {
      for (double value : row) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }
}
