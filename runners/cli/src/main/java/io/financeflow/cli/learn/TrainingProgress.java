package io.financeflow.cli.learn;

import io.financeflow.cli.output.Console;
import io.financeflow.ml.lstm.EpochReport;
import io.financeflow.ml.lstm.Watch;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shows a training, an epoch per line, and ends it early when the process is told to end: the
 * process then waits until the best so far is kept.
 */
final class TrainingProgress implements Watch, AutoCloseable {
  private static final Duration LAST_BATCH = Duration.ofSeconds(60);

  private final Console console;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final CountDownLatch kept = new CountDownLatch(1);
  private final Thread ender = new Thread(this::end, "stop-training");

  private TrainingProgress(Console console) {
    this.console = console;
  }

  /** Begins to listen for the process's end. */
  static TrainingProgress begin(Console console) {
    TrainingProgress progress = new TrainingProgress(console);
    Runtime.getRuntime().addShutdownHook(progress.ender);
    return progress;
  }

  private void end() {
    stop.set(true);
    console.err().println("\nstopping after this batch: the best so far is kept");
    try {
      if (!kept.await(LAST_BATCH.toSeconds(), TimeUnit.SECONDS)) {
        console.err().println("error: the batch did not end in time: nothing is kept");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean stopRequested() {
    return stop.get();
  }

  @Override
  public void epoch(EpochReport report) {
    show(console, report);
  }

  /** A line per epoch, redrawn on a terminal. */
  static void show(Console console, EpochReport report) {
    String line =
        String.format(
            Locale.ROOT,
            "network %d/%d epoch %d/%d  train %.4f  valid %.4f  direction %.1f %%%s  ETA %d s",
            report.network(),
            report.networks(),
            report.epoch(),
            report.epochs(),
            report.scores().trainLoss(),
            report.scores().validLoss(),
            100 * report.scores().directionalAccuracy(),
            report.scores().best() ? "  best" : "      ",
            report.left().toSeconds());
    if (console.interactive()) {
      console.err().print("\r" + line + "\u001b[K");
    } else {
      console.err().println(line);
    }
  }

  /** Says that all is kept and printed. */
  @Override
  public void close() {
    kept.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(ender);
    } catch (IllegalStateException theProcessEnds) {
      // It was waiting for this.
    }
  }

  /** Ends the line that was redrawn. */
  void done() {
    if (console.interactive()) {
      console.err().println();
    }
  }
}
