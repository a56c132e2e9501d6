package io.financeflow.schema.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the server of one folder through {@code pg_ctl}, which detaches it from the
 * terminal and from this JVM. Callers hold the lock of the server.
 */
final class PostgresServer {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

  /** Long enough to replay 2 GB of log after a crash. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final PostgresFiles files;
  private final ServerOptions options;
  private final Path programs;

  PostgresServer(PostgresFiles files, ServerOptions options) throws IOException {
    this.files = files;
    this.options = options;
    this.programs = PostgresPrograms.unpackedIn(options.programs().orElse(files.root()));
  }

  /** Starts the server, or waits for the one that an earlier command began to start or stop. */
  DatabaseSettings start() throws IOException {
    DataDirectory.ensure(files, programs, options.durable());
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      Optional<Postmaster> server = Postmaster.of(files).filter(Postmaster::alive);
      if (server.isEmpty()) {
        launch(deadline);
        continue;
      }
      try {
        ensureDatabase(settings(server.get(), "postgres"));
        return settings(server.get(), EmbeddedPostgres.DATABASE);
      } catch (SQLException e) {
        if (!passes(e) || System.nanoTime() > deadline) {
          throw new EmbeddedPostgresFailed(
              "PostgreSQL in %s runs but refuses its own user: %s: see %s"
                  .formatted(files.root(), e.getMessage(), files.log()),
              e);
        }
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** Ends sessions, writes everything to disk and stops; fine when it stopped by itself. */
  void stop() throws IOException {
    Command.Result result = pgCtl("stop", "--mode=fast");
    if (result.exitCode() != 0 && Postmaster.of(files).filter(Postmaster::alive).isPresent()) {
      throw new EmbeddedPostgresFailed(
          "PostgreSQL in %s does not stop: %s: see %s"
              .formatted(files.root(), result.lastLine(), files.log()));
    }
    LOG.info("Stopped PostgreSQL in {}", files.root());
  }

  private DatabaseSettings settings(Postmaster server, String database) {
    return EmbeddedPostgres.settings(files, server, database);
  }

  private void launch(long deadline) throws IOException {
    forgetTheDead();
    Unprivileged.prepare(files.data());
    ServerConfiguration.write(files.data(), ServerPort.choose(files), options.durable());
    ServerLog log = ServerLog.fromNow(files);
    Command.Result result = pgCtl("start", "--log=" + files.log());
    if (result.exitCode() == 0) {
      LOG.info("Started PostgreSQL in {}", files.root());
      return;
    }
    if (System.nanoTime() < deadline && log.says("could not bind")) {
      // Somebody took the port since it was found free.
      ServerPort.forget(files);
    } else if (System.nanoTime() < deadline && log.says("shared memory block")) {
      // Sessions of a killed server are still noticing that it is gone.
      LockSupport.parkNanos(PAUSE.toNanos());
    } else {
      throw new EmbeddedPostgresFailed(
          "PostgreSQL in %s does not start: %s: see %s"
              .formatted(files.root(), log.lastWord().orElse(result.lastLine()), files.log()));
    }
  }

  private void forgetTheDead() throws IOException {
    Optional<Postmaster> left = Postmaster.of(files);
    if (left.isEmpty()) {
      // A power cut can leave the file empty, and PostgreSQL does not start then.
      Files.deleteIfExists(files.postmasterPid());
    } else if (left.get().stranger()) {
      left.get().disown();
    }
  }

  private Command.Result pgCtl(String what, String option) throws IOException {
    return Command.of(
            Unprivileged.prefix(files.data()),
            programs.resolve("bin/pg_ctl").toString(),
            what,
            "--pgdata=" + files.data(),
            option,
            "--wait",
            "--timeout=" + PATIENCE.toSeconds())
        .run();
  }

  private static void ensureDatabase(DatabaseSettings maintenance) throws SQLException {
    try (Connection connection = Database.source(maintenance).getConnection();
        Statement statement = connection.createStatement()) {
      String name = EmbeddedPostgres.DATABASE;
      boolean exists;
      try (ResultSet rows =
          statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + name + "'")) {
        exists = rows.next();
      }
      if (!exists) {
        statement.execute("CREATE DATABASE " + name);
      }
    }
  }

  /** Whether waiting helps: the server is starting, stopping, or not listening yet. */
  private static boolean passes(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    return state.equals("57P03") || state.equals("57P01") || state.startsWith("08");
  }
}
