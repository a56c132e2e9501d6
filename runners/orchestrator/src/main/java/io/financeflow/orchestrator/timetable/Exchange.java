package io.financeflow.orchestrator.timetable;

import io.financeflow.schema.calendar.TradingCalendar;

/** The exchanges whose calendar is known. */
public enum Exchange {
  /** The New York Stock Exchange, 1990 to 2035. */
  NYSE;

  /** Its sessions. */
  public TradingCalendar calendar() {
    return switch (this) {
      case NYSE -> TradingCalendar.nyse();
    };
  }
}
