package io.financeflow.ml.arima;

import java.util.Arrays;

/**
 * What a model remembers of a series. Immutable; the arrays are not handed on.
 *
 * <p>{@code tail}: the latest d + D m values, oldest first, to undo the differences. {@code state}:
 * expectations of the differenced series from now on, as the filter has them. {@code covariance}:
 * of the state's error in units of the variance, lower triangle by rows; empty when it is zero.
 */
final class FilterState {
  final double[] tail;
  final double[] state;
  final double[] covariance;

  FilterState(double[] tail, double[] state, double[] covariance) {
    this.tail = tail;
    this.state = state;
    this.covariance = covariance;
    int size = state.length;
    if (covariance.length != 0 && covariance.length != size * (size + 1) / 2) {
      throw new IllegalArgumentException(
          "a state of %d has no covariance of %d numbers".formatted(size, covariance.length));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FilterState that
        && Arrays.equals(tail, that.tail)
        && Arrays.equals(state, that.state)
        && Arrays.equals(covariance, that.covariance);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(tail) + 31 * (Arrays.hashCode(state) + 31 * Arrays.hashCode(covariance));
  }
}
