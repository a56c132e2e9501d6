package io.financeflow.cli.operate;

import io.financeflow.cli.config.Environment;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code standalone}: postgreSQL, scheduler and worker in one process */
@Command(
    name = "standalone",
    mixinStandardHelpOptions = true,
    description = {
      "Run PostgreSQL, a scheduler and a worker until Ctrl-C: all that is needed on one machine.",
      "DAGs: the built-in ones, jars in plugins/, and dags/*.yaml, read again when they change.",
      "Then, in another terminal: ./financeflow dags list, dags unpause daily_market, runs list"
    })
public final class StandaloneCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private WorkerFlags flags = new WorkerFlags();

  @Mixin private MonitorFlags monitor = new MonitorFlags();

  /** The command in that environment. */
  public StandaloneCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws InterruptedException {
    return Running.until(
        environment,
        Set.of(Operation.Part.SCHEDULER, Operation.Part.WORKER),
        flags.slots(),
        monitor.port());
  }
}
