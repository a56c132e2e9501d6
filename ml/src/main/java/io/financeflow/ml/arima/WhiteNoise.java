package io.financeflow.ml.arima;

import io.financeflow.ml.forecaster.Series;
import java.util.Arrays;

/** Models without lags, whose likelihood has a closed form. */
final class WhiteNoise {
  private WhiteNoise() {}

  /** Tells whether the closed form holds: no lags, and no gap that would be differenced. */
  static boolean has(double[] y, ArimaSpec spec) {
    return spec.order().lags() == 0
        && (spec.order().differences() == 0 || Arrays.stream(y).noneMatch(Double::isNaN));
  }

  /**
   * Returns the estimate.
   *
   * @throws FitFailed when no value is left
   */
  static Estimate estimate(double[] y, ArimaSpec spec) {
    double[] all = LagPolynomial.apply(LagPolynomial.differences(spec.order()), y);
    double[] w = Arrays.stream(all).filter(value -> !Double.isNaN(value)).toArray();
    if (w.length == 0) {
      throw new FitFailed(spec, "%d values are too few".formatted(y.length));
    }
    double mean = spec.constant() ? mean(w) : 0;
    double squares = 0;
    for (double value : w) {
      squares += (value - mean) * (value - mean);
    }
    double sigma2 = squares / w.length;
    double logLikelihood = -0.5 * w.length * (Math.log(2 * Math.PI * sigma2) + 1);
    boolean perSeason = spec.order().seasonal().differences() > 0;
    Coefficients coefficients =
        Coefficients.start(spec, perSeason ? mean / spec.order().period() : mean);
    Goodness goodness = new Goodness(logLikelihood, sigma2, spec.coefficients() + 1, w.length);
    return new Estimate(coefficients, goodness, Series.of(completed(y, mean)));
  }

  private static double mean(double[] w) {
    double first = w[0];
    return first + Arrays.stream(w).map(value -> value - first).sum() / w.length;
  }

  private static double[] completed(double[] y, double mean) {
    return Arrays.stream(y).map(value -> Double.isNaN(value) ? mean : value).toArray();
  }
}
