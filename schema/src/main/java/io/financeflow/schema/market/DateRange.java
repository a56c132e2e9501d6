package io.financeflow.schema.market;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * Consecutive calendar dates, both ends included.
 *
 * @param from first date
 * @param to last date, not before {@code from}
 */
public record DateRange(LocalDate from, LocalDate to) implements Serializable {

  /** Refuses an end before the start. */
  public DateRange {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("a range must not end (" + to + ") before " + from);
    }
  }

  /** Returns {@code 2025-01-10} or {@code 2025-01-10..2025-01-17}. */
  @Override
  public String toString() {
    return from.equals(to) ? from.toString() : from + ".." + to;
  }
}
