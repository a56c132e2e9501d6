package io.financeflow.cli.control;

import com.google.gson.JsonElement;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.cli.output.Yaml;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tasks render}: a task as it would run. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    description = {
      "Print a task with its templates rendered, without running it.",
      "What cannot be rendered, as outputs of earlier tasks, stays as it is; standard error says why."
    },
    footer = "%nExample: ./financeflow tasks render daily_market load.ingest 2025-01-31")
final class TasksRenderCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private LoneTaskFlags flags = new LoneTaskFlags();

  @Mixin private OutputFlag output = new OutputFlag();

  TasksRenderCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    LoneTask task = flags.task(environment);
    JsonElement rendered =
        task.rendered(text -> environment.console().err().println("not rendered: " + text));
    output.print(environment.console().out(), rendered, () -> Yaml.write(rendered));
    return ExitCode.DONE.code();
  }
}
