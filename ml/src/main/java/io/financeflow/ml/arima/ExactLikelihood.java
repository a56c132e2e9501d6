package io.financeflow.ml.arima;

import io.financeflow.ml.forecaster.Series;
import java.util.Arrays;
import java.util.stream.IntStream;
import jdplus.toolkit.base.api.arima.SarimaOrders;
import jdplus.toolkit.base.api.data.DoubleSeq;
import jdplus.toolkit.base.core.regarima.RegArimaEstimation;
import jdplus.toolkit.base.core.regarima.RegArimaModel;
import jdplus.toolkit.base.core.regsarima.RegSarimaComputer;
import jdplus.toolkit.base.core.sarima.SarimaModel;
import jdplus.toolkit.base.core.sarima.estimation.SarimaMapping;
import jdplus.toolkit.base.core.stats.likelihood.ConcentratedLikelihoodWithMissing;

/**
 * Exact maximum likelihood by JDemetra+: that of the differenced series, missing values included,
 * with the constant and the variance concentrated out.
 */
final class ExactLikelihood {

  private static final double PRECISION = 1e-12;

  private ExactLikelihood() {}

  /**
   * Returns the best parameters from several starts of the estimator's own.
   *
   * @param y values, NaN for missing ones; the first is present
   * @throws FitFailed when there are too few values or the estimator gives up
   */
  static Estimate search(double[] y, ArimaSpec spec) {
    return estimate(y, Coefficients.start(spec, 0), true);
  }

  /** Returns the best parameters that are reached from these. */
  static Estimate climb(double[] y, Coefficients start) {
    return estimate(y, start, false);
  }

  private static Estimate estimate(double[] y, Coefficients start, boolean several) {
    ArimaSpec spec = start.spec();
    int[] missing = IntStream.range(0, y.length).filter(i -> Double.isNaN(y[i])).toArray();
    int effective = y.length - missing.length - spec.order().lost();
    if (effective <= spec.coefficients()) {
      throw new FitFailed(spec, "%d values are too few".formatted(y.length - missing.length));
    }
    double scale = scale(y, spec.order());
    try {
      RegArimaModel<SarimaModel> model = model(y, scale, missing, start);
      SarimaMapping mapping = SarimaMapping.of(orders(spec.order()));
      return read(
          several ? computer().process(model, mapping) : computer().optimize(model, mapping),
          spec,
          scale);
    } catch (FitFailed e) {
      throw e;
    } catch (RuntimeException e) {
      throw new FitFailed(spec, e);
    }
  }

  /**
   * A new one each time: it changes the precision of its own minimizer, so threads cannot share.
   */
  private static RegSarimaComputer computer() {
    return RegSarimaComputer.builder()
        .startingPoint(RegSarimaComputer.StartingPoint.Multiple)
        .precision(PRECISION)
        .build();
  }

  /** Returns a power of two near the deviation of the differences, so that scaling is exact. */
  private static double scale(double[] y, ArimaOrder order) {
    double[] w = LagPolynomial.apply(LagPolynomial.differences(order), y);
    double[] present = Arrays.stream(w).filter(value -> !Double.isNaN(value)).toArray();
    double mean = Arrays.stream(present).average().orElse(0);
    double squares = Arrays.stream(present).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = Math.sqrt(squares / Math.max(1, present.length));
    return deviation > 0 ? Math.scalb(1.0, Math.getExponent(deviation)) : 1;
  }

  private static RegArimaModel<SarimaModel> model(
      double[] y, double scale, int[] missing, Coefficients start) {
    double[] scaled = new double[y.length];
    double latest = 0;
    for (int i = 0; i < y.length; i++) {
      latest = Double.isNaN(y[i]) ? latest : y[i] / scale;
      scaled[i] = latest;
    }
    SarimaModel arima =
        SarimaModel.builder(orders(start.spec().order()))
            .phi(negated(start.ar()))
            .bphi(negated(start.seasonalAr()))
            .theta(start.ma())
            .btheta(start.seasonalMa())
            .build();
    RegArimaModel.Builder<SarimaModel> builder = RegArimaModel.builder();
    builder.y(DoubleSeq.of(scaled));
    builder.arima(arima);
    builder.meanCorrection(start.spec().constant());
    builder.missing(missing);
    return builder.build();
  }

  private static SarimaOrders orders(ArimaOrder order) {
    SarimaOrders orders = new SarimaOrders(order.period());
    orders.setRegular(order.regular().ar(), order.regular().differences(), order.regular().ma());
    orders.setSeasonal(
        order.seasonal().ar(), order.seasonal().differences(), order.seasonal().ma());
    return orders;
  }

  private static Estimate read(
      RegArimaEstimation<SarimaModel> found, ArimaSpec spec, double scale) {
    ConcentratedLikelihoodWithMissing likelihood = found.getConcentratedLikelihood();
    int effective = likelihood.dim();
    double sigma2 = likelihood.ssq() / effective * scale * scale;
    double logLikelihood = likelihood.logLikelihood() - effective * Math.log(scale);
    Coefficients coefficients = coefficients(found, spec, scale);
    if (!Double.isFinite(sigma2 + logLikelihood)
        || !Arrays.stream(coefficients.values()).allMatch(Double::isFinite)) {
      throw new FitFailed(spec, "its likelihood is not finite");
    }
    return new Estimate(
        coefficients,
        new Goodness(logLikelihood, sigma2, spec.coefficients() + 1, effective),
        completed(found, scale));
  }

  /**
   * The estimator's own {@code interpolatedSeries()} is not this: it takes corrections for values.
   * Corrections are to be subtracted, and their sign turns with every difference.
   */
  private static Series completed(RegArimaEstimation<SarimaModel> found, double scale) {
    double[] completed = found.getModel().getY().toArray();
    DoubleSeq corrections = found.getConcentratedLikelihood().missingCorrections();
    int[] missing = found.getModel().missing();
    SarimaOrders orders = found.getModel().arima().orders();
    int sign = (orders.getD() + orders.getBd()) % 2 == 0 ? 1 : -1;
    for (int i = 0; i < missing.length; i++) {
      completed[missing[i]] -= sign * corrections.get(i);
    }
    for (int i = 0; i < completed.length; i++) {
      completed[i] *= scale;
    }
    return Series.of(completed);
  }

  private static Coefficients coefficients(
      RegArimaEstimation<SarimaModel> found, ArimaSpec spec, double scale) {
    SarimaModel arima = found.getModel().arima();
    ArimaOrder order = spec.order();
    double[] values = new double[spec.coefficients()];
    int next = 0;
    for (int i = 1; i <= order.regular().ar(); i++) {
      values[next++] = -arima.phi(i);
    }
    for (int i = 1; i <= order.regular().ma(); i++) {
      values[next++] = arima.theta(i);
    }
    for (int i = 1; i <= order.seasonal().ar(); i++) {
      values[next++] = -arima.bphi(i);
    }
    for (int i = 1; i <= order.seasonal().ma(); i++) {
      values[next++] = arima.btheta(i);
    }
    if (spec.constant()) {
      int steps = order.seasonal().differences() == 0 ? 1 : order.period();
      values[next] = found.getConcentratedLikelihood().coefficient(0) * scale / steps;
    }
    return new Coefficients(spec, values);
  }

  private static double[] negated(double[] values) {
    return Arrays.stream(values).map(value -> -value).toArray();
  }
}
