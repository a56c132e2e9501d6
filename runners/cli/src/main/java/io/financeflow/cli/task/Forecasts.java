package io.financeflow.cli.task;

import com.google.gson.JsonPrimitive;
import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.ml.store.Alias;
import io.financeflow.ml.store.ModelStore;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.orchestrator.task.Outputs;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskContext;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.schema.db.Database;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets every champion forecast, one command {@code predict} after the other, up to the first that
 * fails; stored predictions that are equal stay as they are. Without a champion it is done at once.
 *
 * @param environment names the database
 * @param place where the commands run
 */
record Forecasts(Environment environment, CommandPlace place) implements Task {
  static final String NAME = "forecast";

  /** The as-of date; without it that of the latest data. */
  static final Set<String> ARGUMENTS = Set.of("date");

  @Override
  public TaskOutcome run(TaskContext context) throws IOException, InterruptedException {
    List<String> champions = champions(context);
    if (champions.isEmpty()) {
      context.log().line("no champion yet: ./financeflow models promote NAME:number makes one");
    }
    for (String model : champions) {
      List<String> line = new ArrayList<>(List.of("predict", "--model=" + model));
      String date = context.arguments().getOrDefault("date", "").strip();
      if (!date.isEmpty()) {
        line.add("--date=" + date);
      }
      line.add("--json");
      context.log().line("financeflow " + String.join(" ", line));
      TaskOutcome outcome = place.run(line, context);
      if (!(outcome instanceof TaskOutcome.Done)) {
        return outcome;
      }
    }
    return new TaskOutcome.Done(
        Outputs.of(Map.of("champions", new JsonPrimitive(champions.size()))));
  }

  private List<String> champions(TaskContext context) {
    try (Database database = new Databases(Configuration.read(environment)).open()) {
      return new ModelStore(database, context.clock())
          .list().stream()
              .filter(version -> version.aliases().contains(Alias.CHAMPION))
              .map(StoredVersion::model)
              .toList();
    }
  }
}
