package io.financeflow.cli.flink;

import io.financeflow.cli.output.ExitCode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why a job failed, read from the stack trace that Flink keeps of it.
 *
 * @param exitCode what a command that waits for the job says
 * @param line one line: what happened and what to do
 */
record RootCause(ExitCode exitCode, String line) {
  private static final Pattern THROWN =
      Pattern.compile("(?:Caused by: )?((?:[a-z_0-9]+\\.)+[A-Za-z_0-9.$]+)(?:: (.*))?");
  private static final String NOTHING = "the job failed and the cluster kept no reason";

  private record Thrown(String type, String message) {
    boolean is(String... names) {
      return Stream.of(names).anyMatch(type::endsWith);
    }
  }

  /** Returns the cause that a trace tells of; the innermost one unless another is ours to know. */
  static RootCause of(String trace) {
    List<Thrown> causes =
        trace
            .lines()
            .filter(line -> !line.startsWith("\t") && !line.startsWith(" "))
            .map(THROWN::matcher)
            .filter(Matcher::matches)
            .map(parts -> new Thrown(parts.group(1), text(parts)))
            .toList();
    for (Thrown cause : causes) {
      if (cause.is(".MixedSources")) {
        return new RootCause(ExitCode.BAD_INPUT, cause.message());
      }
      if (cause.is("NoResourceAvailableException")) {
        return new RootCause(
            ExitCode.NOT_READY,
            "the cluster had not enough free slots for the job: add TaskManagers or retry later");
      }
      if (cause.is("PSQLException", ".SQLException", "SQLTransientConnectionException")) {
        return database(causes, cause);
      }
    }
    return causes.isEmpty()
        ? new RootCause(ExitCode.FAILED, NOTHING)
        : new RootCause(ExitCode.FAILED, words(causes.get(causes.size() - 1)));
  }

  private static RootCause database(List<Thrown> causes, Thrown first) {
    Thrown inner =
        causes.stream()
            .filter(cause -> cause.is("PSQLException"))
            .reduce((outer, within) -> within)
            .orElse(first);
    return new RootCause(
        ExitCode.DATABASE,
        "the TaskManagers' database: "
            + inner.message()
            + ": check that it runs and that they can reach it, then retry");
  }

  private static String words(Thrown cause) {
    String type = cause.type().substring(cause.type().lastIndexOf('.') + 1);
    return cause.message().isEmpty() ? type : type + ": " + cause.message();
  }

  private static String text(Matcher parts) {
    String message = parts.group(2);
    return message == null ? "" : message.strip();
  }
}
