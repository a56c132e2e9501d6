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
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a run while it goes on: a bar with rate and estimated end on a terminal, else a line per
 * attempt. Reads the run's log twice a second from a thread of its own.
 */
final class Progress {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final int BAR = 30;

  private final Console console;
  private final RunLog log;
  private final Clock clock;
  private final Shown shown;
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

  /**
   * What is shown.
   *
   * @param expected attempts that the run will log
   * @param counts which of its attempts these are
   * @param line how one of them is written where there is no terminal
   */
  record Shown(int expected, Predicate<RunLog.Entry> counts, Function<RunLog.Entry, String> line) {
    /** What is shown of a run: returns that a load computes on its way are not counted apart. */
    static Shown of(Work work) {
      boolean loads = work.command().endsWith("ingest") || work.command().equals("references");
      boolean backfills = work.command().startsWith("backfill");
      return new Shown(
          work.expected(),
          entry -> !loads || !entry.dataset().equals("daily_return"),
          entry -> backfills ? entry.json().toString() : Progress.line(entry));
    }
  }

  private Progress(Console console, RunLog log, Clock clock, Shown shown) {
    this.console = console;
    this.log = log;
    this.clock = clock;
    this.shown = shown;
    this.startedAt = clock.instant();
  }

  /** Begins to show a run. */
  static Progress show(Console console, RunLog log, Clock clock, Shown shown) {
    Progress progress = new Progress(console, log, clock, shown);
    var unused =
        progress.ticker.scheduleWithFixedDelay(progress::tryTick, 500, 500, TimeUnit.MILLISECONDS);
    return progress;
  }

  /** A database that restarts meanwhile is the run's business; what it logs is shown later. */
  private void tryTick() {
    try {
      tick();
    } catch (ConnectionException | UnableToExecuteStatementException silent) {
      LOG.debug("no progress to show", silent);
    }
  }

  private synchronized void tick() {
    for (RunLog.Entry entry : log.after(lastId)) {
      lastId = entry.id();
      if (!shown.counts().test(entry)) {
        continue;
      }
      rows += entry.figures().rows();
      done++;
      if (!console.interactive() && entry.status() != IngestionStatus.CLOSED) {
        console.err().println(shown.line().apply(entry));
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
    int filled = shown.expected() == 0 ? BAR : Math.min(BAR, BAR * done / shown.expected());
    Duration elapsed = Duration.between(startedAt, clock.instant());
    double seconds = Math.max(0.001, elapsed.toMillis() / 1000.0);
    long left = done == 0 ? 0 : Math.round(seconds / done * (shown.expected() - done));
    return String.format(
        Locale.ROOT,
        "[%s%s] %d/%d  %,d rows  %,.0f rows/s  ETA %s",
        "#".repeat(filled),
        "-".repeat(BAR - filled),
        done,
        shown.expected(),
        rows,
        rows / seconds,
        done == 0 ? "..." : left + " s");
  }

  /** Says how far it came; called when the process is told to stop. */
  synchronized void interrupted() {
    tryTick();
    console
        .err()
        .printf(
            Locale.ROOT,
            "%ninterrupted: %d of %d done; the same command goes on from there%n",
            done,
            shown.expected());
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
