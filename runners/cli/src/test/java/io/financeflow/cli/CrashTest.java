package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/**
 * Kills an ingest or a backfill in the middle of storing a session: its bars are written, neither
 * logged nor committed. The table of rejects is locked for that: it is written between bars and
 * log.
 */
@ExtendWith(PostgresExtension.class)
class CrashTest {
  private static final String[] INGEST = {
    "ingest", "--date=2025-01-02", "--to=2025-01-31", "--references=none"
  };
  private static final String[] BACKFILL = {
    "backfill", "ingest", "--from=2025-01-02", "--to=2025-01-31", "--references=none"
  };
  private static final int SESSIONS = 20;
  private static final int LOGGED_BEFORE = 5;
  private static final long PATIENCE = Duration.ofSeconds(60).toNanos();
  private static final String ANNOUNCE =
      """
      CREATE FUNCTION announce() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_notify('logged', NEW.trading_date::text); RETURN NULL; END $$;
      CREATE TRIGGER announce AFTER INSERT ON ingestion_logs
        FOR EACH ROW WHEN (NEW.status = 'DONE') EXECUTE FUNCTION announce()
      """;
  private static final String WAITING_IN_A_SESSION =
      """
      SELECT count(*) FROM pg_locks
      WHERE NOT granted AND relation = 'rejected_rows'::regclass
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      """;

  private final Database database;
  private final Tables tables;
  private final Cli cli;

  CrashTest(Database database) {
    this.database = database;
    this.tables = new Tables(database);
    this.cli = Cli.on(database.settings()).with("POLYGON_REQUESTS_PER_MINUTE", "0");
  }

  @Test
  void killedIngestLeavesWholeSessionsAndIsCompletedByTheNext(@TempDir Path directory)
      throws Exception {
    isCompletedAfterAKill(INGEST, LOGGED_BEFORE, directory);
  }

  /** Its sessions leave two log rows each: bars and returns. */
  @Test
  void killedBackfillLeavesWholeSessionsAndIsCompletedByTheNext(@TempDir Path directory)
      throws Exception {
    isCompletedAfterAKill(BACKFILL, LOGGED_BEFORE / 2, directory);
    assertThat(tables.number("SELECT count(*) FROM returns_due")).isZero();
  }

  private void isCompletedAfterAKill(String[] command, int atLeast, Path directory)
      throws Exception {
    try (Vendor vendor = Vendor.start()) {
      Cli here = cli.with("POLYGON_BASE_URL", vendor.url());
      tables.execute(ANNOUNCE);

      killInTheMiddleOfASession(here, command, directory);

      List<String> stored = tables.barsPerSession();
      assertThat(stored).hasSizeBetween(atLeast, SESSIONS - 1);
      assertThat(stored).isEqualTo(served(vendor, stored));
      assertThat(logged()).isEqualTo(stored);

      assertThat(here.run(command).exitCode()).isZero();
      List<String> completed = tables.bars();
      tables.execute("TRUNCATE daily_bars, ingestion_logs, rejected_rows, returns_due");
      assertThat(here.run(command).exitCode()).isZero();
      assertThat(tables.barsPerSession()).hasSize(SESSIONS);
      assertThat(completed).isEqualTo(tables.bars());
    }
  }

  private void killInTheMiddleOfASession(Cli here, String[] arguments, Path directory)
      throws IOException, SQLException, InterruptedException {
    try (Connection listener = database.dataSource().getConnection();
        Connection blocker = database.dataSource().getConnection();
        Statement listen = listener.createStatement();
        Statement block = blocker.createStatement()) {
      listen.execute("LISTEN logged");
      Process child = start(here, arguments, directory);
      try {
        awaitLogged(listener.unwrap(PGConnection.class), child);
        blocker.setAutoCommit(false);
        block.execute("LOCK TABLE rejected_rows IN ACCESS EXCLUSIVE MODE");
        awaitBlocked(listener.unwrap(PGConnection.class), child);
      } finally {
        child.destroyForcibly();
      }
      assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
      blocker.rollback();
      blocker.setAutoCommit(true);
      listen.execute("UNLISTEN logged");
    }
  }

  private static Process start(Cli here, String[] arguments, Path directory) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    File output = directory.resolve("ingest.log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output);
    builder.environment().clear();
    builder.environment().putAll(here.variables());
    return builder.start();
  }

  /** Waits until some sessions are committed. */
  private static void awaitLogged(PGConnection listener, Process child) throws SQLException {
    int logged = 0;
    for (long start = System.nanoTime(); logged < LOGGED_BEFORE; ) {
      assertThat(System.nanoTime() - start).as("nanoseconds waited").isLessThan(PATIENCE);
      assertThat(child.isAlive()).isTrue();
      logged += listener.getNotifications(1_000).length;
    }
  }

  /** Waits until the child has written bars and cannot go on; every wait is one for its news. */
  private void awaitBlocked(PGConnection listener, Process child) throws SQLException {
    for (long start = System.nanoTime(); tables.number(WAITING_IN_A_SESSION) == 0; ) {
      assertThat(System.nanoTime() - start).as("nanoseconds waited").isLessThan(PATIENCE);
      assertThat(child.isAlive()).isTrue();
      listener.getNotifications(50);
    }
  }

  private List<String> logged() {
    return tables.column(
        """
        SELECT trading_date || ' ' || row_count FROM ingestion_logs
        WHERE dataset = 'daily_bars' AND status = 'DONE' ORDER BY trading_date
        """);
  }

  private static List<String> served(Vendor vendor, List<String> sessions) {
    Map<String, Integer> served = new TreeMap<>();
    for (String session : sessions) {
      String date = session.substring(0, 10);
      served.put(date, vendor.rows(date));
    }
    return served.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
  }
}
