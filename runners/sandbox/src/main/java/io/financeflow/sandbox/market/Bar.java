package io.financeflow.sandbox.market;

import java.time.LocalDate;

/**
 * One daily bar as traded on its date: prices in dollars, volume in shares, neither adjusted.
 *
 * @param vwap the volume-weighted average price; 0 when the source does not know it
 * @param trades the number of trades; 0 when the source does not know it
 */
public record Bar(
    LocalDate date,
    double open,
    double high,
    double low,
    double close,
    double volume,
    double vwap,
    int trades) {

  /** The same bar in shares of a later day: prices times the factor, volume divided by it. */
  public Bar adjusted(double factor) {
    return new Bar(
        date,
        rounded(open * factor),
        rounded(high * factor),
        rounded(low * factor),
        rounded(close * factor),
        Math.rint(volume / factor * 1e4) / 1e4,
        rounded(vwap * factor),
        trades);
  }

  /** The same bar with another close, consistent or not. */
  public Bar withClose(double newClose) {
    return new Bar(date, open, high, low, newClose, volume, vwap, trades);
  }

  private static double rounded(double price) {
    return price >= 1 ? Math.rint(price * 1e4) / 1e4 : Math.rint(price * 1e8) / 1e8;
  }
}
