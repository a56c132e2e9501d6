package io.financeflow.schema.market;

import java.io.Serializable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A cash dividend: a row of {@code dividends}.
 *
 * @param ticker vendor symbol
 * @param exDividendDate first session traded without it
 * @param cashAmount amount per share at the time, >= 0, finite, not split-adjusted
 * @param type vendor code (CD, SC, LT, ST); empty when unknown
 * @param currency ISO code; empty when unknown
 * @param dates the dates around it
 * @param frequency payments a year, 0 for one time; null when unknown
 */
public record Dividend(
    String ticker,
    LocalDate exDividendDate,
    double cashAmount,
    String type,
    String currency,
    Dates dates,
    @Nullable Integer frequency)
    implements Serializable {

  /** Refuses a negative or infinite amount. */
  public Dividend {
    if (!(cashAmount >= 0 && cashAmount < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "cashAmount of " + ticker + " must be finite and >= 0 but was " + cashAmount);
    }
  }

  /**
   * The dates of a dividend besides the ex-date, each null when unknown.
   *
   * @param declaration when it was announced
   * @param record holders of this date receive it
   * @param pay when it is paid
   */
  public record Dates(
      @Nullable LocalDate declaration, @Nullable LocalDate record, @Nullable LocalDate pay)
      implements Serializable {}
}
