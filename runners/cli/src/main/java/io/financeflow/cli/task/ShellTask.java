package io.financeflow.cli.task;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.financeflow.cli.config.Environment;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.orchestrator.task.Outputs;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskContext;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.orchestrator.template.Template;
import io.financeflow.orchestrator.template.TemplateError;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Runs a program in the worker's directory; both of its outputs go to the log.
 *
 * <p>When the last line of its standard output is a JSON object {@code {"outputs": {..}}}, the
 * members of the inner one become outputs. When the attempt has to stop, the program and all it
 * started are terminated, and killed 5 seconds later.
 *
 * @param environment whose variables the program inherits
 */
record ShellTask(Environment environment, TaskKind.Shell kind) implements Task {
  private static final String OUTPUTS = "outputs";

  @Override
  public TaskOutcome run(TaskContext context) throws InterruptedException {
    List<String> command;
    ProcessBuilder process;
    try {
      command = kind.command().stream().map(word -> render(word, context)).toList();
      process = process(command, context);
    } catch (TemplateError wrong) {
      return TaskOutcome.failed(ErrorClass.BAD_INPUT, String.valueOf(wrong.getMessage()));
    }
    LogTail all = new LogTail(context.log());
    LogTail out = new LogTail(all);
    int exitCode;
    try {
      exitCode = ChildProcess.run(process, new LineStream(out), new LineStream(all), context);
    } catch (IOException notStarted) {
      return TaskOutcome.failed(
          ErrorClass.BAD_INPUT,
          "cannot start '" + command.get(0) + "': " + notStarted.getMessage());
    }
    return exitCode == 0
        ? done(out)
        : new TaskOutcome.Failed(
            ExitStatus.errorClass(exitCode),
            ExitStatus.words(command.get(0), exitCode),
            all.text());
  }

  private static TaskOutcome done(LogTail out) {
    try {
      return new TaskOutcome.Done(Outputs.of(outputs(out.lastLine().orElse(""))));
    } catch (IllegalArgumentException refused) {
      return TaskOutcome.failed(ErrorClass.BAD_INPUT, "its last line: " + refused.getMessage());
    }
  }

  private static Map<String, JsonElement> outputs(String line) {
    if (!line.startsWith("{")) {
      return Map.of();
    }
    try {
      JsonElement json = JsonParser.parseString(line);
      return json instanceof JsonObject object && object.get(OUTPUTS) instanceof JsonObject inner
          ? inner.asMap()
          : Map.of();
    } catch (JsonParseException anyLine) {
      return Map.of();
    }
  }

  private ProcessBuilder process(List<String> command, TaskContext context) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(environment.workingDirectory().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    Map<String, String> variables = builder.environment();
    variables.clear();
    variables.putAll(environment.variables());
    variables.remove("FINANCEFLOW_TTY");
    AttemptId attempt = context.attempt();
    variables.put("FINANCEFLOW_DAG_ID", attempt.dagId());
    variables.put("FINANCEFLOW_RUN_ID", attempt.runId());
    variables.put("FINANCEFLOW_TASK_ID", attempt.taskId());
    variables.put("FINANCEFLOW_ATTEMPT", String.valueOf(attempt.number()));
    variables.put("FINANCEFLOW_DS", context.slot().dates().to().toString());
    kind.environment().forEach((name, value) -> variables.put(name, render(value, context)));
    return builder;
  }

  private static String render(String template, TaskContext context) {
    return Template.parse(template).render(context.values());
  }
}
