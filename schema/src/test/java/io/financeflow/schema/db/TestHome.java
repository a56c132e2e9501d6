package io.financeflow.schema.db;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The home of a server that a test starts, kills and starts again. */
record TestHome(Path directory) {

  EmbeddedPostgres server() {
    return server(directory);
  }

  /** The server as users have it, which flushes what is committed to disk. */
  EmbeddedPostgres durable() {
    return new EmbeddedPostgres(
        directory, new ServerOptions(true, Optional.of(TestServer.programs())));
  }

  /** Puts a copy of a stopped server here: making a new one takes seconds. */
  TestHome copied() throws IOException {
    Path pristine = Pristine.HOME;
    Command.of(List.of(), "cp", "-a", pristine + "/.", directory.toString()).run();
    return this;
  }

  DatabaseSettings startCopy() throws IOException {
    return copied().server().start();
  }

  long pid() {
    return server().status().server().orElseThrow().pid();
  }

  int port() {
    return server().status().server().orElseThrow().port();
  }

  static void remember(DatabaseSettings settings, int number) {
    try (Database database = Database.connect(settings)) {
      database
          .jdbi()
          .useHandle(handle -> handle.execute("CREATE TABLE memory AS SELECT " + number + " AS n"));
    }
  }

  static int remembered(DatabaseSettings settings) {
    return Integer.parseInt(query(settings, "SELECT n FROM memory"));
  }

  static String query(DatabaseSettings settings, String query) {
    try (Database database = Database.connect(settings)) {
      return database.jdbi().withHandle(h -> h.createQuery(query).mapTo(String.class).one());
    }
  }

  private static EmbeddedPostgres server(Path directory) {
    return new EmbeddedPostgres(
        directory, new ServerOptions(false, Optional.of(TestServer.programs())));
  }

  private static final class Pristine {
    /** Beside the unpacked programs, so it is deleted with them. */
    static final Path HOME = TestServer.programs().resolve("pristine");

    static {
      server(HOME).start();
      server(HOME).stop();
    }
  }
}
