package io.financeflow.cli.operate;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.task.JavaTask;
import io.financeflow.ml.store.VersionRetention;
import io.financeflow.orchestrator.log.LogFolder;
import io.financeflow.orchestrator.notify.Deliveries;
import io.financeflow.orchestrator.retention.Retention;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.schema.db.Database;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The Java tasks that DAGs may name, beside those every {@code CliTasks} has. */
public final class JavaTasks {

  private JavaTasks() {}

  /** Those of the program and those of plugins, by name. */
  public static Map<String, JavaTask> of(Environment environment, Configuration configuration) {
    Map<String, JavaTask> tasks = new HashMap<>();
    // What a plugin's task understands is its own affair.
    Plugins.of(environment, configuration)
        .tasks()
        .forEach((name, task) -> tasks.put(name, JavaTask.ofPlugin(task)));
    tasks.put("prune", new JavaTask(Set.of(), prune(configuration)));
    return Map.copyOf(tasks);
  }

  private static Task prune(Configuration configuration) {
    return context -> {
      try (Database database = new Databases(configuration).open()) {
        LogFolder logs = new LogFolder(TaskWorld.logs(configuration));
        Instant before = context.clock().instant().minus(Retention.KEEP);
        int told = new Deliveries(database.jdbi()).deleteSettled(before);
        context.log().line("deleted notifications: " + told);
        VersionRetention models = new VersionRetention(database, context.clock());
        int versions = models.prune(VersionRetention.Keep.DEFAULT).size();
        context.log().line("deleted model versions: " + versions);
        return new Retention(database.jdbi(), logs).task(Retention.KEEP).run(context);
      }
    };
  }
}
