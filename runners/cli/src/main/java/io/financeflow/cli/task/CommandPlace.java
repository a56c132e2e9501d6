package io.financeflow.cli.task;

import io.financeflow.orchestrator.task.TaskContext;
import io.financeflow.orchestrator.task.TaskOutcome;
import java.io.IOException;
import java.util.List;

/** Where the command of a pipeline runs. Thread-safe. */
interface CommandPlace {
  /**
   * Runs a command that reports in JSON; its progress and errors go to the log of the attempt.
   *
   * @throws InterruptedException when the attempt was told to stop
   */
  TaskOutcome run(List<String> line, TaskContext context) throws IOException, InterruptedException;
}
