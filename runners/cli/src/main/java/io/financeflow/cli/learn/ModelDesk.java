package io.financeflow.cli.learn;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.ml.store.Decision;
import io.financeflow.ml.store.ModelRef;
import io.financeflow.ml.store.ModelStore;
import io.financeflow.ml.store.Promotions;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.ml.store.VersionRetention;
import io.financeflow.schema.db.Database;

/** The open model store and who asks. */
record ModelDesk(Environment environment, Database database) implements AutoCloseable {

  static ModelDesk open(Environment environment) {
    return new ModelDesk(environment, new Databases(Configuration.read(environment)).open());
  }

  ModelStore store() {
    return new ModelStore(database, environment.clock());
  }

  Promotions promotions() {
    return new Promotions(database, environment.clock());
  }

  VersionRetention retention() {
    return new VersionRetention(database, environment.clock());
  }

  /** What the user means. */
  StoredVersion find(String ref) {
    return store().find(ModelRef.parse(ref));
  }

  /** A decision of the user of the system. */
  Decision decision(String reason) {
    String user = environment.variables().getOrDefault("USER", "");
    return Decision.of(reason, user.isBlank() ? "cli" : user);
  }

  @Override
  public void close() {
    database.close();
  }
}
