package io.financeflow.ml.arima;

import io.financeflow.ml.forecaster.Fitted;
import io.financeflow.ml.forecaster.Forecast;
import io.financeflow.ml.forecaster.Series;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * An ARIMA model with its parameters and its place in the series. New values go through its Kalman
 * filter with the parameters as they are. Immutable and thread-safe.
 */
public final class ArimaModel implements Fitted {
  private final Coefficients coefficients;
  private final Goodness goodness;
  private final boolean log;
  private final String simplerBecause;
  private final FilterState state;

  ArimaModel(
      Coefficients coefficients,
      Goodness goodness,
      boolean log,
      String simplerBecause,
      FilterState state) {
    this.coefficients = coefficients;
    this.goodness = goodness;
    this.log = log;
    this.simplerBecause = simplerBecause;
    this.state = state;
    ArimaOrder order = coefficients.spec().order();
    if (state.tail.length != order.lost() || state.state.length != ArmaFilter.size(order)) {
      throw new IllegalArgumentException("the state is not one of " + order);
    }
  }

  static ArimaModel of(Estimate estimate, boolean log, String simplerBecause) {
    return new ArimaModel(
        estimate.coefficients(),
        estimate.goodness(),
        log,
        simplerBecause,
        ArmaFilter.of(estimate.coefficients()).run(estimate.completed().values()));
  }

  /** Returns which model it is. */
  public ArimaSpec spec() {
    return coefficients.spec();
  }

  /** Returns its parameters. */
  public Coefficients coefficients() {
    return coefficients;
  }

  /** Returns how well it fitted the series it was estimated on. */
  public Goodness goodness() {
    return goodness;
  }

  /** Tells whether it is a model of the logarithms. */
  public boolean log() {
    return log;
  }

  /** Returns what was asked for and why it failed, when this is a simpler model instead. */
  public Optional<String> simplerBecause() {
    return simplerBecause.isEmpty() ? Optional.empty() : Optional.of(simplerBecause);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The intervals come from the psi weights and the unbiased variance; what the parameters and
   * the first values leave uncertain is not in them. Of logarithms, points are medians.
   */
  @Override
  public Forecast forecast(int horizon, double level) {
    double[] points = ArmaFilter.of(coefficients).forecast(state, horizon);
    double[] psi = coefficients.psiWeights(horizon);
    double[] spreads = new double[horizon];
    double sum = 0;
    for (int i = 0; i < horizon; i++) {
      sum += psi[i] * psi[i];
      spreads[i] = Math.sqrt(goodness.unbiasedSigma2() * sum);
    }
    Forecast forecast = Forecast.normal(points, spreads, level);
    return log ? forecast.exponentiated() : forecast;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when a value is infinite, or not above 0 for a model of
   *     logarithms
   */
  @Override
  public ArimaModel update(double... values) {
    double[] finite = Series.of(values).values();
    double[] scaled = log ? Arrays.stream(finite).map(ArimaModel::logarithm).toArray() : finite;
    return new ArimaModel(
        coefficients,
        goodness,
        log,
        simplerBecause,
        ArmaFilter.of(coefficients).advance(state, scaled));
  }

  @Override
  public byte[] save() {
    return ArimaFormat.write(this);
  }

  @Override
  public String description() {
    return spec()
        + (log ? " of logarithms " : " ")
        + coefficients
        + (simplerBecause.isEmpty() ? "" : ", for " + simplerBecause);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArimaModel that
        && coefficients.equals(that.coefficients)
        && goodness.equals(that.goodness)
        && log == that.log
        && simplerBecause.equals(that.simplerBecause)
        && state.equals(that.state);
  }

  @Override
  public int hashCode() {
    return Objects.hash(coefficients, goodness, log, simplerBecause, state);
  }

  @Override
  public String toString() {
    return description();
  }

  FilterState state() {
    return state;
  }

  private static double logarithm(double value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "a model of logarithms takes values > 0 but was given " + value);
    }
    return Math.log(value);
  }
}
