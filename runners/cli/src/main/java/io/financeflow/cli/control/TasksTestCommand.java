package io.financeflow.cli.control;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.orchestrator.task.TaskSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tasks test}: one task, here and now. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Run one task in this process, without those before it, and store no state of it.",
      "It does its work for real; what earlier tasks give is not there. Of a mapped task, the first"
          + " element. Exit codes: 0 done or skipped, 10 not ready, 20 bad input, 30 refused, 1 other."
    },
    footer = "%nExample: ./financeflow tasks test daily_market load.ingest 2025-01-31")
final class TasksTestCommand implements Callable<Integer> {
  private final Environment environment;
  private final TaskSource tasks;

  @Mixin private LoneTaskFlags flags = new LoneTaskFlags();

  @Mixin private OutputFlag output = new OutputFlag();

  TasksTestCommand(Environment environment, TaskSource tasks) {
    this.environment = environment;
    this.tasks = tasks;
  }

  @Override
  public Integer call() throws Exception {
    LoneTask task = flags.task(environment);
    if (!task.task().kind().needsWorker()) {
      throw new Failure.Usage(
          task.task().id() + " needs no worker, the scheduler decides it: see dags test");
    }
    TaskOutcome outcome = run(task);
    JsonObject json = json(task, outcome);
    output.print(
        environment.console().out(),
        json,
        () -> {
          String rest = json.get("message").getAsString();
          return task.task().id()
              + " "
              + json.get("outcome").getAsString()
              + (rest.isEmpty() ? "" : ": " + rest)
              + "\n";
        });
    return code(outcome).code();
  }

  private TaskOutcome run(LoneTask task) throws Exception {
    try {
      return tasks.task(task.task().kind()).run(task);
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Incomplete(ExitCode.BAD_INPUT, String.valueOf(wrong.getMessage()));
    }
  }

  private static JsonObject json(LoneTask task, TaskOutcome outcome) {
    JsonObject json = new JsonObject();
    json.addProperty("task", task.task().id());
    json.addProperty("outcome", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    String message = "";
    if (outcome instanceof TaskOutcome.Done done) {
      json.add("outputs", JsonParser.parseString(done.outputs().json()));
      message = done.outputs().values().isEmpty() ? "" : done.outputs().json();
    } else if (outcome instanceof TaskOutcome.Skipped skipped) {
      message = skipped.reason();
    } else if (outcome instanceof TaskOutcome.NotYet notYet) {
      message = notYet.reason();
    } else if (outcome instanceof TaskOutcome.Deferred deferred) {
      message = deferred.reason() + ", until " + deferred.until();
    } else if (outcome instanceof TaskOutcome.Failed failed) {
      json.addProperty("error", failed.error().text());
      message = failed.message() + " (" + failed.error().text() + ")";
    }
    json.addProperty("message", message);
    return json;
  }

  private static ExitCode code(TaskOutcome outcome) {
    if (outcome instanceof TaskOutcome.Failed failed) {
      return switch (failed.error()) {
        case NOT_READY -> ExitCode.NOT_READY;
        case BAD_INPUT -> ExitCode.BAD_INPUT;
        case REFUSED -> ExitCode.REFUSED;
        default -> ExitCode.FAILED;
      };
    }
    return outcome instanceof TaskOutcome.NotYet || outcome instanceof TaskOutcome.Deferred
        ? ExitCode.NOT_READY
        : ExitCode.DONE;
  }
}
