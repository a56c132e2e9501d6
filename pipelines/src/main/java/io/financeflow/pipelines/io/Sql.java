package io.financeflow.pipelines.io;

import io.financeflow.schema.db.BinaryCopy;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.market.IngestionLogTable;
import io.financeflow.schema.market.RejectedRow;
import io.financeflow.schema.market.RejectedRowTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** Statements that every store uses, on the transaction it is in. */
final class Sql {
  private static final int COPY_BUFFER_BYTES = 1 << 16;

  private Sql() {}

  /** Runs a statement without parameters. */
  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns the update count of a statement with those parameters. */
  static int update(Connection connection, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      return statement.executeUpdate();
    }
  }

  /** Returns the single boolean of a query. */
  static boolean isTrue(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  /** Returns the first column of a query as texts. */
  static List<String> texts(Connection connection, String sql, Object... parameters)
      throws SQLException {
    List<String> texts = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          texts.add(rows.getString(1));
        }
      }
    }
    return texts;
  }

  /** Fails when bars of the other kind, simulated or real, are stored already. */
  static void refuseMixing(Connection connection, String source) throws SQLException {
    if (isTrue(connection, IngestionLogTable.OTHER_REALITY, source)) {
      throw new MixedSources(source);
    }
  }

  static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  /** Sends rows by binary COPY. */
  static void copyIn(Connection connection, String sql, BinaryCopy rows)
      throws SQLException, IOException {
    connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyIn(sql, new ByteArrayInputStream(rows.toByteArray()), COPY_BUFFER_BYTES);
  }

  /** Appends log rows. */
  static void log(Connection connection, List<IngestionLog> logs) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(IngestionLogTable.INSERT)) {
      for (IngestionLog log : logs) {
        IngestionLogTable.bind(log, insert);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Stores what every attempt leaves besides its rows, and returns its log row. */
  static IngestionLog conclude(Connection connection, List<RejectedRow> rejects, IngestionLog log)
      throws SQLException {
    replaceRejects(connection, log.subject(), rejects);
    log(connection, List.of(log));
    return log;
  }

  /** Replaces the rejects of a dataset's date by those of the attempt that is being stored. */
  private static void replaceRejects(
      Connection connection, IngestionLog.Subject subject, List<RejectedRow> rejects)
      throws SQLException {
    update(
        connection,
        RejectedRowTable.DELETE,
        subject.source(),
        subject.dataset(),
        subject.tradingDate());
    try (PreparedStatement insert = connection.prepareStatement(RejectedRowTable.INSERT)) {
      for (RejectedRow reject : rejects) {
        bind(
            insert,
            subject.source(),
            subject.dataset(),
            subject.tradingDate(),
            reject.original().replace("\0", "\\u0000"),
            reject.reason().replace("\0", "\\u0000"));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
