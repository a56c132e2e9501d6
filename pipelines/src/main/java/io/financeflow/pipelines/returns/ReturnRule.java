package io.financeflow.pipelines.returns;

import io.financeflow.pipelines.io.ReturnStore;
import io.financeflow.pipelines.returns.SimpleReturn.Close;
import io.financeflow.schema.calendar.TradingCalendar;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Applies {@link SimpleReturn} to bars in order of date, remembering the last close of each ticker.
 * Memory: one close per ticker, whatever the length of the range. Not thread-safe.
 */
final class ReturnRule implements ReturnStore.Rule {
  private final TradingCalendar calendar;
  private final int longestGap;
  private final Map<String, TickerEvents> events;
  private final Map<String, Close> lastCloses = new HashMap<>();

  ReturnRule(TradingCalendar calendar, int longestGap, Map<String, TickerEvents> events) {
    this.calendar = calendar;
    this.longestGap = longestGap;
    this.events = events;
  }

  @Override
  public OptionalDouble next(LocalDate date, String ticker, double close) {
    Close current = new Close(date, calendar.sessionIndex(date), close);
    Close previous = lastCloses.put(ticker, current);
    return SimpleReturn.of(
        previous, current, longestGap, events.getOrDefault(ticker, TickerEvents.NONE));
  }

  /** True when a bar of that ticker has been seen. */
  boolean knows(String ticker) {
    return lastCloses.containsKey(ticker);
  }
}
