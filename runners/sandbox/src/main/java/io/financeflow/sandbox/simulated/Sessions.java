package io.financeflow.sandbox.simulated;

import io.financeflow.schema.calendar.TradingCalendar;
import java.time.LocalDate;
import java.util.List;

/** The sessions of the calendar by position, 0 being the first. */
final class Sessions {

  private final TradingCalendar calendar;
  private final List<LocalDate> dates;

  Sessions(TradingCalendar calendar) {
    this.calendar = calendar;
    this.dates = calendar.sessions(calendar.firstDate(), calendar.lastDate());
  }

  int count() {
    return dates.size();
  }

  LocalDate date(int session) {
    return dates.get(session);
  }

  /** The session that many positions later, the last one of the calendar at most. */
  LocalDate dateAtMost(int session) {
    return dates.get(Math.min(session, dates.size() - 1));
  }

  /** The position of the date; -1 when it is no session of the calendar. */
  int at(LocalDate date) {
    return covers(date) && calendar.isSession(date) ? calendar.sessionIndex(date) : -1;
  }

  /** The position of the first session not before the date; the count when there is none. */
  int atOrAfter(LocalDate date) {
    if (date.isBefore(calendar.firstDate())) {
      return 0;
    }
    return date.isAfter(dates.get(dates.size() - 1))
        ? dates.size()
        : calendar.sessionIndex(calendar.nextOrSame(date));
  }

  private boolean covers(LocalDate date) {
    return !date.isBefore(calendar.firstDate()) && !date.isAfter(calendar.lastDate());
  }
}
