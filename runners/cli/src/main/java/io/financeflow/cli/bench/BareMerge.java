package io.financeflow.cli.bench;

import io.financeflow.schema.market.DailyBarTable;
import io.financeflow.schema.market.DateRange;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * The limit of ingest: a session's rows lie ready in a file in PostgreSQL's own binary form, are
 * copied into the same staging table and merged by the same statement, a transaction per session on
 * one connection.
 */
final class BareMerge {
  private static final String DUMP =
      """
      COPY (SELECT ticker, open, high, low, close, volume, vwap, trades, otc FROM daily_bars
        WHERE trading_date = '%s') TO STDOUT (FORMAT binary)
      """;

  private final BenchDatabase database;

  BareMerge(BenchDatabase database) {
    this.database = database;
  }

  /** Dumps the table's rows of a range, empties the table and measures loading them again. */
  Stopwatch.Lap run(DateRange range) throws SQLException, IOException {
    Path directory = Files.createTempDirectory("financeflow-bench");
    try (Connection connection = database.database().dataSource().getConnection()) {
      List<LocalDate> sessions = dump(connection, range, directory);
      try (Statement statement = connection.createStatement()) {
        statement.execute("TRUNCATE daily_bars");
      }
      database.settle();
      connection.setAutoCommit(false);
      return Stopwatch.measure(() -> load(connection, sessions, directory));
    } finally {
      delete(directory);
    }
  }

  private static List<LocalDate> dump(Connection connection, DateRange range, Path directory)
      throws SQLException, IOException {
    List<LocalDate> sessions = new ArrayList<>();
    for (LocalDate date : range.from().datesUntil(range.to().plusDays(1)).toList()) {
      Path file = directory.resolve(date.toString());
      long rows;
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        rows =
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut(DUMP.formatted(date), out);
      }
      if (rows > 0) {
        sessions.add(date);
      }
    }
    return sessions;
  }

  private static void load(Connection connection, List<LocalDate> sessions, Path directory)
      throws SQLException, IOException {
    for (LocalDate date : sessions) {
      try (Statement statement = connection.createStatement();
          InputStream file =
              new BufferedInputStream(Files.newInputStream(directory.resolve(date.toString())));
          PreparedStatement merge = connection.prepareStatement(DailyBarTable.MERGE)) {
        statement.execute(DailyBarTable.CREATE_STAGING);
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(DailyBarTable.COPY_STAGING, file, 1 << 16);
        merge.setObject(1, date);
        merge.setString(2, "simulated");
        merge.executeUpdate();
        connection.commit();
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
