package io.financeflow.cli.control;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.Failure;
import io.financeflow.orchestrator.control.Reports;
import io.financeflow.orchestrator.control.Why;
import io.financeflow.schema.db.Database;
import java.time.Clock;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/** The open database and who asks; every command of this package has one while it works. */
record Desk(Environment environment, Database database) implements AutoCloseable {

  static Desk open(Environment environment) {
    return new Desk(environment, new Databases(Configuration.read(environment)).open());
  }

  Jdbi jdbi() {
    return database.jdbi();
  }

  Clock clock() {
    return environment.clock();
  }

  Reports reports() {
    return new Reports(jdbi());
  }

  Why why() {
    return new Why(jdbi(), clock());
  }

  /** For the audit: the user of the system. */
  String who() {
    String user = environment.variables().getOrDefault("USER", "");
    return user.isBlank() ? "cli" : user;
  }

  /** Does something; what is refused is a wrong use of the command. */
  static <T> T ask(Supplier<T> act) {
    try {
      return act.get();
    } catch (IllegalArgumentException refused) {
      throw new Failure.Usage(String.valueOf(refused.getMessage()));
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
