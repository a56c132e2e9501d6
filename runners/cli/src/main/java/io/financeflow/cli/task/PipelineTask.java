package io.financeflow.cli.task;

import io.financeflow.orchestrator.dag.TaskKind.PipelineMode;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskContext;
import io.financeflow.orchestrator.task.TaskOutcome;
import java.io.IOException;
import java.util.List;

/**
 * Runs a pipeline with the arguments of its context.
 *
 * @param place where
 */
record PipelineTask(PipelineFlags flags, PipelineMode mode, CommandPlace place) implements Task {
  @Override
  public TaskOutcome run(TaskContext context) throws IOException, InterruptedException {
    List<String> problems = flags.problems(context.arguments().keySet(), mode);
    if (!problems.isEmpty()) {
      return TaskOutcome.failed(ErrorClass.BAD_INPUT, String.join("; ", problems));
    }
    List<String> line;
    try {
      line = flags.commandLine(context.arguments());
    } catch (IllegalArgumentException malformed) {
      return TaskOutcome.failed(ErrorClass.BAD_INPUT, String.valueOf(malformed.getMessage()));
    }
    context.log().line("financeflow " + String.join(" ", line));
    return place.run(line, context);
  }
}
