package io.financeflow.cli;

import io.financeflow.cli.output.Console;
import io.financeflow.schema.market.IngestionStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Shows a run while it goes on: a bar with rate and estimated end on a terminal, else a line per
 * attempt. Reads the run's log twice a second from a thread of its own.
 */
final class Progress {
  private static final int BAR = 30;

  private final Console console;
  private final RunLog log;
  private final Clock clock;
  private final int expected;
  private final Instant startedAt;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private long lastId;
  private long rows;
  private int done;

  private Progress(Console console, RunLog log, Clock clock, int expected) {
    this.console = console;
    this.log = log;
    this.clock = clock;
    this.expected = expected;
    this.startedAt = clock.instant();
  }

  /** Begins to show a run of that many attempts. */
  static Progress show(Console console, RunLog log, Clock clock, int expected) {
    Progress progress = new Progress(console, log, clock, expected);
    var unused =
        progress.ticker.scheduleWithFixedDelay(progress::tick, 500, 500, TimeUnit.MILLISECONDS);
    return progress;
  }

  private synchronized void tick() {
    for (RunLog.Entry entry : log.after(lastId)) {
      lastId = entry.id();
      rows += entry.figures().rows();
      done++;
      if (!console.interactive() && entry.status() != IngestionStatus.CLOSED) {
        console.err().println(line(entry));
      }
    }
    if (console.interactive()) {
      console.err().print("\r" + bar() + "\u001b[K");
    }
  }

  /** Reasons come once, in the report at the end. */
  private static String line(RunLog.Entry entry) {
    RunLog.Figures figures = entry.figures();
    return String.format(
        Locale.ROOT,
        "%s %s %s rows=%d changed=%d rejected=%d seconds=%.2f",
        entry.dataset(),
        entry.date(),
        entry.status(),
        figures.rows(),
        figures.changed(),
        figures.rejected(),
        figures.seconds());
  }

  private String bar() {
    int filled = expected == 0 ? BAR : Math.min(BAR, BAR * done / expected);
    Duration elapsed = Duration.between(startedAt, clock.instant());
    double seconds = Math.max(0.001, elapsed.toMillis() / 1000.0);
    long left = done == 0 ? 0 : Math.round(seconds / done * (expected - done));
    return String.format(
        Locale.ROOT,
        "[%s%s] %d/%d  %,d rows  %,.0f rows/s  ETA %s",
        "#".repeat(filled),
        "-".repeat(BAR - filled),
        done,
        expected,
        rows,
        rows / seconds,
        done == 0 ? "..." : left + " s");
  }

  /** Shows what is left and ends. */
  void close() {
    ticker.shutdownNow();
    tick();
    if (console.interactive()) {
      console.err().println();
    }
  }
}
