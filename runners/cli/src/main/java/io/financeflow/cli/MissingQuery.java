package io.financeflow.cli;

import io.financeflow.pipelines.quality.Publication;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.quality.CoverageSql;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/** Reads from the tables what lacks in a range. */
final class MissingQuery {
  private final Handle handle;
  private final DateRange range;
  private final LocalDate[] due;

  private MissingQuery(Handle handle, DateRange range, LocalDate[] due) {
    this.handle = handle;
    this.range = range;
    this.due = due;
  }

  /** Returns what lacks at that time. */
  static MissingData read(Database database, DateRange range, Instant now) {
    LocalDate[] due =
        TradingCalendar.nyse().sessions(range.from(), range.to()).stream()
            .filter(session -> !Publication.dueAt(session).isAfter(now))
            .toArray(LocalDate[]::new);
    return database.jdbi().withHandle(handle -> new MissingQuery(handle, range, due).read());
  }

  private MissingData read() {
    List<MissingData.Session> sessions = sessions();
    List<MissingData.Stretch> stretches = new ArrayList<>(MissingData.stretches(sessions));
    stretches.addAll(closedDays());
    int complete = (int) sessions.stream().filter(s -> s.ofBars().isEmpty()).count();
    return new MissingData(
        range, new MissingData.Coverage(due.length, complete), stretches, tickers());
  }

  private List<MissingData.Session> sessions() {
    return handle
        .createQuery(CoverageSql.SESSIONS)
        .bind(0, due)
        .map(
            (row, context) ->
                new MissingData.Session(
                    row.getObject(1, LocalDate.class),
                    row.getString(2),
                    Objects.requireNonNullElse(row.getString(3), ""),
                    new MissingData.Session.Stored(
                        row.getBoolean(5), row.getBoolean(6), row.getString(4))))
        .list();
  }

  private List<MissingData.Stretch> closedDays() {
    return handle
        .createQuery(CoverageSql.CLOSED_DAYS)
        .bind(0, range.from())
        .bind(1, range.to())
        .bind(
            2, TradingCalendar.nyse().sessions(range.from(), range.to()).toArray(LocalDate[]::new))
        .map(
            (row, context) -> {
              LocalDate day = row.getObject(1, LocalDate.class);
              return new MissingData.Stretch(
                  Trouble.CLOSED_DAY, new DateRange(day, day), 1, "broken: " + row.getString(2));
            })
        .list();
  }

  private List<MissingData.TickerGap> tickers() {
    return handle
        .createQuery(CoverageSql.TICKER_GAPS)
        .bind(0, range.from())
        .bind(1, range.to())
        .bind(2, range.to())
        .bind(3, range.to())
        .bind(4, range.from())
        .bind(5, range.to())
        .map(
            (row, context) ->
                new MissingData.TickerGap(
                    row.getString(1),
                    new DateRange(
                        row.getObject(2, LocalDate.class), row.getObject(3, LocalDate.class)),
                    row.getInt(4)))
        .list();
  }
}
