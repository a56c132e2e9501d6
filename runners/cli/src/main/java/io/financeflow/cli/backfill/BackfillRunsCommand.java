package io.financeflow.cli.backfill;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.OutputFlag;
import io.financeflow.orchestrator.backfill.Backfill;
import io.financeflow.orchestrator.backfill.BackfillControl;
import io.financeflow.orchestrator.backfill.Backfills;
import io.financeflow.schema.db.Database;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backfill-runs}: named backfills of DAGs. */
@Command(
    name = "backfill-runs",
    mixinStandardHelpOptions = true,
    description = {
      "Run past slots of a DAG: create, list, show, pause, resume and cancel named backfills.",
      "A scheduler and a worker carry them out. For one pipeline without a DAG see backfill."
    })
public final class BackfillRunsCommand {
  private final Environment environment;

  private BackfillRunsCommand(Environment environment) {
    this.environment = environment;
  }

  /** The command with all its subcommands. */
  public static CommandLine line(Environment environment) {
    return new CommandLine(new BackfillRunsCommand(environment))
        .addSubcommand(new BackfillRunsCreateCommand(environment));
  }

  /** Who is at the keyboard, for the audit. */
  static String user(Environment environment) {
    String user = environment.variables().getOrDefault("USER", "");
    return user.isBlank() ? "cli" : user;
  }

  @Command(
      description = "List the backfills: how far each is and when it may be done.",
      mixinStandardHelpOptions = true)
  int list(
      @Option(
              names = "--dag",
              paramLabel = "DAG",
              defaultValue = "",
              description = "Only those of this DAG.")
          String dag,
      @Mixin OutputFlag output) {
    List<Backfill> backfills;
    try (Database database = open()) {
      backfills = new Backfills(database.jdbi(), environment.clock()).list(dag);
    }
    output.print(environment.console().out(), ProgressReport.list(backfills));
    return ExitCode.DONE.code();
  }

  @Command(
      description = "Show a backfill: what was asked for and how far it is.",
      mixinStandardHelpOptions = true)
  int show(
      @Parameters(paramLabel = "NAME", description = "Name of the backfill.") String name,
      @Option(names = "--runs", description = "Also each of its runs; JSON and YAML have them.")
          boolean runs,
      @Mixin OutputFlag output) {
    Backfill backfill;
    List<Backfill.Part> parts;
    try (Database database = open()) {
      Backfills backfills = new Backfills(database.jdbi(), environment.clock());
      backfill = backfills.get(name);
      parts = backfills.parts(name);
    }
    output.print(
        environment.console().out(),
        ProgressReport.json(backfill, parts),
        () -> ProgressReport.text(backfill, parts, runs));
    return ExitCode.DONE.code();
  }

  @Command(
      description = "Start no more runs of a backfill; those that run go on.",
      mixinStandardHelpOptions = true)
  int pause(@Parameters(paramLabel = "NAME", description = "Name of the backfill.") String name) {
    try (Database database = open()) {
      control(database).pause(name, user(environment));
    }
    environment.console().out().println("paused: " + name);
    return ExitCode.DONE.code();
  }

  @Command(description = "Go on with a paused backfill.", mixinStandardHelpOptions = true)
  int resume(@Parameters(paramLabel = "NAME", description = "Name of the backfill.") String name) {
    try (Database database = open()) {
      control(database).resume(name, user(environment));
    }
    environment.console().out().println("resumed: " + name);
    return ExitCode.DONE.code();
  }

  @Command(
      description = "End a backfill and those that wait for it: what has not begun will not.",
      mixinStandardHelpOptions = true)
  int cancel(
      @Parameters(paramLabel = "NAME", description = "Name of the backfill.") String name,
      @Option(names = "--stop", description = "Stop the runs that have begun, too.") boolean stop) {
    BackfillControl.Cancelled done;
    try (Database database = open()) {
      done = control(database).cancel(name, user(environment), stop);
    }
    environment
        .console()
        .out()
        .printf(
            "cancelled: %s; runs: %d not begun, %d stopped, %d go on%n",
            String.join(", ", done.cancelled()), done.notBegun(), done.stopped(), done.goingOn());
    return ExitCode.DONE.code();
  }

  private BackfillControl control(Database database) {
    return new BackfillControl(database.jdbi(), environment.clock());
  }

  private Database open() {
    return new Databases(Configuration.read(environment)).open();
  }
}
