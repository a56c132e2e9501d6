package io.financeflow.sandbox.market;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One security under one ticker from its first to its last trading date, both inclusive.
 *
 * <p>A ticker may belong to several listings, one after the other and never at the same time.
 *
 * @param last null while no end is known
 * @param splits ascending by execution
 * @param dividends ascending by ex-date
 */
public record Listing(
    String ticker,
    Company company,
    LocalDate first,
    @Nullable LocalDate last,
    List<Split> splits,
    List<Dividend> dividends) {

  public Listing {
    if (ticker.isBlank()) {
      throw new IllegalArgumentException("ticker must not be blank");
    }
    if (last != null && last.isBefore(first)) {
      throw new IllegalArgumentException(
          "last must not be before first: " + first + ", " + last + " for " + ticker);
    }
    splits = List.copyOf(splits);
    dividends = List.copyOf(dividends);
  }

  /** Whether it has begun trading by this date; true after its end, too. */
  public boolean isKnown(LocalDate today) {
    return !first.isAfter(today);
  }

  /** Whether it has begun and not yet ended trading on this date. */
  public boolean isActive(LocalDate today) {
    return isKnown(today) && (last == null || !last.isBefore(today));
  }

  /** Turns a price of the date into shares of {@code today}; 1 when no split lies between. */
  public double splitFactor(LocalDate date, LocalDate today) {
    double factor = 1;
    for (Split split : splits) {
      if (split.execution().isAfter(date) && !split.execution().isAfter(today)) {
        factor *= split.factor();
      }
    }
    return factor;
  }
}
