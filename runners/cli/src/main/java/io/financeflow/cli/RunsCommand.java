package io.financeflow.cli;

import io.financeflow.cli.config.Environment;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code runs}: what became of the runs of DAGs. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "See what became of the runs of DAGs.")
final class RunsCommand {
  private RunsCommand() {}

  /** Returns the command with all its subcommands. */
  static CommandLine line(Environment environment) {
    return new CommandLine(new RunsCommand()).addSubcommand(new RunsLogsCommand(environment));
  }
}
