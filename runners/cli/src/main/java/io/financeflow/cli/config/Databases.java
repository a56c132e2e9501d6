package io.financeflow.cli.config;

import io.financeflow.cli.output.Failure;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseSettings;
import io.financeflow.schema.db.EmbeddedPostgres;
import io.financeflow.schema.db.Migrations;
import java.util.Optional;

/** Opens the database that the configuration names: the external one, else the embedded one. */
public final class Databases {
  private final Configuration configuration;

  /** The databases of that configuration. */
  public Databases(Configuration configuration) {
    this.configuration = configuration;
  }

  /** Returns the embedded server, running or not. */
  public EmbeddedPostgres embedded() {
    return new EmbeddedPostgres(configuration.home());
  }

  /** True when no external database is named. */
  public boolean isEmbedded() {
    return configuration.externalDatabase().isEmpty();
  }

  /** Returns where the database is; starts the embedded one on first need. */
  public DatabaseSettings settings() {
    Optional<DatabaseSettings> external = configuration.externalDatabase();
    return external.orElseGet(() -> embedded().start());
  }

  /**
   * Returns the open database with the tables of this version. An embedded one is migrated; an
   * external one must have been, by {@code db migrate}.
   */
  public Database open() {
    return upToDate(Database.connect(settings()));
  }

  /** Returns the same with a pool of up to so many connections. */
  public Database open(int connections) {
    return upToDate(Database.connect(settings(), connections));
  }

  private Database upToDate(Database database) {
    try {
      if (!Migrations.isCurrent(database)) {
        bringUpToDate(database);
      }
      return database;
    } catch (RuntimeException failure) {
      database.close();
      throw failure;
    }
  }

  /** Returns the open embedded database of a configuration, whatever external one it names. */
  public static Database openEmbedded(Configuration configuration) {
    Database database = Database.connect(new EmbeddedPostgres(configuration.home()).start());
    try {
      if (!Migrations.isCurrent(database)) {
        Migrations.migrate(database);
      }
      return database;
    } catch (RuntimeException failure) {
      database.close();
      throw failure;
    }
  }

  private void bringUpToDate(Database database) {
    if (!isEmbedded()) {
      throw new Failure.Usage(
          "the database's tables are of version %d and this program needs %d: run ./financeflow db migrate"
              .formatted(Migrations.currentVersion(database), Migrations.latestVersion()));
    }
    Migrations.migrate(database);
  }
}
