package io.financeflow.ml.arima;

/**
 * How well a model fits, on the scale it was fitted on (logarithms if so).
 *
 * @param logLikelihood exact Gaussian, of the differenced series; +infinity when the series follows
 *     the model without any error
 * @param sigma2 variance of the innovations by maximum likelihood, >= 0
 * @param parameters estimated ones with the variance, >= 1
 * @param effective values less those lost to differences, >= 1
 */
public record Goodness(double logLikelihood, double sigma2, int parameters, int effective) {

  /** Checks the bounds. */
  public Goodness {
    if (Double.isNaN(logLikelihood) || !(sigma2 >= 0) || parameters < 1 || effective < 1) {
      throw new IllegalArgumentException(
          "no goodness of fit: log-likelihood %s, variance %s, %d parameters, %d values"
              .formatted(logLikelihood, sigma2, parameters, effective));
    }
  }

  /** Returns -2 log L + 2 k. */
  public double aic() {
    return -2 * logLikelihood + 2.0 * parameters;
  }

  /** Returns AIC + 2 k (k + 1) / (n - k - 1); +infinity when n is at most k + 1. */
  public double aicc() {
    return corrected(aic(), parameters, effective);
  }

  /** Returns -2 log L + k log n. */
  public double bic() {
    return aic() + parameters * (Math.log(effective) - 2);
  }

  /** Returns the variance for intervals: that of maximum likelihood times n / (n - k + 1). */
  public double unbiasedSigma2() {
    return sigma2 * effective / Math.max(1, effective - parameters + 1);
  }

  /** Returns the AICc for an AIC. */
  static double corrected(double aic, int parameters, int effective) {
    int spare = effective - parameters - 1;
    return spare > 0 ? aic + 2.0 * parameters * (parameters + 1) / spare : Double.POSITIVE_INFINITY;
  }
}
