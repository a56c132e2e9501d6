package io.financeflow.cli.operate;

import io.financeflow.cli.config.Environment;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code worker}: runs tasks */
@Command(
    name = "worker",
    mixinStandardHelpOptions = true,
    description = {
      "Run tasks until Ctrl-C; any number may share a database.",
      "Ctrl-C stops the running tasks; other workers take them up."
    })
public final class WorkerCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private WorkerFlags flags = new WorkerFlags();

  @Mixin private MonitorFlags monitor = new MonitorFlags();

  /** The command in that environment. */
  public WorkerCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    return Running.until(environment, Set.of(Operation.Part.WORKER), flags.slots(), monitor.port());
  }
}
