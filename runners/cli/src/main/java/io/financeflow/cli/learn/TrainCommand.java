package io.financeflow.cli.learn;

import io.financeflow.cli.config.Environment;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code train}: models from data. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Train models: networks on a dataset.")
public final class TrainCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private TrainCommand() {
    this.spec = CommandLine.Model.CommandSpec.create();
  }

  /** Returns the command with all its subcommands. */
  public static CommandLine line(Environment environment) {
    return new CommandLine(new TrainCommand()).addSubcommand(new TrainLstmCommand(environment));
  }

  /** Without a subcommand: the help. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
