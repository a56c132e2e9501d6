package io.financeflow.ml.arima;

import java.util.Arrays;

/**
 * The Kalman filter of an ARIMA model with known parameters, on the differenced series, in Harvey's
 * state space form (Gardner, Harvey and Phillips 1980, Algorithm AS 154).
 */
final class ArmaFilter {
  /** States above this keep no covariance, for a saved model has to stay small. */
  private static final int LARGEST_COVARIANCE = 24;

  private static final double NOTHING = 1e-12;

  private final double[] ar;
  private final double[] ma;
  private final double[] differences;
  private final double mean;

  private ArmaFilter(double[] ar, double[] ma, double[] differences, double mean) {
    this.ar = ar;
    this.ma = ma;
    this.differences = differences;
    this.mean = mean;
  }

  static ArmaFilter of(Coefficients coefficients) {
    ArimaOrder order = coefficients.spec().order();
    int size = size(order);
    double[] arPolynomial = coefficients.arPolynomial();
    double[] ar = new double[size];
    for (int i = 1; i < arPolynomial.length; i++) {
      ar[i - 1] = -arPolynomial[i];
    }
    return new ArmaFilter(
        ar,
        Arrays.copyOf(coefficients.maPolynomial(), size),
        LagPolynomial.differences(order),
        coefficients.differencedMean());
  }

  /** Returns the length of the state: the longest of the AR lags and one more than the MA lags. */
  static int size(ArimaOrder order) {
    return Math.max(order.longestAr(), order.longestMa() + 1);
  }

  /**
   * Returns the state after a whole series.
   *
   * @param y at least as many values as differences take, none missing
   */
  FilterState run(double[] y) {
    int lost = differences.length - 1;
    Gain gain = new Gain(ar, ma, StationaryCovariance.of(ar, ma));
    double[] state = new double[ar.length];
    double[] w = LagPolynomial.apply(differences, y);
    for (double value : w) {
      state = gain.step(state, value - mean);
    }
    return new FilterState(
        Arrays.copyOfRange(y, y.length - lost, y.length), state, packed(gain.covariance()));
  }

  /**
   * Returns the state after further values.
   *
   * @param values NaN for a missing one, which is taken to be what was expected
   */
  FilterState advance(FilterState from, double... values) {
    Gain gain = new Gain(ar, ma, unpacked(from.covariance, ar.length));
    double[] tail = from.tail;
    double[] state = from.state;
    for (double value : values) {
      double y = Double.isNaN(value) ? undifferenced(tail, expected(state)) : value;
      double w = y - undifferenced(tail, 0);
      state = gain.step(state, w - mean);
      tail = shifted(tail, y);
    }
    return new FilterState(tail, state, packed(gain.covariance()));
  }

  /** Returns the expected next values. */
  double[] forecast(FilterState from, int horizon) {
    double[] forecast = new double[horizon];
    double[] tail = from.tail;
    double[] state = from.state;
    for (int i = 0; i < horizon; i++) {
      forecast[i] = undifferenced(tail, expected(state));
      state = Gain.predicted(ar, state);
      tail = shifted(tail, forecast[i]);
    }
    return forecast;
  }

  /** The expected next value of the differenced series. */
  private double expected(double[] state) {
    return mean + ar[0] * state[0] + (state.length > 1 ? state[1] : 0);
  }

  /** The next value of the series when that of the differenced one is known. */
  private double undifferenced(double[] tail, double w) {
    double y = w;
    for (int j = 1; j < differences.length; j++) {
      y -= differences[j] * tail[tail.length - j];
    }
    return y;
  }

  private static double[] shifted(double[] tail, double latest) {
    if (tail.length == 0) {
      return tail;
    }
    double[] shifted = Arrays.copyOfRange(tail, 1, tail.length + 1);
    shifted[tail.length - 1] = latest;
    return shifted;
  }

  private static double[] packed(double[][] covariance) {
    int size = covariance.length;
    double[] packed = new double[size * (size + 1) / 2];
    double largest = 0;
    for (int i = 0, at = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        packed[at++] = covariance[i][j];
        largest = Math.max(largest, Math.abs(covariance[i][j]));
      }
    }
    return size > LARGEST_COVARIANCE || largest < NOTHING ? new double[0] : packed;
  }

  private static double[][] unpacked(double[] packed, int size) {
    double[][] covariance = new double[size][size];
    if (packed.length > 0) {
      for (int i = 0, at = 0; i < size; i++) {
        for (int j = 0; j <= i; j++, at++) {
          covariance[i][j] = packed[at];
          covariance[j][i] = packed[at];
        }
      }
    }
    return covariance;
  }
}
