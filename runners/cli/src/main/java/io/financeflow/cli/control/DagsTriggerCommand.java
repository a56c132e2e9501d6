package io.financeflow.cli.control;

import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.orchestrator.control.RunLine;
import io.financeflow.orchestrator.run.Endings;
import io.financeflow.orchestrator.run.RunTrigger;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.schema.db.Notifications;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dags trigger}: a run by hand. */
@Command(
    name = "trigger",
    mixinStandardHelpOptions = true,
    description = {
      "Start a run of a DAG, as soon as its limits have room; print the id of the run.",
      "With --wait exit code 0 means success and 1 failure. An interrupt ends the wait, not the run."
    },
    footer = "%nExample: ./financeflow dags trigger daily_market --param max_gap=5 --wait")
final class DagsTriggerCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final Environment environment;

  @Parameters(paramLabel = "DAG", description = "Its id.")
  private String dag = "";

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "The value of a parameter; may be given several times.")
  private Map<String, String> params = new TreeMap<>();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "The time it is about: 2025-01-31, 2025-01-31T16:45 or with Z (default: now).")
  private @Nullable String at;

  @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "Why.")
  private String note = "";

  @Option(names = "--wait", description = "Wait for the end of the run.")
  private boolean wait;

  @Mixin private OutputFlag output = new OutputFlag();

  DagsTriggerCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    try (Desk desk = Desk.open(environment);
        Notifications ends = new Notifications(desk.database().settings(), Endings.RUNS_CHANNEL)) {
      Dags.read(environment).register(desk.jdbi(), environment);
      String run = trigger(desk);
      RunLine line = desk.reports().run(dag, run).run();
      tellIfPaused(desk);
      if (wait) {
        line = end(desk, ends, run);
      }
      Instant now = desk.clock().instant();
      RunLine shown = line;
      output.print(
          environment.console().out(),
          Shown.run(shown, now),
          () -> shown.run() + (wait ? " " + shown.execution().state().text() : "") + "\n");
      return wait && line.execution().state() == RunState.FAILED
          ? ExitCode.FAILED.code()
          : ExitCode.DONE.code();
    }
  }

  private String trigger(Desk desk) {
    Instant about =
        at == null
            ? desk.clock().instant()
            : Given.time(at, desk.reports().definition(dag).plan().schedule().timetable().zone());
    RunTrigger trigger = new RunTrigger(desk.jdbi(), desk.clock());
    return Desk.ask(
        () ->
            trigger.trigger(
                new RunTrigger.Request(dag, about, Given.params(params), desk.who(), note)));
  }

  private void tellIfPaused(Desk desk) {
    if (desk.reports().dag(dag).paused()) {
      environment
          .console()
          .err()
          .println(dag + " is paused: the run starts after ./financeflow dags unpause " + dag);
    }
  }

  private RunLine end(Desk desk, Notifications ends, String run) {
    environment.console().err().println("waiting for " + run);
    RunLine line = desk.reports().run(dag, run).run();
    while (!line.execution().state().isFinished()) {
      ends.await(LOOK);
      line = desk.reports().run(dag, run).run();
    }
    return line;
  }
}
