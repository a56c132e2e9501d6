package io.financeflow.schema.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one PostgreSQL of a test JVM, in a temporary directory, with a database of the current tables
 * from which each test gets its copy. Stopped and deleted when the JVM ends, even by a kill.
 */
final class TestServer {

  /**
   * Neither UTC nor the zone of the test JVM, and 5 hours 45 minutes off, which is hard to miss.
   */
  static final String TIME_ZONE = "Asia/Kathmandu";

  private static final String TEMPLATE = "migrated";

  private final Database admin;
  private final AtomicInteger number = new AtomicInteger();

  private TestServer(DatabaseSettings settings) {
    admin = Database.connect(settings);
    admin.jdbi().useHandle(handle -> handle.execute("CREATE DATABASE " + TEMPLATE));
    try (Database template = Database.connect(of(TEMPLATE))) {
      Migrations.migrate(template);
    }
  }

  static TestServer get() {
    return Holder.SERVER;
  }

  /** The folder with the unpacked PostgreSQL, for tests that start further servers. */
  static Path programs() {
    return Holder.HOME;
  }

  /** A new database with the current tables and no rows. */
  DatabaseSettings create() {
    String name = "test_" + number.incrementAndGet();
    admin
        .jdbi()
        .useHandle(
            handle -> {
              // Files are copied four times as quickly as blocks are logged, for nothing is synced.
              handle.execute(
                  "CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE + " STRATEGY FILE_COPY");
              handle.execute("ALTER DATABASE " + name + " SET timezone TO '" + TIME_ZONE + "'");
            });
    return of(name);
  }

  void drop(DatabaseSettings settings) {
    String location = settings.location();
    String name = location.substring(location.indexOf('/') + 1);
    admin.jdbi().useHandle(handle -> handle.execute("DROP DATABASE " + name + " WITH (FORCE)"));
  }

  private DatabaseSettings of(String database) {
    DatabaseSettings settings = admin.settings();
    String url = settings.url();
    return new DatabaseSettings(
        url.substring(0, url.lastIndexOf('/') + 1) + database,
        settings.user(),
        settings.password());
  }

  /**
   * Leaves the end to a process that waits for this JVM's: unlike a shutdown hook it also cleans up
   * after a JVM that was killed.
   */
  private static void endWithThisJvm(Path home, Path programs) throws IOException {
    Path data = PostgresFiles.of(home).data();
    Command pgCtl =
        Command.of(
            Unprivileged.prefix(data),
            programs.resolve("bin/pg_ctl").toString(),
            "stop",
            "--mode=immediate",
            "--pgdata=" + data);
    String script = "trap '' INT TERM HUP; cat; \"$@\"; rm -rf \"$0\"";
    List<String> words = new ArrayList<>(List.of("sh", "-c", script, home.toString()));
    words.addAll(pgCtl.words());
    new ProcessBuilder(words)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static final class Holder {
    static final Path HOME;
    static final TestServer SERVER;

    static {
      try {
        HOME = Files.createTempDirectory("financeflow-test-").toRealPath();
        Path programs = PostgresPrograms.unpackedIn(HOME);
        ServerOptions options = new ServerOptions(false, Optional.of(HOME));
        DatabaseSettings settings = new EmbeddedPostgres(HOME, options).start();
        endWithThisJvm(HOME, programs);
        SERVER = new TestServer(settings);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
