package io.financeflow.cli.operate;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.task.CliTasks;
import io.financeflow.orchestrator.log.StoredLogs;
import io.financeflow.orchestrator.settings.Connections;
import io.financeflow.orchestrator.settings.Variables;
import io.financeflow.orchestrator.settings.Vault;
import io.financeflow.orchestrator.worker.Surroundings;
import io.financeflow.schema.db.Database;
import java.nio.file.Path;

/**
 * What tasks find around them in this process: the work behind the kinds, logs in which secrets are
 * masked, variables.
 */
public final class TaskWorld implements AutoCloseable {

  private final CliTasks tasks;
  private final StoredLogs logs;
  private final Variables variables;

  private TaskWorld(CliTasks tasks, StoredLogs logs, Variables variables) {
    this.tasks = tasks;
    this.logs = logs;
    this.variables = variables;
  }

  /** The world of that configuration. */
  static TaskWorld of(Environment environment, Configuration configuration, Database database) {
    Vault vault = new Vault(configuration.keyFile());
    Variables variables = new Variables(database, vault);
    Connections connections = new Connections(database, vault);
    LiveMask mask = new LiveMask(configuration, variables, connections, environment.clock());
    return new TaskWorld(
        new CliTasks(environment, connections::database, JavaTasks.of(environment, configuration)),
        new StoredLogs(database.jdbi(), logs(configuration), environment.clock(), mask),
        variables);
  }

  /** Where attempts log. */
  static Path logs(Configuration configuration) {
    return configuration.home().resolve("logs");
  }

  /** As a worker wants it. */
  Surroundings surroundings() {
    return new Surroundings(tasks, logs, variables::values);
  }

  @Override
  public void close() {
    logs.close();
  }
}
