package io.financeflow.sandbox.http;

import io.financeflow.schema.calendar.TradingCalendar;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZonedDateTime;

/** What the clock says in New York, and which dates the vendor therefore serves. */
final class Today {

  private static final LocalTime CLOSE = LocalTime.of(16, 0);

  private final Clock clock;
  private final TradingCalendar calendar;
  private final Period history;

  /**
   * @param history how far back prices are served; zero for as far as the calendar
   */
  Today(Clock clock, TradingCalendar calendar, Period history) {
    this.clock = clock;
    this.calendar = calendar;
    this.history = history;
  }

  ZonedDateTime now() {
    return clock.instant().atZone(calendar.zone());
  }

  LocalDate date() {
    return now().toLocalDate();
  }

  TradingCalendar calendar() {
    return calendar;
  }

  /** Whether the exchange trades on the date; false outside the calendar. */
  boolean isSession(LocalDate date) {
    return !date.isBefore(calendar.firstDate())
        && !date.isAfter(calendar.lastDate())
        && calendar.isSession(date);
  }

  /** The last date whose bars are served: today, or yesterday while a session is not over. */
  LocalDate lastServed() {
    LocalDate today = date();
    boolean open = isSession(today) && clock.instant().isBefore(calendar.close(today));
    return open ? today.minusDays(1) : today;
  }

  /** The first date whose bars are served. */
  LocalDate firstServed() {
    LocalDate first = history.isZero() ? calendar.firstDate() : date().minus(history);
    return first.isBefore(calendar.firstDate()) ? calendar.firstDate() : first;
  }

  /** Refuses a date in the future, too old, or not yet over, as the vendor does. */
  void requireServed(LocalDate date) {
    if (date.isAfter(date()) || date.isBefore(firstServed())) {
      throw Refusal.timeframe();
    }
    if (date.isAfter(lastServed())) {
      throw Refusal.beforeEndOfDay();
    }
  }

  /** Midnight in New York at the start of the date, in milliseconds since 1970. */
  long startMillis(LocalDate date) {
    return date.atStartOfDay(calendar.zone()).toInstant().toEpochMilli();
  }

  /** 16:00 in New York on the date, early close or not, in milliseconds since 1970. */
  long endMillis(LocalDate date) {
    return date.atTime(CLOSE).atZone(calendar.zone()).toInstant().toEpochMilli();
  }
}
