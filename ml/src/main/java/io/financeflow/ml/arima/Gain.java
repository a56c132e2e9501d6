package io.financeflow.ml.arima;

/** The covariance of the filter as it goes from value to value, and the steps it allows. */
final class Gain {
  private final double[] ar;
  private final double[] ma;
  private double[][] covariance;

  /** Starts; the covariance is taken over. */
  Gain(double[] ar, double[] ma, double[][] covariance) {
    this.ar = ar;
    this.ma = ma;
    this.covariance = covariance;
  }

  /** Returns the state after a value of the differenced series less its mean. */
  double[] step(double[] state, double value) {
    covariance = predictedCovariance();
    double[] next = predicted(ar, state);
    double variance = covariance[0][0];
    double surprise = value - next[0];
    double[] first = covariance[0].clone();
    for (int i = 0; i < next.length; i++) {
      double gain = first[i] / variance;
      next[i] += gain * surprise;
      for (int j = 0; j < next.length; j++) {
        covariance[i][j] -= gain * first[j];
      }
    }
    return next;
  }

  /** Returns the variance of the next value before it is known, in units of the variance. */
  double predictedVariance() {
    return predictedCovariance()[0][0];
  }

  double[][] covariance() {
    return covariance;
  }

  /** Returns the state one step on, before its value is known. */
  static double[] predicted(double[] ar, double[] state) {
    double[] next = new double[state.length];
    for (int i = 0; i < next.length; i++) {
      next[i] = ar[i] * state[0] + (i + 1 < next.length ? state[i + 1] : 0);
    }
    return next;
  }

  /** T P T' + R R', where T has the AR lags in its first column and ones above its diagonal. */
  private double[][] predictedCovariance() {
    int size = ar.length;
    double[][] next = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = ma[i] * ma[j] + ar[i] * ar[j] * covariance[0][0];
        if (i + 1 < size) {
          sum += ar[j] * covariance[i + 1][0];
        }
        if (j + 1 < size) {
          sum += ar[i] * covariance[0][j + 1];
        }
        if (i + 1 < size && j + 1 < size) {
          sum += covariance[i + 1][j + 1];
        }
        next[i][j] = sum;
        next[j][i] = sum;
      }
    }
    return next;
  }
}
