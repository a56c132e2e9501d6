package io.financeflow.cli.control;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseSettings;
import io.financeflow.schema.db.Migrations;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * A database of its own on the configured server, for the states of one test run; dropped when
 * closed, also when the process is told to end.
 */
final class TestDatabase implements AutoCloseable {
  private final Jdbi server;
  private final String name;
  private final Database database;
  private final Thread lastWish = new Thread(this::drop, "drop-test-database");

  private TestDatabase(Jdbi server, String name, Database database) {
    this.server = server;
    this.name = name;
    this.database = database;
  }

  /** Makes it, with the tables; the user must be allowed to create databases. */
  static TestDatabase create(Database configured) {
    String name = "financeflow_test_" + UUID.randomUUID().toString().substring(0, 8);
    DatabaseSettings own = configured.settings();
    configured.jdbi().useHandle(h -> h.execute("CREATE DATABASE " + name));
    String url = own.url().replaceFirst("/[^/?]+(?=\\?|$)", "/" + name);
    Database database = Database.connect(new DatabaseSettings(url, own.user(), own.password()));
    TestDatabase made = new TestDatabase(configured.jdbi(), name, database);
    Runtime.getRuntime().addShutdownHook(made.lastWish);
    Migrations.migrate(database);
    return made;
  }

  Database database() {
    return database;
  }

  private void drop() {
    database.close();
    server.useHandle(h -> h.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"));
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(lastWish);
    } catch (IllegalStateException theProcessEnds) {
      return;
    }
    drop();
  }
}
