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
    double[] errors =
        new Lags(coefficients.arPolynomial()).multiplied(centred(coefficients), first, count());
    new Lags(coefficients.maPolynomial()).divide(errors);
    return errors;
  }

  /** Returns the derivatives, one row per coefficient in their order. */
  double[][] derivatives(Coefficients coefficients, double[] errors) {
    ArimaOrder order = spec.order();
    int m = order.period();
    Lags ma = new Lags(coefficients.maPolynomial());
    double[][] rows = new double[spec.coefficients()][];
    int row = regularAr(coefficients, ma, rows);
    double[] byMa = byError(LagPolynomial.of(coefficients.seasonalMa(), 1, m), errors, ma);
    for (int i = 1; i <= order.regular().ma(); i++) {
      rows[row++] = delayed(byMa, i);
    }
    Lags ar = new Lags(LagPolynomial.of(coefficients.ar(), -1, 1));
    for (int i = 1; i <= order.seasonal().ar(); i++) {
      rows[row] = negated(ar.multiplied(centred(coefficients), first - i * m, count()));
      ma.divide(rows[row++]);
    }
    double[] bySeasonalMa = byError(LagPolynomial.of(coefficients.ma(), 1, 1), errors, ma);
    for (int i = 1; i <= order.seasonal().ma(); i++) {
      rows[row++] = delayed(bySeasonalMa, i * m);
    }
    if (spec.constant()) {
      rows[row] = new double[count()];
      Arrays.fill(rows[row], -Arrays.stream(coefficients.arPolynomial()).sum());
      ma.divide(rows[row]);
    }
    return rows;
  }

  /** Each row is the one before it a step later, and the response to one more value in front. */
  private int regularAr(Coefficients coefficients, Lags ma, double[][] rows) {
    int count = spec.order().regular().ar();
    if (count == 0) {
      return 0;
    }
    Lags seasonal =
        new Lags(LagPolynomial.of(coefficients.seasonalAr(), -1, spec.order().period()));
    double[] u =
        negated(
            seasonal.multiplied(centred(coefficients), first - count, w.length - first + count));
    double[] response = new double[count()];
    response[0] = 1;
    ma.divide(response);
    rows[0] = Arrays.copyOfRange(u, count - 1, count - 1 + count());
    ma.divide(rows[0]);
    for (int i = 1; i < count; i++) {
      rows[i] = delayed(rows[i - 1], 1);
      double front = u[count - 1 - i];
      for (int t = 0; t < response.length; t++) {
        rows[i][t] += front * response[t];
      }
    }
    return count;
  }

  /** Minus the other moving-average factor on the errors, over both. */
  private static double[] byError(double[] factor, double[] errors, Lags ma) {
    double[] row = negated(new Lags(factor).multiplied(errors, 0, errors.length));
    ma.divide(row);
    return row;
  }

  private double[] centred(Coefficients coefficients) {
    double mean = coefficients.constant();
    if (mean == 0) {
      return w;
    }
    double[] centred = new double[w.length];
    for (int t = 0; t < w.length; t++) {
      centred[t] = w[t] - mean;
    }
    return centred;
  }

  private static double[] delayed(double[] row, int steps) {
    double[] delayed = new double[row.length];
    System.arraycopy(row, 0, delayed, Math.min(steps, row.length), Math.max(0, row.length - steps));
    return delayed;
  }

  private static double[] negated(double[] row) {
    for (int t = 0; t < row.length; t++) {
      row[t] = -row[t];
    }
    return row;
  }
}
