package io.financeflow.sandbox.market;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A cash payment per share held before its ex-date, in dollars and shares of that date.
 *
 * @param cash more than 0
 * @param perYear payments a year by the vendor's code: 0 one-time or unknown, 1, 2, 4, 12
 * @param calendar the other dates; null when the source knows only the ex-date
 */
public record Dividend(
    LocalDate exDate, BigDecimal cash, int perYear, @Nullable Calendar calendar) {

  public Dividend {
    if (cash.signum() <= 0) {
      throw new IllegalArgumentException("cash must be > 0 but was " + cash + " on " + exDate);
    }
  }

  /** From which date the vendor knows it, inclusive: the declaration, or else the ex-date. */
  public LocalDate announced() {
    return calendar == null ? exDate : calendar.declared();
  }

  /** When a dividend is declared, who gets it and when. */
  public record Calendar(LocalDate declared, LocalDate recorded, LocalDate paid) {}
}
