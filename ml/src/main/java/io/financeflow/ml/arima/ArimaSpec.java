package io.financeflow.ml.arima;

/**
 * Which ARIMA model, without its parameters.
 *
 * @param order its lags and differences
 * @param constant whether it has a mean (not differenced) or a drift per step (differenced once); a
 *     model that is differenced twice has neither
 */
public record ArimaSpec(ArimaOrder order, boolean constant) {

  /** Refuses a constant in a model that is differenced twice. */
  public ArimaSpec {
    if (constant && order.differences() > 1) {
      throw new IllegalArgumentException(
          order + " is differenced twice, so it can have no constant");
    }
  }

  /** Returns the spec with a constant when the order may have one. */
  static ArimaSpec withConstant(ArimaOrder order) {
    return new ArimaSpec(order, order.differences() < 2);
  }

  /** Returns how many coefficients there are to estimate, the variance left out. */
  public int coefficients() {
    return order.lags() + (constant ? 1 : 0);
  }

  @Override
  public String toString() {
    if (!constant) {
      return order.toString();
    }
    return order + (order.differences() == 0 ? " with mean" : " with drift");
  }
}
