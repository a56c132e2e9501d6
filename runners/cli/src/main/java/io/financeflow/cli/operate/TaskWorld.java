package io.financeflow.cli.operate;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.task.CliTasks;
import io.financeflow.cli.task.JavaTask;
import io.financeflow.orchestrator.log.LogFolder;
import io.financeflow.orchestrator.log.StoredLogs;
import io.financeflow.orchestrator.retention.Retention;
import io.financeflow.orchestrator.settings.Connections;
import io.financeflow.orchestrator.settings.Variables;
import io.financeflow.orchestrator.settings.Vault;
import io.financeflow.orchestrator.worker.Surroundings;
import io.financeflow.schema.db.Database;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

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
  static TaskWorld of(
      Environment environment, Configuration configuration, Database database, Plugins plugins) {
    Vault vault = new Vault(configuration.keyFile());
    Variables variables = new Variables(database, vault);
    Connections connections = new Connections(database, vault);
    Map<String, JavaTask> more = new HashMap<>();
    Path folder = configuration.home().resolve("logs");
    Retention retention = new Retention(database.jdbi(), new LogFolder(folder));
    more.put("prune", new JavaTask(Set.of(), retention.task(Retention.KEEP)));
    // What a plugin's task understands is its own affair.
    plugins.tasks().forEach((name, task) -> more.put(name, JavaTask.ofPlugin(task)));
    LiveMask mask = new LiveMask(configuration, variables, connections, environment.clock());
    return new TaskWorld(
        new CliTasks(environment, connections::database, more),
        new StoredLogs(database.jdbi(), folder, environment.clock(), mask),
        variables);
  }

  /** As a worker wants it. */
  Surroundings surroundings() {
    return new Surroundings(tasks, logs, variables::values);
  }

  /** The work behind the kinds. */
  CliTasks tasks() {
    return tasks;
  }

  @Override
  public void close() {
    logs.close();
  }
}
