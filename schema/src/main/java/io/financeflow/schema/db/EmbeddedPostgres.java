package io.financeflow.schema.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A real PostgreSQL in a directory, which outlives the program that starts it.
 *
 * <p>The folder {@code home/postgres} holds the server, its data, its password (readable by the
 * owner alone), its port and {@code server.log}. It listens on 127.0.0.1 only. Any number of
 * objects, threads and programs may use the same home at once: starting and stopping is done by one
 * of them at a time. After a crash, a kill or a power cut the next {@link #start()} recovers what
 * was committed. Linux and macOS; on Linux also as root.
 */
public final class EmbeddedPostgres {

  static final String USER = "financeflow";
  static final String DATABASE = "financeflow";

  /**
   * How the server is.
   *
   * @param server the process; empty when none runs
   * @param dataDirectory where the data are, or will be after the first start
   * @param version of the running server, as {@code 17.6}; of the data, as {@code 17}, when none
   *     runs; empty before the first start
   * @param sizeBytes of all files of the data directory; 0 before the first start
   */
  public record Status(
      Optional<Running> server, Path dataDirectory, Optional<String> version, long sizeBytes) {

    public boolean running() {
      return server.isPresent();
    }
  }

  /** The process of a running server, the port it listens on and since when. */
  public record Running(long pid, int port, Instant startedAt) {}

  /** What the shell reads inside the double quotes in which pg_ctl names its directories. */
  private static final Pattern SHELL_SIGNS = Pattern.compile("[$`\"\\\\\n]");

  private final Path home;
  private final ServerOptions options;

  /** Touches nothing yet; the directory is made at the first start. */
  public EmbeddedPostgres(Path home) {
    this(home, ServerOptions.STANDARD);
  }

  EmbeddedPostgres(Path home, ServerOptions options) {
    this.home = home;
    this.options = options;
  }

  /**
   * Returns the running server's address at once, or starts the server; the first start creates the
   * data.
   *
   * @throws EmbeddedPostgresFailed when it does not start, with the reason from its log
   */
  public DatabaseSettings start() {
    return running()
        .orElseGet(
            () ->
                ServerLock.holding(
                    prepared(),
                    () -> {
                      Optional<DatabaseSettings> byAnother = running();
                      return byAnother.isPresent()
                          ? byAnother.get()
                          : new PostgresServer(prepared(), options).start();
                    }));
  }

  /** The address of the server when it runs and lets us in; empty otherwise. */
  public Optional<DatabaseSettings> running() {
    PostgresFiles files = PostgresFiles.of(home);
    Optional<DatabaseSettings> found =
        Postmaster.of(files)
            .filter(Postmaster::alive)
            .filter(server -> Files.exists(files.password()))
            .map(server -> settings(files, server, DATABASE));
    return found.filter(settings -> serverVersion(settings).isPresent());
  }

  public Status status() {
    PostgresFiles files = PostgresFiles.of(home);
    Optional<String> version = running().flatMap(EmbeddedPostgres::serverVersion);
    Optional<Running> server =
        Postmaster.of(files)
            .filter(postmaster -> version.isPresent())
            .map(each -> new Running(each.pid(), each.port(), each.startedAt()));
    return new Status(
        server,
        files.data(),
        version.or(() -> PostgresFiles.read(files.data().resolve("PG_VERSION"))),
        PostgresFiles.size(files.data()));
  }

  /**
   * Stops the server: sessions end, everything is written to disk. Does nothing when none runs.
   *
   * @throws EmbeddedPostgresFailed when it still runs after ten minutes
   */
  public void stop() {
    PostgresFiles files = PostgresFiles.of(home);
    if (Postmaster.of(files).filter(Postmaster::alive).isPresent()) {
      ServerLock.holding(
          files,
          () -> {
            new PostgresServer(files, options).stop();
            return files;
          });
    }
  }

  static DatabaseSettings settings(PostgresFiles files, Postmaster server, String database) {
    String password = PostgresFiles.read(files.password()).orElse("");
    return DatabaseSettings.of("127.0.0.1", server.port(), database, USER, password);
  }

  private PostgresFiles prepared() {
    if (SHELL_SIGNS.matcher(home.toAbsolutePath().toString()).find()) {
      throw new EmbeddedPostgresFailed(
          "PostgreSQL cannot live in %s: choose a directory without $, `, \" and \\ in its name"
              .formatted(home));
    }
    try {
      PostgresFiles.directory(PostgresFiles.of(home).root());
      return PostgresFiles.of(home);
    } catch (IOException e) {
      throw new EmbeddedPostgresFailed(
          "Cannot create %s: choose a directory that can be written".formatted(home), e);
    }
  }

  private static Optional<String> serverVersion(DatabaseSettings settings) {
    try (Connection connection = Database.source(settings).getConnection()) {
      return Optional.of(connection.getMetaData().getDatabaseProductVersion());
    } catch (SQLException e) {
      return Optional.empty();
    }
  }
}
