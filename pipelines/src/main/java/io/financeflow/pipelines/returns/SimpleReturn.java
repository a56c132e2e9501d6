package io.financeflow.pipelines.returns;

import java.time.LocalDate;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The simple return of one bar over the previous one of its ticker: {@code close / (previous close
 * * split factor) - 1}, 0.01 = 1 %.
 *
 * <p>The convention of bridging gaps with the last close is that of the CRSP daily stock files
 * (holding period return over up to ten sessions without a price).
 */
final class SimpleReturn {
  private SimpleReturn() {}

  /**
   * A close.
   *
   * @param date session
   * @param session its index in the calendar
   * @param price in USD as traded, > 0
   */
  record Close(LocalDate date, int session, double price) {}

  /**
   * Returns the return; empty when there is no previous close, when it is more than {@code
   * longestGap} sessions back (1: only the session before counts), when the symbol passed to
   * another company in between, or when the splits in between contradict each other.
   */
  static OptionalDouble of(
      @Nullable Close previous, Close current, int longestGap, TickerEvents events) {
    if (previous == null || current.session() - previous.session() > longestGap) {
      return OptionalDouble.empty();
    }
    if (events.changesHands(previous.date(), current.date())) {
      return OptionalDouble.empty();
    }
    OptionalDouble factor = events.priceFactor(previous.date(), current.date());
    return factor.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(current.price() / (previous.price() * factor.getAsDouble()) - 1);
  }
}
