package io.financeflow.ml.arima;

/** The exact estimate of one model. */
final class Estimation {

  private Estimation() {}

  /**
   * Returns the local maximum that is reached from the conditional estimate, where R's {@code
   * arima} with CSS-ML ends too; for the conditional estimate alone, gaps are bridged.
   *
   * @param y values, NaN for missing ones; the first is present
   * @throws FitFailed when there are too few values, or the conditional estimate is not stationary
   */
  static Estimate local(double[] y, ArimaSpec spec) {
    if (WhiteNoise.has(y, spec)) {
      return WhiteNoise.estimate(y, spec);
    }
    double[] w = LagPolynomial.apply(LagPolynomial.differences(spec.order()), Gaps.bridged(y));
    Coefficients conditional = ConditionalFit.of(w, spec).coefficients();
    if (!conditional.stationary()) {
      throw new FitFailed(spec, "its conditional estimate is not stationary");
    }
    return ExactLikelihood.climb(y, conditional);
  }

  /**
   * Returns the best of the local maxima from several starts.
   *
   * @throws FitFailed when there are too few values or no start leads anywhere
   */
  static Estimate best(double[] y, ArimaSpec spec) {
    if (WhiteNoise.has(y, spec)) {
      return WhiteNoise.estimate(y, spec);
    }
    Estimate far = ExactLikelihood.search(y, spec);
    try {
      Estimate near = local(y, spec);
      return better(near, far) ? near : far;
    } catch (FitFailed e) {
      return far;
    }
  }

  /** Tells whether one fits better than another of the same spec. */
  static boolean better(Estimate one, Estimate other) {
    return one.goodness().logLikelihood() > other.goodness().logLikelihood();
  }
}
