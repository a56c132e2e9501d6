package io.financeflow.cli.learn;

import io.financeflow.cli.output.Console;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * How far a training is: a bar with the estimated end on a terminal, else a line per tenth. Not
 * thread-safe.
 */
final class FitProgress {
  private static final int BAR = 30;
  private static final long MILLIS_PER_DRAWING = 200;

  private final Console console;
  private final Clock clock;
  private final int expected;
  private final String steps;
  private final Instant startedAt;
  private Instant drawnAt;
  private int done;

  /**
   * Begins.
   *
   * @param expected how many steps there are, as far as is known; 0 shows nothing
   */
  FitProgress(Console console, Clock clock, int expected) {
    this(console, clock, expected, "fits");
  }

  /** Begins with steps of another name. */
  FitProgress(Console console, Clock clock, int expected, String steps) {
    this.steps = steps;
    this.console = console;
    this.clock = clock;
    this.expected = expected;
    this.startedAt = clock.instant();
    this.drawnAt = startedAt;
  }

  /** Counts one step, and shows it when it is time to. */
  void step() {
    done++;
    Instant now = clock.instant();
    if (!console.interactive()) {
      if (10L * done / expected > 10L * (done - 1) / expected) {
        console.err().println(line(now));
      }
    } else if (done == expected
        || Duration.between(drawnAt, now).toMillis() >= MILLIS_PER_DRAWING) {
      drawnAt = now;
      int filled = (int) Math.min(BAR, (long) BAR * done / expected);
      String bar = "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] ";
      console.err().print("\r" + bar + line(now) + "\u001b[K");
    }
  }

  /** Ends the line that is redrawn. */
  void end() {
    if (console.interactive() && done > 0) {
      console.err().println();
    }
  }

  private String line(Instant now) {
    double seconds = Duration.between(startedAt, now).toMillis() / 1000.0;
    long left = Math.round(seconds / done * Math.max(0, expected - done));
    return String.format(
        Locale.ROOT,
        "%d of %d %s  %.1f/s  ETA %d s",
        done,
        expected,
        steps,
        done / Math.max(0.001, seconds),
        left);
  }
}
