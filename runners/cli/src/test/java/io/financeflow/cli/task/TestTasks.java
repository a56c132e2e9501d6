package io.financeflow.cli.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.financeflow.cli.Cli;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.Console;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.task.Outputs;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.schema.db.DatabaseSettings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The tasks of the program under given settings; whoever prints to the console fails. */
final class TestTasks {
  static final JavaTask NOTHING = new JavaTask(Set.of(), context -> TaskOutcome.done());

  private TestTasks() {}

  static CliTasks of(Cli cli) {
    return of(cli, name -> Optional.empty());
  }

  static CliTasks of(Cli cli, Function<String, Optional<DatabaseSettings>> connections) {
    return new CliTasks(environment(cli), connections, Map.of("prune", NOTHING));
  }

  static Environment environment(Cli cli) {
    Path directory = cli.directory();
    PrintStream forbidden =
        new PrintStream(
            new OutputStream() {
              @Override
              public void write(int octet) {
                throw new AssertionError("a task wrote to the console");
              }
            },
            true,
            StandardCharsets.UTF_8);
    return new Environment(
        cli.variables(), directory, directory, Cli.CLOCK, new Console(forbidden, forbidden, false));
  }

  static Task task(Cli cli, TaskKind kind) {
    return of(cli).task(kind);
  }

  static TaskOutcome done(String json) {
    return new TaskOutcome.Done(Outputs.of(JsonParser.parseString(json).getAsJsonObject().asMap()));
  }

  /** An output of an attempt that was done. */
  static JsonElement output(TaskOutcome outcome, String name) {
    assertThat(outcome).isInstanceOf(TaskOutcome.Done.class);
    return Objects.requireNonNull(((TaskOutcome.Done) outcome).outputs().values().get(name), name);
  }

  /** A failure without its detail, so that it can be compared. */
  static TaskOutcome brief(TaskOutcome outcome) {
    return outcome instanceof TaskOutcome.Failed failed
        ? TaskOutcome.failed(failed.error(), failed.message())
        : outcome;
  }
}
