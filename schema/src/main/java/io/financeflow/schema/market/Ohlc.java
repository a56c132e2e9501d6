package io.financeflow.schema.market;

import java.io.Serializable;

/**
 * Four prices of one session, in USD as traded, with {@code 0 < low <= open, close <= high <
 * infinity}.
 *
 * @param open first price
 * @param high highest price
 * @param low lowest price
 * @param close last price
 */
public record Ohlc(double open, double high, double low, double close) implements Serializable {

  /** Refuses prices that break the order, are not positive or not finite. */
  public Ohlc {
    if (!(low > 0 && low <= Math.min(open, close))) {
      throw new IllegalArgumentException(
          "low must be > 0 and <= open and close but was " + low + " of " + open + ", " + close);
    }
    if (!(high >= Math.max(open, close) && high < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "high must be finite and >= open and close but was "
              + high
              + " of "
              + open
              + ", "
              + close);
    }
  }
}
