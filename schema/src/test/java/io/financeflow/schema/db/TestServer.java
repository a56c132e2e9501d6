package io.financeflow.schema.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one PostgreSQL of a test JVM, in a temporary directory, with a database of the current tables
 * from which each test gets its copy. Stopped and deleted when the JVM exits.
 */
final class TestServer {

  /**
   * Neither UTC nor the zone of the test JVM, and 5 hours 45 minutes off, which is hard to miss.
   */
  static final String TIME_ZONE = "Asia/Kathmandu";

  private static final String TEMPLATE = "migrated";

  private final EmbeddedPostgres postgres;
  private final Database admin;
  private final AtomicInteger number = new AtomicInteger();

  private TestServer(Path home) {
    postgres = new EmbeddedPostgres(home, new ServerOptions(false, Optional.of(home)));
    DatabaseSettings settings = postgres.start();
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
              handle.execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
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

  private void end() {
    admin.close();
    postgres.stop();
    try {
      PostgresFiles.delete(Holder.HOME);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Holder {
    static final Path HOME = temporary();
    static final TestServer SERVER = started();

    private static Path temporary() {
      try {
        return Files.createTempDirectory("financeflow-test-");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static TestServer started() {
      TestServer server = new TestServer(HOME);
      Runtime.getRuntime().addShutdownHook(new Thread(server::end, "stop-test-postgres"));
      return server;
    }
  }
}
