package io.financeflow.ml.arima;

import java.util.Arrays;

/**
 * One-step errors of an ARMA model on a differenced series, those before the first full set of lags
 * taken as zero, and their derivatives by every coefficient.
 */
final class ConditionalErrors {
  private final double[] w;
  private final ArimaSpec spec;
  private final int first;

  /**
   * Prepares them.
   *
   * @param w the differenced series, none missing
   */
  ConditionalErrors(double[] w, ArimaSpec spec) {
    this.w = w;
    this.spec = spec;
    this.first = spec.order().longestAr();
  }

  /** Returns how many errors there are: the length less the autoregressive lags. */
  int count() {
    return w.length - first;
  }

  /** Returns the errors; the coefficients' constant is the mean of the differenced series. */
  double[] at(Coefficients coefficients) {
    Lags ar = new Lags(coefficients.arPolynomial());
    double mean = coefficients.constant();
    double[] errors = new double[count()];
    for (int t = 0; t < errors.length; t++) {
      double sum = w[first + t] - mean;
      for (int k = 0; k < ar.lag.length; k++) {
        sum += ar.weight[k] * (w[first + t - ar.lag[k]] - mean);
      }
      errors[t] = sum;
    }
    new Lags(coefficients.maPolynomial()).divide(errors);
    return errors;
  }

  /** Returns the derivatives, one row per coefficient in their order. */
  double[][] derivatives(Coefficients coefficients, double[] errors) {
    ArimaOrder order = spec.order();
    int m = order.period();
    double[][] rows = new double[spec.coefficients()][];
    double[] arOnly = LagPolynomial.of(coefficients.ar(), -1, 1);
    double[] maOnly = LagPolynomial.of(coefficients.ma(), 1, 1);
    double[] seasonalAr = LagPolynomial.of(coefficients.seasonalAr(), -1, m);
    double[] seasonalMa = LagPolynomial.of(coefficients.seasonalMa(), 1, m);
    int row = 0;
    for (int i = 1; i <= order.regular().ar(); i++) {
      rows[row++] = ofSeries(seasonalAr, i, coefficients.constant());
    }
    for (int i = 1; i <= order.regular().ma(); i++) {
      rows[row++] = ofErrors(seasonalMa, i, errors);
    }
    for (int i = 1; i <= order.seasonal().ar(); i++) {
      rows[row++] = ofSeries(arOnly, i * m, coefficients.constant());
    }
    for (int i = 1; i <= order.seasonal().ma(); i++) {
      rows[row++] = ofErrors(maOnly, i * m, errors);
    }
    if (spec.constant()) {
      rows[row] = ofMean(coefficients.arPolynomial());
    }
    Lags ma = new Lags(coefficients.maPolynomial());
    for (double[] derivative : rows) {
      ma.divide(derivative);
    }
    return rows;
  }

  /** Minus the other autoregressive factor on the series, that many steps back. */
  private double[] ofSeries(double[] factor, int back, double mean) {
    Lags lags = new Lags(factor);
    double[] row = new double[count()];
    for (int t = 0; t < row.length; t++) {
      int at = first + t - back;
      double sum = w[at] - mean;
      for (int k = 0; k < lags.lag.length; k++) {
        sum += lags.weight[k] * (w[at - lags.lag[k]] - mean);
      }
      row[t] = -sum;
    }
    return row;
  }

  /** Minus the other moving-average factor on the errors, that many steps back. */
  private static double[] ofErrors(double[] factor, int back, double[] errors) {
    Lags lags = new Lags(factor);
    double[] row = new double[errors.length];
    for (int t = back; t < row.length; t++) {
      double sum = errors[t - back];
      for (int k = 0; k < lags.lag.length && lags.lag[k] <= t - back; k++) {
        sum += lags.weight[k] * errors[t - back - lags.lag[k]];
      }
      row[t] = -sum;
    }
    return row;
  }

  private double[] ofMean(double[] arPolynomial) {
    double sum = 0;
    for (double weight : arPolynomial) {
      sum += weight;
    }
    double[] row = new double[count()];
    Arrays.fill(row, -sum);
    return row;
  }

  /** The lags of a polynomial that are not zero, without lag 0, ascending. */
  private static final class Lags {
    private final int[] lag;
    private final double[] weight;

    Lags(double[] polynomial) {
      int[] lags = new int[polynomial.length];
      int count = 0;
      for (int i = 1; i < polynomial.length; i++) {
        if (polynomial[i] != 0) {
          lags[count++] = i;
        }
      }
      lag = Arrays.copyOf(lags, count);
      weight = new double[count];
      for (int k = 0; k < count; k++) {
        weight[k] = polynomial[lag[k]];
      }
    }

    /** Divides a series by the polynomial in place, values before it taken as zero. */
    void divide(double[] series) {
      for (int t = 0; t < series.length; t++) {
        double sum = series[t];
        for (int k = 0; k < lag.length && lag[k] <= t; k++) {
          sum -= weight[k] * series[t - lag[k]];
        }
        series[t] = sum;
      }
    }
  }
}
