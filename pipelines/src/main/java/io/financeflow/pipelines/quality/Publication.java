package io.financeflow.pipelines.quality;

import io.financeflow.schema.calendar.TradingCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * When a session's bars should be there: {@value #HOURS} hours after its close, so at 04:00 New
 * York of the next day as a rule. The vendor's free plan still refused a day at 19:00 of that day;
 * when it is given out is not documented.
 */
public final class Publication {
  private static final int HOURS = 12;

  private Publication() {}

  /** Returns the instant from which a session counts as late. */
  public static Instant dueAt(LocalDate session) {
    return TradingCalendar.nyse().close(session).plus(Duration.ofHours(HOURS));
  }

  /** Returns the last session that should be there at that time. */
  public static LocalDate lastDue(Instant now) {
    TradingCalendar calendar = TradingCalendar.nyse();
    LocalDate session = calendar.previousOrSame(LocalDate.ofInstant(now, calendar.zone()));
    while (dueAt(session).isAfter(now)) {
      session = calendar.previous(session);
    }
    return session;
  }
}
