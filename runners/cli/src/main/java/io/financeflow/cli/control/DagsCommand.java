package io.financeflow.cli.control;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.Listing;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.orchestrator.control.DagControl;
import io.financeflow.orchestrator.control.DagLine;
import io.financeflow.orchestrator.control.Reports;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.DagProblem;
import io.financeflow.orchestrator.task.TaskSource;
import io.financeflow.orchestrator.yaml.DagDocument;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dags}: what can run, and when. */
@Command(
    name = "dags",
    mixinStandardHelpOptions = true,
    description = {
      "List, check, try, start and stop DAGs: tasks in their order, with a schedule.",
      "They are the built-in ones and the YAML files of the folder FINANCEFLOW_DAGS, else of ./dags."
    })
public final class DagsCommand {
  private final Environment environment;

  private DagsCommand(Environment environment) {
    this.environment = environment;
  }

  /**
   * Returns the command with all its subcommands.
   *
   * @param check what is wrong with the names in a DAG
   */
  public static CommandLine line(
      Environment environment, TaskSource tasks, Function<Dag, List<DagProblem>> check) {
    return new CommandLine(new DagsCommand(environment))
        .addSubcommand(new DagsValidateCommand(environment, check))
        .addSubcommand(new DagsTestCommand(environment, tasks))
        .addSubcommand(new DagsTriggerCommand(environment))
        .addSubcommand(new DagsNextCommand(environment))
        .addSubcommand(new DagsGraphCommand(environment));
  }

  @Command(
      description = "List the DAGs.",
      mixinStandardHelpOptions = true,
      footer = "%nExample: ./financeflow dags list -o json")
  int list(@Mixin OutputFlag output) throws IOException {
    try (Desk desk = Desk.open(environment)) {
      Dags.read(environment).register(desk.jdbi(), environment);
      Listing listing =
          Listing.of("dag", "paused", "next_due", "last_state", "last_run", "version", "origin")
              .ifEmpty("no DAGs: put a YAML file into ./dags");
      for (DagLine dag : desk.reports().dags()) {
        DagLine.Last last = dag.last();
        listing.row(
            dag.id(),
            dag.paused(),
            dag.paused() ? null : Shown.time(dag.nextDue()),
            last == null ? null : last.state(),
            last == null ? null : last.run(),
            dag.number(),
            dag.present() ? dag.origin() : dag.origin() + " (gone)");
      }
      output.print(environment.console().out(), listing);
    }
    return ExitCode.DONE.code();
  }

  @Command(
      description = "Show a DAG: its version, its tasks, where it stands.",
      mixinStandardHelpOptions = true,
      footer = "%nExample: ./financeflow dags show daily_market -o yaml")
  int show(
      @Parameters(paramLabel = "DAG", description = "Its id.") String dag, @Mixin OutputFlag output)
      throws IOException {
    try (Desk desk = Desk.open(environment)) {
      Dags.read(environment).register(desk.jdbi(), environment);
      Reports reports = desk.reports();
      JsonObject json = json(reports.dag(dag));
      json.add("definition", JsonParser.parseString(DagDocument.write(reports.definition(dag))));
      output.print(
          environment.console().out(), json, () -> DagText.of(json, reports.definition(dag)));
    }
    return ExitCode.DONE.code();
  }

  private static JsonObject json(DagLine dag) {
    JsonObject json = new JsonObject();
    json.addProperty("dag", dag.id());
    json.addProperty("origin", dag.origin());
    json.addProperty("present", dag.present());
    json.addProperty("paused", dag.paused());
    json.addProperty("paused_because", dag.pausedBecause());
    json.addProperty("next_due", Shown.time(dag.nextDue()));
    json.addProperty("version", dag.number());
    json.addProperty("hash", dag.version());
    DagLine.Last last = dag.last();
    json.addProperty("last_run", last == null ? null : last.run());
    json.addProperty("last_state", last == null ? null : last.state());
    return json;
  }

  @Command(
      description = "Let a DAG start no more runs; those that run go on.",
      mixinStandardHelpOptions = true,
      footer = "%nExample: ./financeflow dags pause daily_market --because \"vendor is away\"")
  int pause(
      @Parameters(paramLabel = "DAG", description = "Its id.") String dag,
      @Option(names = "--because", paramLabel = "TEXT", defaultValue = "", description = "Why.")
          String because)
      throws IOException {
    try (Desk desk = Desk.open(environment)) {
      Dags.read(environment).register(desk.jdbi(), environment);
      boolean changed = new DagControl(desk.jdbi(), desk.clock()).pause(dag, desk.who(), because);
      say(changed ? "paused: " + dag : dag + " was paused already");
    }
    return ExitCode.DONE.code();
  }

  @Command(
      description = "Let a DAG start runs.",
      mixinStandardHelpOptions = true,
      footer = "%nExample: ./financeflow dags unpause daily_market")
  int unpause(@Parameters(paramLabel = "DAG", description = "Its id.") String dag)
      throws IOException {
    try (Desk desk = Desk.open(environment)) {
      Dags.read(environment).register(desk.jdbi(), environment);
      boolean changed = new DagControl(desk.jdbi(), desk.clock()).unpause(dag, desk.who());
      say(changed ? "on: " + dag : dag + " was on already");
    }
    return ExitCode.DONE.code();
  }

  @Command(
      description = {
        "Delete a DAG with its runs, attempts and backfills, for good; refused while runs are going.",
        "While its file is there it comes back without history: remove the file first."
      },
      mixinStandardHelpOptions = true,
      footer = "%nExample: ./financeflow dags delete old_one --yes")
  int delete(
      @Parameters(paramLabel = "DAG", description = "Its id.") String dag,
      @Option(names = "--yes", description = "Really do it.") boolean yes) {
    try (Desk desk = Desk.open(environment)) {
      DagLine line = desk.reports().dag(dag);
      if (!yes) {
        int runs =
            desk.reports().runs(new Reports.Filter(dag, null, null, Integer.MAX_VALUE)).size();
        String file = line.present() ? ", and it is still loaded from " + line.origin() : "";
        throw new Failure.Usage(
            "this would delete "
                + dag
                + " and its "
                + runs
                + " runs"
                + file
                + ": say --yes to do it");
      }
      long runs =
          Desk.ask(() -> new DagControl(desk.jdbi(), desk.clock()).delete(dag, desk.who(), true));
      say("deleted: " + dag + " and " + runs + " runs");
    }
    return ExitCode.DONE.code();
  }

  private void say(String line) {
    environment.console().out().println(line);
  }
}
