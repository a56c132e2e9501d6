package io.financeflow.cli;

import io.financeflow.cli.output.Failure;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags {@code --date} and {@code --to}. */
final class RangeFlags {
  @Option(
      names = {"--date", "--from"},
      required = true,
      paramLabel = "DATE",
      description = "Session, or first date of a range: yyyy-mm-dd.")
  private LocalDate date = LocalDate.EPOCH;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "Last date of the range, included; the same date when left out.")
  private @Nullable LocalDate to;

  /** Returns the range; refuses what lies outside the calendar, the future, or ends too early. */
  DateRange range(Clock clock) {
    return range(date, to, clock);
  }

  /** Returns the range of these flags; refuses the same. */
  static DateRange range(LocalDate date, @Nullable LocalDate to, Clock clock) {
    LocalDate last = to == null ? date : to;
    TradingCalendar calendar = TradingCalendar.nyse();
    LocalDate today = LocalDate.ofInstant(clock.instant(), calendar.zone());
    if (last.isBefore(date)) {
      throw new Failure.Usage("--to " + last + " lies before --date " + date);
    }
    if (date.isBefore(calendar.firstDate())) {
      throw new Failure.Usage("--date must not be before " + calendar.firstDate());
    }
    if (last.isAfter(today)) {
      throw new Failure.Usage(last + " lies in the future: in New York it is " + today);
    }
    return new DateRange(date, last);
  }
}
