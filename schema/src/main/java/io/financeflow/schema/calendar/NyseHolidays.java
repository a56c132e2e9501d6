package io.financeflow.schema.calendar;

import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;
import static java.time.temporal.TemporalAdjusters.lastInMonth;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.util.HashMap;
import java.util.Map;

/**
 * The full-day holidays of the New York Stock Exchange, by rule, for years from 1990.
 *
 * <p>A holiday on a Saturday is observed on the Friday before and one on a Sunday on the Monday
 * after, except New Year's Day on a Saturday, which is not observed: that Friday ends the
 * accounting year (NYSE Rule 7.2). Closures outside the rules are lines of {@code
 * nyse-corrections.csv}.
 */
final class NyseHolidays {

  private NyseHolidays() {}

  /** The holidays observed within the year, weekdays only, with their names; never empty. */
  static Map<LocalDate, String> of(int year) {
    Map<LocalDate, String> days = new HashMap<>();
    LocalDate newYear = LocalDate.of(year, Month.JANUARY, 1);
    if (newYear.getDayOfWeek() != DayOfWeek.SATURDAY) {
      days.put(observed(newYear), "New Year's Day");
    }
    if (year >= 1998) {
      days.put(monday(year, Month.JANUARY, 3), "Martin Luther King, Jr. Day");
    }
    days.put(monday(year, Month.FEBRUARY, 3), "Washington's Birthday");
    days.put(easterSunday(year).minusDays(2), "Good Friday");
    days.put(LocalDate.of(year, Month.MAY, 1).with(lastInMonth(DayOfWeek.MONDAY)), "Memorial Day");
    if (year >= 2022) {
      days.put(observed(LocalDate.of(year, Month.JUNE, 19)), "Juneteenth");
    }
    days.put(observed(LocalDate.of(year, Month.JULY, 4)), "Independence Day");
    days.put(monday(year, Month.SEPTEMBER, 1), "Labor Day");
    days.put(thanksgiving(year), "Thanksgiving Day");
    days.put(observed(LocalDate.of(year, Month.DECEMBER, 25)), "Christmas Day");
    return days;
  }

  static LocalDate thanksgiving(int year) {
    return LocalDate.of(year, Month.NOVEMBER, 1).with(dayOfWeekInMonth(4, DayOfWeek.THURSDAY));
  }

  private static LocalDate monday(int year, Month month, int ordinal) {
    return LocalDate.of(year, month, 1).with(dayOfWeekInMonth(ordinal, DayOfWeek.MONDAY));
  }

  private static LocalDate observed(LocalDate day) {
    return switch (day.getDayOfWeek()) {
      case SATURDAY -> day.minusDays(1);
      case SUNDAY -> day.plusDays(1);
      default -> day;
    };
  }

  /** The Sunday after the ecclesiastical full moon, by Gauss; exact for 1900 to 2099. */
  static LocalDate easterSunday(int year) {
    int moon = (19 * (year % 19) + 24) % 30;
    int sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7;
    LocalDate easter = LocalDate.of(year, Month.MARCH, 22).plusDays(moon + sunday);
    boolean tooLate = (moon == 29 && sunday == 6) || (moon == 28 && sunday == 6 && year % 19 > 10);
    return tooLate ? easter.minusWeeks(1) : easter;
  }
}
