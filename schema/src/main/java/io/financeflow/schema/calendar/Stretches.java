package io.financeflow.schema.calendar;

import io.financeflow.schema.market.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Ranges of dates cut into bounded pieces of work. */
public final class Stretches {
  private Stretches() {}

  /**
   * Returns stretches of at most that many consecutive sessions, from session to session.
   *
   * @param ranges taken in this order; one without sessions gives nothing
   * @param longest sessions, >= 1
   */
  public static List<DateRange> of(List<DateRange> ranges, int longest) {
    List<DateRange> stretches = new ArrayList<>();
    for (DateRange range : ranges) {
      List<LocalDate> sessions = TradingCalendar.nyse().sessions(range.from(), range.to());
      for (int first = 0; first < sessions.size(); first += longest) {
        int last = Math.min(first + longest, sessions.size()) - 1;
        stretches.add(new DateRange(sessions.get(first), sessions.get(last)));
      }
    }
    return stretches;
  }
}
