package io.financeflow.cli.control;

import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.cli.settings.Connected;
import io.financeflow.orchestrator.control.RunDetail;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.orchestrator.task.TaskSource;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dags test}: one run, here and now. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Run a DAG once in this process, without a scheduler, and follow it to the end.",
      "Its tasks do their work for real. The states of the run are kept in a database of their own on"
          + " the same server, dropped afterwards: no history, no limits of others, nobody is told, no"
          + " other DAG is started; approvals are given.",
      "Exit code 0 means success and 1 failure."
    },
    footer = "%nExample: ./financeflow dags test daily_market 2025-01-31 --param max_gap=5")
final class DagsTestCommand implements Callable<Integer> {
  private final Environment environment;
  private final TaskSource tasks;

  @Parameters(index = "0", paramLabel = "DAG", description = "Its id.")
  private String dag = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DATE",
      description = "The date it is about (default: the latest slot).")
  private @Nullable LocalDate date;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "The value of a parameter; may be given several times.")
  private Map<String, String> params = new TreeMap<>();

  @Mixin private OutputFlag output = new OutputFlag();

  DagsTestCommand(Environment environment, TaskSource tasks) {
    this.environment = environment;
    this.tasks = tasks;
  }

  @Override
  public Integer call() throws IOException {
    Dag found = Dags.read(environment).named(dag);
    Desk.ask(() -> found.values(Given.params(params)));
    Instant at = Given.about(found, date, environment.clock().instant());
    try (Desk desk = Desk.open(environment);
        TestDatabase own = TestDatabase.create(desk.database())) {
      TrialRun trial =
          new TrialRun(own.database(), environment.clock(), environment.console().err()::println);
      RunDetail detail =
          trial.run(found, at, Given.params(params), tasks, () -> Connected.variables(environment));
      Instant now = environment.clock().instant();
      output.print(
          environment.console().out(), RunText.json(detail, now), () -> RunText.table(detail, now));
      return detail.run().execution().state() == RunState.SUCCESS
          ? ExitCode.DONE.code()
          : ExitCode.FAILED.code();
    }
  }
}
