package io.financeflow.cli.settings;

import com.google.gson.JsonObject;
import io.financeflow.cli.config.Environment;
import io.financeflow.schema.db.DatabaseSettings;
import java.util.Optional;

/** Settings as tasks need them: read anew each time, so that a change counts at once. */
public final class Connected {

  private Connected() {}

  /** The database a connection names; empty when there is no such connection. */
  public static Optional<DatabaseSettings> database(Environment environment, String name) {
    try (Store store = Store.open(environment)) {
      return store.connections().database(name);
    }
  }

  /** The variables, as templates call them {@code vars}. */
  public static JsonObject variables(Environment environment) {
    try (Store store = Store.open(environment)) {
      return store.variables().values();
    }
  }
}
