package io.financeflow.ml.arima;

/**
 * The criterion of the search from conditional sums of squares: {@code n log(sigma2) + 2 k}, moved
 * so that the model without lags has its exact AIC, and corrected.
 */
final class ConditionalCriterion {
  private final double[] w;
  private final double offset;

  private ConditionalCriterion(double[] w, double offset) {
    this.w = w;
    this.offset = offset;
  }

  /**
   * Prepares it.
   *
   * @param y none missing, gaps bridged
   * @param plain the differences, without lags
   */
  static ConditionalCriterion of(double[] y, ArimaOrder plain) {
    ArimaSpec spec = new ArimaSpec(plain, plain.differences() == 0);
    Goodness goodness = WhiteNoise.estimate(y, spec).goodness();
    double offset = -2 * goodness.logLikelihood() - y.length * Math.log(goodness.sigma2());
    return new ConditionalCriterion(
        LagPolynomial.apply(LagPolynomial.differences(plain), y), offset);
  }

  /** Returns it; +infinity when there are too few values or a root is not beyond that radius. */
  double aicc(ArimaSpec spec, double radius) {
    ConditionalFit fit;
    try {
      fit = ConditionalFit.of(w, spec);
    } catch (FitFailed e) {
      return Double.POSITIVE_INFINITY;
    }
    if (!(fit.sigma2() > 0) || !fit.coefficients().rootsBeyond(radius)) {
      return Double.POSITIVE_INFINITY;
    }
    int parameters = spec.coefficients() + 1;
    double aic = offset + w.length * Math.log(fit.sigma2()) + 2.0 * parameters;
    return Goodness.corrected(aic, parameters, w.length);
  }
}
