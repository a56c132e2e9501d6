package io.financeflow.pipelines.io;

import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.market.IngestionLogTable;
import io.financeflow.schema.market.IngestionStatus;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a run has logged already. A runner that lost a worker repeats its steps: one that finds its
 * attempt here hands out the same log row again instead of asking the vendor and logging twice.
 */
public final class RunHistory {
  private final Transactions transactions;

  /** The history on that pool. */
  public RunHistory(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Returns the last attempt of a run at each date of a range, in order of date; maybe none. */
  public List<IngestionLog> of(UUID runId, String dataset, DateRange dates)
      throws SQLException, IOException {
    return transactions.run(
        Connection.TRANSACTION_READ_COMMITTED,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(IngestionLogTable.SELECT_OF_RUN)) {
            Sql.bind(select, runId, dataset, dates.from(), dates.to());
            List<IngestionLog> logs = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                logs.add(IngestionLogTable.read(rows));
              }
            }
            return logs;
          }
        });
  }

  /** Returns the log row of a session that the run has made complete; empty when it has not. */
  public Optional<IngestionLog> completed(UUID runId, String dataset, LocalDate date)
      throws SQLException, IOException {
    return of(runId, dataset, new DateRange(date, date)).stream()
        .filter(
            log -> log.status() == IngestionStatus.DONE || log.status() == IngestionStatus.CLOSED)
        .findFirst();
  }
}
