package io.financeflow.schema.market;

import java.io.Serializable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One ticker's raw bar of one session: a row of {@code daily_bars} as the vendor gives it.
 *
 * @param ticker vendor symbol, case-sensitive, as {@link Tickers#isValid}
 * @param tradingDate session in New York
 * @param price the four prices, never adjusted
 * @param volume shares traded, >= 0, may be fractional
 * @param vwap volume-weighted average price, > 0; null when the vendor gives none
 * @param trades number of trades, >= 0; null when the vendor gives none
 * @param otc true for an over-the-counter ticker
 */
public record DailyBar(
    String ticker,
    LocalDate tradingDate,
    Ohlc price,
    double volume,
    @Nullable Double vwap,
    @Nullable Long trades,
    boolean otc)
    implements Serializable {

  /** Refuses a malformed ticker and figures out of bounds. */
  public DailyBar {
    if (!Tickers.isValid(ticker)) {
      throw new IllegalArgumentException(
          "ticker must be 1 to 20 of A-Z a-z 0-9 . but was " + ticker);
    }
    if (!(volume >= 0 && volume < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("volume must be finite and >= 0 but was " + volume);
    }
    if (vwap != null && !(vwap > 0 && vwap < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("vwap must be finite and > 0 but was " + vwap);
    }
    if (trades != null && trades < 0) {
      throw new IllegalArgumentException("trades must be >= 0 but was " + trades);
    }
  }
}
