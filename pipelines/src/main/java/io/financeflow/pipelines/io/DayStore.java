package io.financeflow.pipelines.io;

import io.financeflow.schema.db.BinaryCopy;
import io.financeflow.schema.market.DailyBar;
import io.financeflow.schema.market.DailyBarTable;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.market.IngestionLogTable;
import io.financeflow.schema.market.RejectedRow;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Stores one session: bars, rejects and log row in one transaction.
 *
 * <p>Two attempts at the same session wait for each other. Storing the same bars twice changes
 * nothing. Not thread-safe: one instance per thread.
 */
public final class DayStore {
  /** Calendar days that the widest gap of a return (25 sessions) spans at the most, rounded up. */
  private static final int BRIDGED_DAYS = 40;

  private static final String LOCK_SESSION =
      "SELECT true FROM pg_advisory_xact_lock(hashtext('daily_bars'), ?)";

  private final Transactions transactions;
  private final BinaryCopy staging = new BinaryCopy();

  /** A store on that pool. */
  public DayStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Stores an attempt and returns its log row.
   *
   * @param bars valid bars of the session; empty when none are to be stored
   * @param rejects replaces the rejects of earlier attempts
   * @param log makes the log row from the number of rows inserted or changed
   */
  public IngestionLog store(
      IngestionLog.Subject subject,
      List<DailyBar> bars,
      List<RejectedRow> rejects,
      LongFunction<IngestionLog> log)
      throws SQLException, IOException {
    return transactions.run(
        Connection.TRANSACTION_READ_COMMITTED,
        connection -> {
          LocalDate date = subject.tradingDate();
          Sql.isTrue(connection, LOCK_SESSION, (int) date.toEpochDay());
          if (!bars.isEmpty()) {
            Sql.refuseMixing(connection, subject.source());
          }
          long changed = bars.isEmpty() ? 0 : merge(connection, subject, bars);
          return Sql.conclude(connection, rejects, log.apply(changed));
        });
  }

  private long merge(Connection connection, IngestionLog.Subject subject, List<DailyBar> bars)
      throws SQLException, IOException {
    staging.clear();
    for (DailyBar bar : bars) {
      DailyBarTable.encode(bar, staging);
    }
    LocalDate date = subject.tradingDate();
    Sql.execute(connection, DailyBarTable.CREATE_STAGING);
    Sql.copyIn(connection, DailyBarTable.COPY_STAGING, staging);
    long changed = Sql.update(connection, DailyBarTable.MERGE, date, subject.source());
    LocalDate last = date.plusDays(BRIDGED_DAYS);
    if (changed > 0 && Sql.isTrue(connection, IngestionLogTable.RETURNS_AFTER, date, last)) {
      Sql.update(connection, DailyBarTable.CLEAR_NEXT_RETURNS, date, date, last);
    }
    return changed;
  }
}
