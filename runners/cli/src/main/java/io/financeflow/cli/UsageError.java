package io.financeflow.cli;

import io.financeflow.cli.output.Console;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.orchestrator.template.KnownNames;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
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
    console.err().print(suggestion(wrong, command));
    return ExitCode.USAGE.code();
  }

  /** The nearest command; for everything else what the library suggests. */
  private static String suggestion(ParameterException wrong, CommandLine command) {
    if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched) {
      Optional<String> meant =
          KnownNames.closest(unmatched.getUnmatched().get(0), command.getSubcommands().keySet());
      if (meant.isPresent()) {
        String name = command.getCommandSpec().qualifiedName();
        return "Did you mean: " + name + " " + meant.get() + "?" + System.lineSeparator();
      }
    }
    StringWriter suggestions = new StringWriter();
    CommandLine.UnmatchedArgumentException.printSuggestions(
        wrong, new PrintWriter(suggestions, true));
    return suggestions.toString();
  }
}
