package io.financeflow.cli.operate;

import io.financeflow.cli.config.Environment;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code scheduler}: decides what runs when */
@Command(
    name = "scheduler",
    mixinStandardHelpOptions = true,
    description = {
      "Decide what runs when, until Ctrl-C; any number may share a database.",
      "Loads the DAGs, and tells people by notifications.yaml; all schedulers need the same of both."
    })
public final class SchedulerCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private MonitorFlags monitor = new MonitorFlags();

  /** The command in that environment. */
  public SchedulerCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    return Running.until(environment, Set.of(Operation.Part.SCHEDULER), 1, monitor.port());
  }
}
