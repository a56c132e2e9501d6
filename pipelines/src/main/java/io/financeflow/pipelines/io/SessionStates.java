package io.financeflow.pipelines.io;

import io.financeflow.schema.market.IngestionStatus;
import io.financeflow.schema.market.SessionStateTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what is known about sessions before work on them is planned. Thread-safe. */
public final class SessionStates {
  private final Transactions transactions;

  /** Reads on that pool. */
  public SessionStates(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * What is known about a session.
   *
   * @param session date
   * @param hasBars true when bars of it are stored
   * @param outdated true when what the dataset is computed from has changed since
   * @param last how the last attempt ended; null when there was none
   * @param broken quality rules that stand against it as errors; null when none do
   */
  public record State(
      LocalDate session,
      boolean hasBars,
      boolean outdated,
      @Nullable IngestionStatus last,
      @Nullable String broken) {}

  /** Returns the states of sessions in order of date, as far as a dataset is concerned. */
  public List<State> of(Subject subject, List<LocalDate> sessions)
      throws SQLException, IOException {
    return transactions.run(
        Connection.TRANSACTION_READ_COMMITTED, connection -> read(connection, subject, sessions));
  }

  /**
   * What is to be made complete.
   *
   * @param dataset as {@code ingestion_logs} names it
   * @param lookbackDays calendar days before a session that its rows are computed from, >= 0
   */
  public record Subject(String dataset, int lookbackDays) {
    /** Bars come from a vendor. */
    public static final Subject BARS = new Subject("daily_bars", 0);

    /** Returns; which of them are due is noted. */
    public static final Subject RETURNS = new Subject("daily_return", 0);
  }

  private static List<State> read(Connection connection, Subject subject, List<LocalDate> sessions)
      throws SQLException {
    List<State> states = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(SessionStateTable.SELECT)) {
      String dataset = subject.dataset();
      Sql.bind(select, dataset, subject.lookbackDays(), DueNotes.texts(sessions), dataset, dataset);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String status = row.getString(4);
          states.add(
              new State(
                  row.getObject(1, LocalDate.class),
                  row.getBoolean(2),
                  row.getBoolean(3),
                  status == null ? null : IngestionStatus.valueOf(status),
                  row.getString(5)));
        }
      }
    }
    return states;
  }
}
