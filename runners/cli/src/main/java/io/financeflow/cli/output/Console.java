package io.financeflow.cli.output;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Where a command writes: results to {@code out}, progress and errors to {@code err}. Thread-safe
 * as {@link PrintStream} is.
 *
 * @param out results
 * @param err progress and errors
 * @param interactive true when {@code err} is a terminal: progress is then redrawn in place
 */
public record Console(PrintStream out, PrintStream err, boolean interactive) {

  /** Returns a console without progress and errors. */
  public Console quiet() {
    return new Console(out, new PrintStream(OutputStream.nullOutputStream()), false);
  }
}
