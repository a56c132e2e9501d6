package io.financeflow.pipelines.ingest;

import io.financeflow.pipelines.source.FetchedDay;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.IngestionStatus;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor's answer for a date means, held against the calendar.
 *
 * @param status how the attempt ends
 * @param error what happened and what to do; null when nothing is wrong
 */
record Verdict(IngestionStatus status, @Nullable String error) {

  /**
   * Judges an answer. An empty answer is a closed day only when the calendar says so too: on an
   * open day it is NOT_READY. Rows on a closed day, and more rejects than the limit, are BAD_INPUT.
   */
  static Verdict of(
      LocalDate date, TradingCalendar calendar, FetchedDay day, double maxRejectShare) {
    Optional<String> closure = calendar.closure(date);
    if (closure.isPresent()) {
      return closed(date, closure.get(), day);
    }
    if (day.rows() == 0) {
      return new Verdict(
          IngestionStatus.NOT_READY,
          "no bars for %s, an open session: the vendor answered with no rows; retry later"
              .formatted(name(date)));
    }
    double share = (double) day.rejects().size() / day.rows();
    if (share > maxRejectShare) {
      return new Verdict(IngestionStatus.BAD_INPUT, tooManyRejects(date, day));
    }
    return new Verdict(IngestionStatus.DONE, null);
  }

  private static Verdict closed(LocalDate date, String reason, FetchedDay day) {
    if (day.rows() == 0) {
      return new Verdict(IngestionStatus.CLOSED, null);
    }
    return new Verdict(
        IngestionStatus.BAD_INPUT,
        "%s is closed (%s) and the vendor sent %d rows: one of the two calendars is wrong; nothing stored"
            .formatted(name(date), reason, day.rows()));
  }

  private static String tooManyRejects(LocalDate date, FetchedDay day) {
    return "%d of %d rows of %s break a rule (first: %s): nothing stored; see table rejected_rows"
        .formatted(day.rejects().size(), day.rows(), name(date), day.rejects().get(0).reason());
  }

  private static String name(LocalDate date) {
    return date.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + " " + date;
  }
}
