package io.financeflow.cli.task;

import io.financeflow.cli.FinanceFlow;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.Console;
import io.financeflow.orchestrator.task.TaskContext;
import io.financeflow.orchestrator.task.TaskOutcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs commands in the worker's process. An attempt that has to stop is interrupted; its pipeline
 * is cancelled then and ends with the sessions it is at.
 *
 * @param environment its console is not used
 */
record InThisProcess(Environment environment) implements CommandPlace {
  @Override
  public TaskOutcome run(List<String> line, TaskContext context) throws InterruptedException {
    return end(line, context).outcome();
  }

  /** Runs a command and returns how it ended. */
  CommandEnd end(List<String> line, TaskContext context) throws InterruptedException {
    LogTail tail = new LogTail(context.log());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exitCode;
    try (PrintStream results = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream lines = new PrintStream(new LineStream(tail), true, StandardCharsets.UTF_8)) {
      Environment own =
          new Environment(
              environment.variables(),
              environment.workingDirectory(),
              environment.userHome(),
              context.clock(),
              new Console(results, lines, false));
      exitCode = FinanceFlow.run(own, line.toArray(String[]::new));
    }
    Stop.check(context);
    return new CommandEnd(exitCode, out.toString(StandardCharsets.UTF_8), tail);
  }
}
