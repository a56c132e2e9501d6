package io.financeflow.pipelines.io;

import io.financeflow.schema.db.BinaryCopy;
import io.financeflow.schema.market.DailyBar;
import io.financeflow.schema.market.DailyBarTable;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.market.RejectedRow;
import io.financeflow.schema.market.ReturnsDueTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongFunction;

/**
 * Stores one session: bars, rejects and log row in one transaction.
 *
 * <p>Two attempts at the same session wait for each other. Storing the same bars twice changes
 * nothing. Returns that a changed or new close touches are noted as due in the same transaction.
 * Not thread-safe: one instance per thread.
 */
public final class DayStore {
  private static final String LOCK_SESSION =
      "SELECT true FROM pg_advisory_xact_lock(hashtext('daily_bars'), ?)";

  private final Transactions transactions;
  private final BinaryCopy staging = new BinaryCopy();

  /** A store on that pool. */
  public DayStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * What an attempt at a session leaves.
   *
   * @param subject what was attempted
   * @param bars valid bars of the session; empty when none are to be stored
   * @param rejects replaces the rejects of earlier attempts
   * @param log makes the log row from the number of rows inserted or changed
   */
  public record Day(
      IngestionLog.Subject subject,
      List<DailyBar> bars,
      List<RejectedRow> rejects,
      LongFunction<IngestionLog> log) {}

  /**
   * The returns of a session that is stored for the first time.
   *
   * @param values the return of a bar by its index; NaN where there is none
   * @param due tickers whose previous close the caller does not know
   * @param plannedUntil last session that is loaded for the first time in the same run: the returns
   *     up to there follow from this run's own bars
   * @param log makes the log row of the returns
   */
  public record Returns(
      IntToDoubleFunction values,
      List<String> due,
      LocalDate plannedUntil,
      LongFunction<IngestionLog> log) {}

  /** Stores an attempt and returns its log row. */
  public IngestionLog store(Day day) throws SQLException, IOException {
    return transactions.run(
        Connection.TRANSACTION_READ_COMMITTED,
        connection -> {
          lock(connection, day);
          long changed = day.bars().isEmpty() ? 0 : merge(connection, day);
          return Sql.conclude(connection, day.rejects(), day.log().apply(changed));
        });
  }

  /**
   * Stores a session that has no bars yet, its returns with it, and returns both log rows; returns
   * empty and stores nothing when it has bars.
   */
  public Optional<List<IngestionLog>> storeFirst(Day day, Returns returns)
      throws SQLException, IOException {
    return transactions.run(
        Connection.TRANSACTION_READ_COMMITTED,
        connection -> {
          lock(connection, day);
          LocalDate date = day.subject().tradingDate();
          if (Sql.isTrue(connection, DailyBarTable.HAS_BARS, date)) {
            return Optional.empty();
          }
          long computed = stage(day, returns);
          Sql.copyIn(connection, DailyBarTable.COPY_FIRST, staging);
          noteAfterFirst(connection, day, returns);
          IngestionLog bars =
              Sql.conclude(connection, day.rejects(), day.log().apply(day.bars().size()));
          IngestionLog ofReturns = returns.log().apply(computed);
          Sql.log(connection, List.of(ofReturns));
          return Optional.of(List.of(bars, ofReturns));
        });
  }

  /** Stages bars with their returns and tells how many returns there are. */
  private long stage(Day day, Returns returns) {
    staging.clear();
    long computed = 0;
    for (int i = 0; i < day.bars().size(); i++) {
      double value = returns.values().applyAsDouble(i);
      DailyBarTable.encodeFirst(day.bars().get(i), day.subject().source(), value, staging);
      computed += Double.isNaN(value) ? 0 : 1;
    }
    return computed;
  }

  private static void lock(Connection connection, Day day) throws SQLException {
    Sql.isTrue(connection, LOCK_SESSION, (int) day.subject().tradingDate().toEpochDay());
    if (!day.bars().isEmpty()) {
      Sql.refuseMixing(connection, day.subject().source());
    }
  }

  private static void noteAfterFirst(Connection connection, Day day, Returns returns)
      throws SQLException {
    LocalDate date = day.subject().tradingDate();
    if (!returns.due().isEmpty()) {
      DueNotes.note(connection, date, "start", returns.due());
    }
    LocalDate last = date.plusDays(DueNotes.BRIDGED_DAYS);
    LocalDate first = returns.plannedUntil().plusDays(1);
    if (!first.isAfter(last)
        && Sql.isTrue(connection, ReturnsDueTable.RETURNS_WITHIN, first, last)) {
      List<String> tickers = day.bars().stream().map(DailyBar::ticker).toList();
      DueNotes.noteNext(connection, date, tickers, returns.plannedUntil());
    }
  }

  private long merge(Connection connection, Day day) throws SQLException, IOException {
    staging.clear();
    for (DailyBar bar : day.bars()) {
      DailyBarTable.encode(bar, staging);
    }
    LocalDate date = day.subject().tradingDate();
    Sql.execute(connection, DailyBarTable.CREATE_STAGING);
    Sql.copyIn(connection, DailyBarTable.COPY_STAGING, staging);
    List<String> touched = touched(connection, date);
    long changed = Sql.update(connection, DailyBarTable.MERGE, date, day.subject().source());
    if (!touched.isEmpty()) {
      if (Sql.isTrue(connection, ReturnsDueTable.RETURNS_WITHIN, date, date)) {
        DueNotes.note(connection, date, "bar", touched);
      }
      DueNotes.noteNext(connection, date, touched, date);
    }
    return changed;
  }

  /** Returns the tickers whose close is about to change; none when no return follows from it. */
  private static List<String> touched(Connection connection, LocalDate date) throws SQLException {
    LocalDate last = date.plusDays(DueNotes.BRIDGED_DAYS);
    return Sql.isTrue(connection, ReturnsDueTable.RETURNS_WITHIN, date, last)
        ? Sql.texts(connection, ReturnsDueTable.SELECT_TOUCHED, date)
        : List.of();
  }
}
