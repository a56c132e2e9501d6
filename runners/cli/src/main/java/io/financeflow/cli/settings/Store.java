package io.financeflow.cli.settings;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.Listing;
import io.financeflow.orchestrator.settings.Change;
import io.financeflow.orchestrator.settings.Connections;
import io.financeflow.orchestrator.settings.Pools;
import io.financeflow.orchestrator.settings.Variables;
import io.financeflow.orchestrator.settings.Vault;
import io.financeflow.schema.db.Database;
import java.util.Map;

/** The settings of the configured database under the configured key file, until closed. */
final class Store implements AutoCloseable {
  private final Database database;
  private final Vault vault;

  private Store(Database database, Vault vault) {
    this.database = database;
    this.vault = vault;
  }

  static Store open(Environment environment) {
    Configuration configuration = Configuration.read(environment);
    Vault vault = new Vault(configuration.keyFile());
    return new Store(new Databases(configuration).open(), vault);
  }

  Pools pools() {
    return new Pools(database);
  }

  Variables variables() {
    return new Variables(database, vault);
  }

  Connections connections() {
    return new Connections(database, vault);
  }

  @Override
  public void close() {
    database.close();
  }

  /** What an import did. */
  static Listing listing(Map<String, Change> changes) {
    Listing listing = Listing.of("name", "change").ifEmpty("nothing to import");
    changes.forEach(listing::row);
    return listing;
  }

  /** What setting one thing did, in one line: {@code added: name}. */
  static String line(Map<String, Change> changes) {
    StringBuilder line = new StringBuilder();
    changes.forEach((name, change) -> line.append(change).append(": ").append(name));
    return line.toString();
  }
}
