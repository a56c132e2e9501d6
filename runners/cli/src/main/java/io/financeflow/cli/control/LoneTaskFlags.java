package io.financeflow.cli.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.settings.Connected;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.TaskSpec;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which task for itself, as a mixin. */
final class LoneTaskFlags {
  @Parameters(index = "0", paramLabel = "DAG", description = "The DAG.")
  private String dag = "";

  @Parameters(index = "1", paramLabel = "TASK", description = "The task.")
  private String task = "";

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "DATE",
      description = "The date it is about (default: the latest slot).")
  private @Nullable LocalDate date;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "The value of a parameter; may be given several times.")
  private Map<String, String> params = new TreeMap<>();

  /** The task; opens the database only for variables its templates name. */
  LoneTask task(Environment environment) throws IOException {
    Dag found = Dags.read(environment).named(dag);
    TaskSpec spec = LoneTask.named(found, task);
    Map<String, JsonElement> values = Desk.ask(() -> found.values(Given.params(params)));
    boolean needsVariables =
        spec.kind().templates().stream().anyMatch(text -> text.contains("vars."));
    return new LoneTask(
        found,
        spec,
        LoneTask.slot(found, Given.about(found, date, environment.clock().instant())),
        values,
        needsVariables ? Connected.variables(environment) : new JsonObject(),
        environment.console().err()::println,
        environment.clock());
  }
}
