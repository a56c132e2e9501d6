package io.financeflow.sandbox.http;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** The length of an aggregate's window; windows follow each other from the start of a range. */
enum Timespan {
  DAY(ChronoUnit.DAYS, 1),
  /** From Sunday. */
  WEEK(ChronoUnit.WEEKS, 1),
  MONTH(ChronoUnit.MONTHS, 1),
  QUARTER(ChronoUnit.MONTHS, 3),
  YEAR(ChronoUnit.MONTHS, 12);

  private final ChronoUnit unit;
  private final int units;

  Timespan(ChronoUnit unit, int units) {
    this.unit = unit;
    this.units = units;
  }

  /** Reads the vendor's word; shorter spans than a day are not in this plan. */
  static Timespan parse(String word) {
    return switch (word) {
      case "second", "minute", "hour" -> throw Refusal.notEntitled();
      case "day", "week", "month", "quarter", "year" -> valueOf(word.toUpperCase(Locale.ROOT));
      default -> throw Refusal.badRequest("Could not parse the timespan: '" + word + "'");
    };
  }

  /** The first date of the window around a date, when windows of so many spans begin at from. */
  LocalDate windowStart(LocalDate date, LocalDate from, int multiplier) {
    LocalDate anchor = aligned(from);
    long size = (long) units * multiplier;
    return anchor.plus(unit.between(anchor, date) / size * size, unit);
  }

  private LocalDate aligned(LocalDate from) {
    return switch (this) {
      case DAY -> from;
      case WEEK -> from.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY));
      case MONTH -> from.withDayOfMonth(1);
      case QUARTER -> from.withDayOfMonth(1).withMonth((from.getMonthValue() - 1) / 3 * 3 + 1);
      case YEAR -> from.withDayOfYear(1);
    };
  }
}
