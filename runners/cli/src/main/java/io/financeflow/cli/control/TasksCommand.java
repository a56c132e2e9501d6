package io.financeflow.cli.control;

import com.google.gson.JsonObject;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.orchestrator.control.Approvals;
import io.financeflow.orchestrator.control.ClearRequest;
import io.financeflow.orchestrator.control.Clearing;
import io.financeflow.orchestrator.control.Marks;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.orchestrator.task.TaskSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tasks}: single tasks of DAGs and runs. */
@Command(
    name = "tasks",
    mixinStandardHelpOptions = true,
    description = {
      "Try single tasks; repeat, mark and approve those of runs.",
      "RUN is the id of a run, or latest for the latest one of the DAG."
    })
public final class TasksCommand {
  private final Environment environment;

  private TasksCommand(Environment environment) {
    this.environment = environment;
  }

  /** How a task may be marked. */
  enum Mark {
    /** Done. */
    success,
    /** Failed for good. */
    failed,
    /** Left out on purpose. */
    skipped
  }

  /** Returns the command with all its subcommands. */
  public static CommandLine line(Environment environment, TaskSource tasks) {
    return new CommandLine(new TasksCommand(environment))
        .addSubcommand(new TasksTestCommand(environment, tasks))
        .addSubcommand(new TasksRenderCommand(environment));
  }

  @Command(
      description = {
        "Run tasks of a run again: in one more execution of it, where the others keep their results.",
        "Tasks that are unfinished anyway are begun anew in the same execution."
      },
      mixinStandardHelpOptions = true,
      footer = "%nExample: ./financeflow tasks clear daily_market latest returns --downstream")
  int clear(
      @Parameters(paramLabel = "DAG", description = "The DAG.") String dag,
      @Parameters(paramLabel = "RUN", description = "Its id, or latest.") String run,
      @Parameters(arity = "1..*", paramLabel = "TASK", description = "The tasks.")
          List<String> tasks,
      @Option(names = "--upstream", description = "Also all tasks before them.") boolean upstream,
      @Option(names = "--downstream", description = "Also all tasks after them.")
          boolean downstream,
      @Option(
              names = "--only-failed",
              description = "Only those that failed, or whose upstream did.")
          boolean onlyFailed,
      @Option(names = "--latest-version", description = "On the DAG as it is now.")
          boolean latestVersion,
      @Mixin OutputFlag output) {
    try (Desk desk = Desk.open(environment)) {
      ClearRequest request =
          new ClearRequest(
              dag,
              run,
              Set.copyOf(tasks),
              new ClearRequest.Scope(upstream, downstream, onlyFailed),
              latestVersion,
              desk.who());
      Clearing.Cleared cleared =
          Desk.ask(() -> new Clearing(desk.jdbi(), desk.clock()).clear(request));
      ClearedText.print(environment, output, cleared);
    }
    return ExitCode.DONE.code();
  }

  @Command(
      description = {
        "Say how a task ended; a running attempt is stopped. Tasks after it follow their rules.",
        "In a run that is over this changes nothing else: mark the run too, or clear it."
      },
      mixinStandardHelpOptions = true,
      footer = "%nExample: ./financeflow tasks mark daily_market latest vendor_ready success")
  int mark(
      @Parameters(paramLabel = "DAG", description = "The DAG.") String dag,
      @Parameters(paramLabel = "RUN", description = "Its id, or latest.") String run,
      @Parameters(paramLabel = "TASK", description = "The task.") String task,
      @Parameters(paramLabel = "STATE", description = "${COMPLETION-CANDIDATES}.") Mark state,
      @Option(
              names = "--map-index",
              paramLabel = "N",
              defaultValue = "-1",
              description = "One element of a mapped task, from 0 (default: all).")
          int mapIndex,
      @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "Why.")
          String note,
      @Mixin OutputFlag output) {
    try (Desk desk = Desk.open(environment)) {
      Marks.Target target = new Marks.Target(dag, run, task, mapIndex, desk.who(), note);
      TaskState to = TaskState.valueOf(state.name().toUpperCase(Locale.ROOT));
      int marked = Desk.ask(() -> new Marks(desk.jdbi(), desk.clock()).task(target, to));
      print(output, task, state.name(), marked, "marked " + state);
    }
    return ExitCode.DONE.code();
  }

  @Command(
      description = "Answer an approval that a run waits for: yes, or with --reject no.",
      mixinStandardHelpOptions = true,
      footer =
          "%nExample: ./financeflow tasks approve retrain latest publish --note \"looks good\"")
  int approve(
      @Parameters(paramLabel = "DAG", description = "The DAG.") String dag,
      @Parameters(paramLabel = "RUN", description = "Its id, or latest.") String run,
      @Parameters(paramLabel = "TASK", description = "The task.") String task,
      @Option(names = "--reject", description = "Answer no: the task fails.") boolean reject,
      @Option(
              names = "--map-index",
              paramLabel = "N",
              defaultValue = "-1",
              description = "One element of a mapped task, from 0 (default: all).")
          int mapIndex,
      @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "Why.")
          String note,
      @Mixin OutputFlag output) {
    try (Desk desk = Desk.open(environment)) {
      Marks.Target target = new Marks.Target(dag, run, task, mapIndex, desk.who(), note);
      int answered =
          Desk.ask(() -> new Approvals(desk.jdbi(), desk.clock()).answer(target, !reject));
      String said = reject ? "rejected" : "approved";
      print(output, task, said, answered, said);
    }
    return ExitCode.DONE.code();
  }

  private void print(OutputFlag output, String task, String state, int instances, String said) {
    JsonObject json = new JsonObject();
    json.addProperty("task", task);
    json.addProperty("state", state);
    json.addProperty("instances", instances);
    String many = instances == 1 ? "" : " (" + instances + " instances)";
    output.print(environment.console().out(), json, () -> task + " is " + said + many + "\n");
  }
}
