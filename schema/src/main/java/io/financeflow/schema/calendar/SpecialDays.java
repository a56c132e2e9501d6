package io.financeflow.schema.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything that is not an ordinary session: the closed weekdays with their reason and the
 * sessions with hours of their own.
 *
 * <p>A weekday in neither map is a session with {@link Hours#REGULAR}; a weekend day is in neither
 * map and never a session. Immutable, thread-safe.
 *
 * @param closures closed weekdays and why
 * @param hours sessions that open late or close early
 */
record SpecialDays(Map<LocalDate, String> closures, Map<LocalDate, Hours> hours) {

  SpecialDays {
    closures = Map.copyOf(closures);
    hours = Map.copyOf(hours);
  }

  /**
   * The rules of the exchange for the years, both inclusive, and the corrections on top of them.
   *
   * @throws IllegalArgumentException for a correction that changes nothing or cannot be: closing a
   *     day that is closed, opening one that is open, hours of a day without trading
   */
  static SpecialDays nyse(int firstYear, int lastYear, List<Correction> corrections) {
    Map<LocalDate, String> closures = new HashMap<>();
    Map<LocalDate, Hours> hours = new HashMap<>();
    for (int year = firstYear; year <= lastYear; year++) {
      closures.putAll(NyseHolidays.of(year));
      for (Map.Entry<LocalDate, LocalTime> early : NyseEarlyCloses.of(year).entrySet()) {
        LocalDate day = early.getKey();
        if (!isWeekend(day) && !closures.containsKey(day)) {
          hours.put(day, Hours.REGULAR.closing(early.getValue()));
        }
      }
    }
    for (Correction correction : corrections) {
      apply(correction, closures, hours);
    }
    return new SpecialDays(closures, hours);
  }

  private static void apply(
      Correction c, Map<LocalDate, String> closures, Map<LocalDate, Hours> hours) {
    boolean closed = isWeekend(c.date()) || closures.containsKey(c.date());
    boolean mustBeClosed = c.kind() == Correction.Kind.OPEN;
    if (closed != mustBeClosed || (mustBeClosed && isWeekend(c.date()))) {
      throw new IllegalArgumentException(
          "a correction must fit the rules: " + c + (closed ? ", a closed day" : ", a session"));
    }
    Hours before = hours.getOrDefault(c.date(), Hours.REGULAR);
    switch (c.kind()) {
      case CLOSED -> {
        closures.put(c.date(), c.reason());
        hours.remove(c.date());
      }
      case OPEN -> closures.remove(c.date());
      case OPENS -> hours.put(c.date(), before.opening(c.time()));
      case CLOSES -> hours.put(c.date(), before.closing(c.time()));
    }
  }

  /** The reason of the closure, or the name of the weekday, in English. */
  String whyClosed(LocalDate day) {
    String weekday = day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    return closures.getOrDefault(day, weekday);
  }

  Hours hours(LocalDate session) {
    return hours.getOrDefault(session, Hours.REGULAR);
  }

  private static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
  }
}
