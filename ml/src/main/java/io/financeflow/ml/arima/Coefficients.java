package io.financeflow.ml.arima;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameters of an ARIMA model, signs as in {@code w_t = ar1 w_(t-1) + .. + e_t + ma1 e_(t-1) +
 * ..}, where w is the differenced series less its mean. Immutable.
 */
public final class Coefficients {
  private final ArimaSpec spec;
  private final double[] values;

  /**
   * Makes them.
   *
   * @param values ar, ma, seasonal ar, seasonal ma, then the mean or the drift per step
   */
  Coefficients(ArimaSpec spec, double... values) {
    if (values.length != spec.coefficients()) {
      throw new IllegalArgumentException(
          "%s has %d coefficients, not %d".formatted(spec, spec.coefficients(), values.length));
    }
    this.spec = spec;
    this.values = values.clone();
  }

  /** Returns the coefficients without lags to be estimated: zeros, and the constant if any. */
  static Coefficients start(ArimaSpec spec, double constant) {
    double[] values = new double[spec.coefficients()];
    if (spec.constant()) {
      values[values.length - 1] = constant;
    }
    return new Coefficients(spec, values);
  }

  /** Returns the mean or the drift per step, 0 without. */
  public double constant() {
    return spec.constant() ? values[values.length - 1] : 0;
  }

  /** Returns all by name: ar1, ma1, sar1, sma1, mean or drift. */
  public Map<String, Double> byName() {
    Map<String, Double> byName = new LinkedHashMap<>();
    put(byName, "ar", ar());
    put(byName, "ma", ma());
    put(byName, "sar", seasonalAr());
    put(byName, "sma", seasonalMa());
    if (spec.constant()) {
      byName.put(spec.order().differences() == 0 ? "mean" : "drift", constant());
    }
    return byName;
  }

  ArimaSpec spec() {
    return spec;
  }

  double[] values() {
    return values.clone();
  }

  double[] ar() {
    return part(0, spec.order().regular().ar());
  }

  double[] ma() {
    return part(spec.order().regular().ar(), spec.order().regular().ma());
  }

  double[] seasonalAr() {
    ArimaOrder order = spec.order();
    return part(order.regular().ar() + order.regular().ma(), order.seasonal().ar());
  }

  double[] seasonalMa() {
    ArimaOrder order = spec.order();
    return part(order.lags() - order.seasonal().ma(), order.seasonal().ma());
  }

  /** Returns phi(B) Phi(B^m). */
  double[] arPolynomial() {
    return LagPolynomial.times(
        LagPolynomial.of(ar(), -1, 1), LagPolynomial.of(seasonalAr(), -1, spec.order().period()));
  }

  /** Returns theta(B) Theta(B^m). */
  double[] maPolynomial() {
    return LagPolynomial.times(
        LagPolynomial.of(ma(), 1, 1), LagPolynomial.of(seasonalMa(), 1, spec.order().period()));
  }

  /** Returns the mean of the differenced series. */
  double differencedMean() {
    ArimaOrder order = spec.order();
    return order.seasonal().differences() == 0 ? constant() : constant() * order.period();
  }

  /** Tells whether every root of every part, taken in B, has a modulus of at least that. */
  boolean rootsBeyond(double radius) {
    double seasonal = Math.pow(radius, spec.order().period());
    return LagPolynomial.rootsBeyond(radius, LagPolynomial.of(ar(), -1, 1))
        && LagPolynomial.rootsBeyond(radius, LagPolynomial.of(ma(), 1, 1))
        && LagPolynomial.rootsBeyond(seasonal, LagPolynomial.of(seasonalAr(), -1, 1))
        && LagPolynomial.rootsBeyond(seasonal, LagPolynomial.of(seasonalMa(), 1, 1));
  }

  /** Tells whether the autoregressive parts are stationary. */
  boolean stationary() {
    return LagPolynomial.rootsBeyond(1, LagPolynomial.of(ar(), -1, 1))
        && LagPolynomial.rootsBeyond(1, LagPolynomial.of(seasonalAr(), -1, 1));
  }

  /** Returns the psi weights, differences included: the effect of an error on later values. */
  double[] psiWeights(int terms) {
    double[] ar = LagPolynomial.times(arPolynomial(), LagPolynomial.differences(spec.order()));
    return LagPolynomial.quotient(maPolynomial(), ar, terms);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Coefficients that
        && spec.equals(that.spec)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * spec.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return byName().toString();
  }

  private double[] part(int from, int length) {
    return Arrays.copyOfRange(values, from, from + length);
  }

  private static void put(Map<String, Double> byName, String name, double[] part) {
    for (int i = 0; i < part.length; i++) {
      byName.put(name + (i + 1), part[i]);
    }
  }
}
