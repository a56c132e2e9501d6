package io.financeflow.schema.calendar;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.util.HashMap;
import java.util.Map;

/**
 * The scheduled early closes of the New York Stock Exchange, by rule, for years from 1990.
 *
 * <p>Up to 1992 an early close is at 14:00, later at 13:00, New York wall clock. Short sessions
 * outside the rules are lines of {@code nyse-corrections.csv}.
 */
final class NyseEarlyCloses {

  private static final int FIRST_AT_ONE = 1993;

  private NyseEarlyCloses() {}

  /**
   * The days of the year that close early if they are sessions, with the close; Christmas Eve is
   * always among them, be it a Sunday or the observed holiday.
   */
  static Map<LocalDate, LocalTime> of(int year) {
    LocalTime close = LocalTime.of(year < FIRST_AT_ONE ? 14 : 13, 0);
    Map<LocalDate, LocalTime> days = new HashMap<>();
    days.put(LocalDate.of(year, Month.DECEMBER, 24), close);
    if (year >= 1992) {
      days.put(NyseHolidays.thanksgiving(year).plusDays(1), close);
    }
    if (year >= 1995) {
      besideIndependenceDay(year, days, close);
    }
    return days;
  }

  /** The day before July 4; before 2013 the Friday after, when July 4 was a Thursday. */
  private static void besideIndependenceDay(
      int year, Map<LocalDate, LocalTime> days, LocalTime close) {
    LocalDate fourth = LocalDate.of(year, Month.JULY, 4);
    switch (fourth.getDayOfWeek()) {
      case TUESDAY, WEDNESDAY, FRIDAY -> days.put(fourth.minusDays(1), close);
      case THURSDAY -> days.put(year < 2013 ? fourth.plusDays(1) : fourth.minusDays(1), close);
      default -> {
        // Beside a weekend there is no day to shorten.
      }
    }
  }
}
