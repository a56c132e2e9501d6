package io.financeflow.cli.bench;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseSettings;
import io.financeflow.schema.db.Migrations;
import java.sql.SQLException;

/** A database of its own on the configured server, dropped when closed. */
final class BenchDatabase implements AutoCloseable {
  private static final String NAME = "financeflow_bench";

  private final Database server;
  private final Database database;

  private BenchDatabase(Database server, Database database) {
    this.server = server;
    this.database = database;
  }

  /** Makes it afresh, with the tables. */
  static BenchDatabase create(DatabaseSettings configured) throws SQLException {
    Database server = Database.connect(configured);
    server.jdbi().useHandle(h -> h.execute("DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)"));
    server.jdbi().useHandle(h -> h.execute("CREATE DATABASE " + NAME));
    String url = configured.url().replaceFirst("/[^/?]+(?=\\?|$)", "/" + NAME);
    Database database =
        Database.connect(new DatabaseSettings(url, configured.user(), configured.password()));
    Migrations.migrate(database);
    return new BenchDatabase(server, database);
  }

  Database database() {
    return database;
  }

  /** Brings the table's storage to a state that does not depend on what ran before. */
  void settle() {
    database.jdbi().useHandle(h -> h.execute("VACUUM ANALYZE daily_bars"));
    database.jdbi().useHandle(h -> h.execute("CHECKPOINT"));
  }

  /** Removes all facts and attempts. */
  void empty() {
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "TRUNCATE daily_bars, ingestion_logs, rejected_rows, returns_due, splits, dividends,"
                        + " feature_rows"));
    settle();
  }

  long countBars() {
    return database
        .jdbi()
        .withHandle(h -> h.createQuery("SELECT count(*) FROM daily_bars").mapTo(Long.class).one());
  }

  @Override
  public void close() {
    database.close();
    server.jdbi().useHandle(h -> h.execute("DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)"));
    server.close();
  }
}
