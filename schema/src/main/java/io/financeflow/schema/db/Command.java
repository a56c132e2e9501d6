package io.financeflow.schema.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A short-lived program that is run and waited for, with a plain environment. */
record Command(List<String> words) {

  /** How a command ended and the last line it printed. */
  record Result(int exitCode, String lastLine) {}

  static Command of(List<String> prefix, String... words) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(List.of(words));
    return new Command(List.copyOf(all));
  }

  Command with(String word) {
    return of(words, word);
  }

  Result run() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    // PGPORT, PGOPTIONS and the like are for the user's own server; messages stay English.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      // The server pg_ctl starts writes to its log, so this ends when the command ends.
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      String last = output.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
      return new Result(process.waitFor(), last.strip());
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresFailed("Interrupted while waiting for " + words.get(0), e);
    }
  }

  /** Whether the command exists and ends with exit code 0. */
  boolean succeeds() {
    try {
      return run().exitCode() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
