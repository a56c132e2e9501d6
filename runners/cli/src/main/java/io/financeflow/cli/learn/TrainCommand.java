package io.financeflow.cli.learn;

import io.financeflow.cli.config.Environment;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code train}: the commands that make new versions of models. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Train a model and save it as a new version in the model store.")
public final class TrainCommand implements Runnable {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private TrainCommand() {
    this.spec = CommandLine.Model.CommandSpec.create();
  }

  /** Returns the command with all its subcommands. */
  public static CommandLine line(Environment environment) {
    return new CommandLine(new TrainCommand())
        .addSubcommand(new TrainArimaCommand(environment))
        .addSubcommand(new TrainLstmCommand(environment));
  }

  /** Without a subcommand: the help. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
