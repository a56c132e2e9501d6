package io.financeflow.cli;

import io.financeflow.pipelines.quality.Publication;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.quality.CoverageSql;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * How many of the last sessions are not complete, up to the one that should be there by now.
 *
 * @param range first and last of the sessions looked at
 * @param sessions how many they are
 * @param incomplete those that are not complete
 */
record Completeness(DateRange range, int sessions, long incomplete) {
  private static final int SESSIONS = 60;

  /** Returns that of the last 60 sessions, or of those from the first stored one on if fewer. */
  static Completeness of(Database database, LocalDate firstStored, Instant now) {
    TradingCalendar calendar = TradingCalendar.nyse();
    LocalDate due = Publication.lastDue(now);
    LocalDate last = due.isBefore(firstStored) ? firstStored : due;
    LocalDate back = calendar.shift(last, -Math.min(SESSIONS - 1, calendar.sessionIndex(last)));
    LocalDate first = back.isBefore(firstStored) ? firstStored : back;
    List<LocalDate> sessions = calendar.sessions(first, last);
    long complete =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(CoverageSql.COUNT_COMPLETE)
                        .bind(0, sessions.toArray(LocalDate[]::new))
                        .mapTo(Long.class)
                        .one());
    return new Completeness(
        new DateRange(first, last), sessions.size(), sessions.size() - complete);
  }

  /** Says it, with the command that says why. */
  @Override
  public String toString() {
    return incomplete == 0
        ? "none of the last " + sessions + " sessions"
        : "%d of the last %d sessions: see ./financeflow quality --missing --from %s --to %s"
            .formatted(incomplete, sessions, range.from(), range.to());
  }
}
