package io.financeflow.cli.control;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Listing;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.orchestrator.control.ClearRequest;
import io.financeflow.orchestrator.control.Clearing;
import io.financeflow.orchestrator.control.Marks;
import io.financeflow.orchestrator.control.Reports;
import io.financeflow.orchestrator.control.RunDetail;
import io.financeflow.orchestrator.control.RunLine;
import io.financeflow.orchestrator.control.Why;
import io.financeflow.orchestrator.state.RunState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runs}: what ran, runs and will run. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = {
      "List, show, repeat and mark runs of DAGs, and say why one is not running.",
      "RUN is the id of a run, or latest for the latest one of the DAG."
    })
public final class RunsCommand {
  private final Environment environment;

  /** The states of runs, as a flag has them. */
  enum State {
    /** Waits. */
    queued,
    /** Runs. */
    running,
    /** Over, good. */
    success,
    /** Over, bad. */
    failed
  }

  /** How a run may be marked. */
  enum Mark {
    /** Good. */
    success,
    /** Bad. */
    failed
  }

  /** The command on that environment. */
  public RunsCommand(Environment environment) {
    this.environment = environment;
  }

  @Command(
      description = "List runs, the latest first.",
      mixinStandardHelpOptions = true,
      footer = "%nExample: ./financeflow runs list daily_market --state failed --since 2025-01-01")
  int list(
      @Parameters(arity = "0..1", paramLabel = "DAG", description = "Of this one only.")
          @Nullable String dag,
      @Option(names = "--state", paramLabel = "STATE", description = "${COMPLETION-CANDIDATES}.")
          @Nullable State state,
      @Option(names = "--since", paramLabel = "DATE", description = "Due since then, UTC.")
          @Nullable LocalDate since,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "20",
              description = "At most so many (default: 20).")
          int limit,
      @Mixin OutputFlag output) {
    try (Desk desk = Desk.open(environment)) {
      Reports.Filter filter =
          Desk.ask(
              () ->
                  new Reports.Filter(
                      dag,
                      state == null ? null : RunState.valueOf(upper(state)),
                      since == null ? null : since.atStartOfDay(ZoneOffset.UTC).toInstant(),
                      limit));
      Instant now = desk.clock().instant();
      Listing listing =
          Listing.of("dag", "run", "state", "from", "to", "due", "took", "reason")
              .ifEmpty("no such runs");
      for (RunLine run : desk.reports().runs(filter)) {
        RunLine.Times times = run.execution().times();
        listing.row(
            run.dag(),
            run.name(),
            run.execution().state().text(),
            run.dates().from(),
            run.dates().to(),
            Shown.time(times.due()),
            Shown.duration(times.duration(now)),
            run.execution().reason());
      }
      output.print(environment.console().out(), listing);
    }
    return ExitCode.DONE.code();
  }

  private static String upper(Enum<?> constant) {
    return constant.name().toUpperCase(Locale.ROOT);
  }

  @Command(
      description = "Show a run: its tasks, their states, attempts and durations.",
      mixinStandardHelpOptions = true,
      footer = "%nExample: ./financeflow runs show daily_market latest")
  int show(
      @Parameters(paramLabel = "DAG", description = "The DAG.") String dag,
      @Parameters(paramLabel = "RUN", description = "Its id, or latest.") String run,
      @Mixin OutputFlag output) {
    try (Desk desk = Desk.open(environment)) {
      RunDetail detail = desk.reports().run(dag, run);
      Instant now = desk.clock().instant();
      output.print(
          environment.console().out(), RunText.json(detail, now), () -> RunText.table(detail, now));
    }
    return ExitCode.DONE.code();
  }

  @Command(
      description = {
        "Run a run again: one more execution of it; what was done before is kept as history.",
        "One that is going ends first, and its running tasks are stopped."
      },
      mixinStandardHelpOptions = true,
      footer = "%nExample: ./financeflow runs clear daily_market latest --only-failed")
  int clear(
      @Parameters(paramLabel = "DAG", description = "The DAG.") String dag,
      @Parameters(paramLabel = "RUN", description = "Its id, or latest.") String run,
      @Option(
              names = "--only-failed",
              description = "Only tasks that failed, or whose upstream did.")
          boolean onlyFailed,
      @Option(names = "--latest-version", description = "On the DAG as it is now.")
          boolean latestVersion,
      @Mixin OutputFlag output) {
    try (Desk desk = Desk.open(environment)) {
      ClearRequest.Scope scope = new ClearRequest.Scope(false, false, onlyFailed);
      Clearing.Cleared cleared =
          Desk.ask(
              () ->
                  new Clearing(desk.jdbi(), desk.clock())
                      .clear(
                          new ClearRequest(dag, run, Set.of(), scope, latestVersion, desk.who())));
      ClearedText.print(environment, output, cleared);
    }
    return ExitCode.DONE.code();
  }

  @Command(
      description = {
        "Say how a run ended. One that is going ends: its running tasks are stopped, what is unfinished"
            + " is skipped."
      },
      mixinStandardHelpOptions = true,
      footer = "%nExample: ./financeflow runs mark daily_market latest success --note \"by hand\"")
  int mark(
      @Parameters(paramLabel = "DAG", description = "The DAG.") String dag,
      @Parameters(paramLabel = "RUN", description = "Its id, or latest.") String run,
      @Parameters(paramLabel = "STATE", description = "${COMPLETION-CANDIDATES}.") Mark state,
      @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "Why.")
          String note,
      @Mixin OutputFlag output) {
    try (Desk desk = Desk.open(environment)) {
      String marked =
          Desk.ask(
              () ->
                  new Marks(desk.jdbi(), desk.clock())
                      .run(
                          Marks.Target.run(dag, run, desk.who(), note),
                          RunState.valueOf(upper(state))));
      JsonObject json = new JsonObject();
      json.addProperty("execution", marked);
      json.addProperty("state", state.name());
      output.print(environment.console().out(), json, () -> marked + " is marked " + state + "\n");
    }
    return ExitCode.DONE.code();
  }

  @Command(
      description = {
        "Say why it is not running: every condition that is not met, and who holds it.",
        "Of a DAG: why there is no new run. Of a run: with all its unfinished tasks. Of a task."
      },
      mixinStandardHelpOptions = true,
      footer = "%nExample: ./financeflow runs why daily_market latest load.ingest")
  int why(
      @Parameters(paramLabel = "DAG", description = "The DAG.") String dag,
      @Parameters(arity = "0..1", paramLabel = "RUN", description = "Its id, or latest.")
          @Nullable String run,
      @Parameters(arity = "0..1", paramLabel = "TASK", description = "A task of it.")
          @Nullable String task,
      @Mixin OutputFlag output) {
    List<Why.Answer> answers = new ArrayList<>();
    try (Desk desk = Desk.open(environment)) {
      if (run == null) {
        answers.add(desk.why().dag(dag));
      } else if (task == null) {
        answers.add(desk.why().run(dag, run));
        answers.addAll(desk.why().unfinishedTasks(dag, run));
      } else {
        answers.addAll(desk.why().task(dag, run, task));
      }
    }
    JsonArray json = new JsonArray();
    answers.forEach(answer -> json.add(Shown.answer(answer)));
    output.print(
        environment.console().out(),
        json,
        () -> answers.stream().map(Shown::text).collect(Collectors.joining()));
    return ExitCode.DONE.code();
  }
}
