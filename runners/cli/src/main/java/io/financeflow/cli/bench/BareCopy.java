package io.financeflow.cli.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** What PostgreSQL does at its best: one binary COPY of all rows into the empty table. */
final class BareCopy {
  private static final String COLUMNS =
      """
      ticker, trading_date, open, high, low, close, volume, vwap, trades, otc, source, daily_return
      """;

  private final BenchDatabase database;

  BareCopy(BenchDatabase database) {
    this.database = database;
  }

  /** Dumps the table, empties it and measures filling it again. */
  Stopwatch.Lap run() throws SQLException, IOException {
    Path file = Files.createTempFile("financeflow-bench", ".copy");
    try (Connection connection = database.database().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        long unused =
            connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                    "COPY (SELECT "
                        + COLUMNS
                        + " FROM daily_bars ORDER BY trading_date, ticker) TO STDOUT (FORMAT binary)",
                    out);
      }
      statement.execute("TRUNCATE daily_bars");
      database.settle();
      return Stopwatch.measure(() -> load(connection, file));
    } finally {
      Files.delete(file);
    }
  }

  private static void load(Connection connection, Path file) throws SQLException, IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      long unused =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY daily_bars (" + COLUMNS + ") FROM STDIN (FORMAT binary)", in, 1 << 16);
    }
  }
}
