package io.financeflow.cli;

import io.financeflow.cli.output.Console;
import io.financeflow.cli.output.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** A wrong command line in one line, with the nearest right word and where the help is. */
final class UsageError implements IParameterExceptionHandler {
  private final Console console;

  UsageError(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    CommandLine command = wrong.getCommandLine();
    String message = String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    console
        .err()
        .printf("error: %s. see %s --help%n", message, command.getCommandSpec().qualifiedName());
    StringWriter suggestions = new StringWriter();
    CommandLine.UnmatchedArgumentException.printSuggestions(
        wrong, new PrintWriter(suggestions, true));
    console.err().print(suggestions);
    return ExitCode.USAGE.code();
  }
}
