package io.financeflow.orchestrator.worker;

import static java.time.temporal.ChronoUnit.MICROS;

import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.run.Endings;
import io.financeflow.orchestrator.run.Verdict;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskOutcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** One attempt at work; ends exactly once, by itself or given up. */
final class Running {

  private final Claimed claimed;
  private final Jdbi jdbi;
  private final Clock clock;
  private final Surroundings surroundings;
  private final StopSignal stop;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable Future<?> timeOut;

  Running(Claimed claimed, Jdbi jdbi, Clock clock, Surroundings surroundings, StopSignal stop) {
    this.claimed = claimed;
    this.jdbi = jdbi;
    this.clock = clock;
    this.surroundings = surroundings;
    this.stop = stop;
  }

  /** Does the work on the calling thread and hands over how it ended. */
  void work(Consumer<Endings.Ending> report) {
    stop.attach(Thread.currentThread());
    TaskOutcome outcome = outcome();
    stop.detach();
    // A late interrupt is not for whoever gets this thread next.
    boolean unused = Thread.interrupted();
    end(outcome, report);
  }

  private TaskOutcome outcome() {
    try (AttemptLogs.AttemptLog log = surroundings.logs().open(claimed.attempt())) {
      try {
        Task task = surroundings.tasks().task(claimed.task().kind());
        TaskOutcome outcome = task.run(new Attempt(claimed, jdbi, clock, surroundings, stop, log));
        if (outcome instanceof TaskOutcome.Failed failed) {
          log.line("failed (" + failed.error().text() + "): " + failed.message());
        }
        return outcome;
      } catch (IllegalArgumentException e) {
        log.line("failed (bad_input): " + e.getMessage());
        return new TaskOutcome.Failed(ErrorClass.BAD_INPUT, message(e), trace(e));
      } catch (Exception | LinkageError | StackOverflowError e) {
        log.line("failed: " + trace(e));
        return new TaskOutcome.Failed(ErrorClass.OTHER, message(e), trace(e));
      }
    }
  }

  private static String message(Throwable thrown) {
    String text = thrown.getMessage();
    return text == null || text.isBlank() ? thrown.getClass().getSimpleName() : text;
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** Notes what would stop it in time, to be called off when it ends. */
  void timesOutBy(Future<?> timer) {
    timeOut = timer;
    if (ended.get()) {
      timer.cancel(false);
    }
  }

  boolean isStopping() {
    return stop.requested();
  }

  void stop(StopSignal.Why why) {
    stop.give(why);
  }

  /** Ends it although it still works: what it does from now on does not count. */
  void giveUp(Consumer<Endings.Ending> report) {
    end(TaskOutcome.failed(ErrorClass.OTHER, "did not stop when it was told to"), report);
  }

  private void end(TaskOutcome outcome, Consumer<Endings.Ending> report) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    Future<?> timer = timeOut;
    if (timer != null) {
      timer.cancel(false);
    }
    Instant now = clock.instant().truncatedTo(MICROS);
    Verdict verdict = verdict(outcome, now);
    boolean stays = verdict.outcome().equals("DONE");
    String detail = outcome instanceof TaskOutcome.Failed failed ? failed.detail() : "";
    report.accept(
        new Endings.Ending(
            claimed.instance(),
            claimed.execution(),
            claimed.attempt(),
            claimed.task(),
            claimed.run().slot().dates(),
            verdict,
            stays ? Endings.json(outcome) : null,
            detail));
  }

  /** A result that came in spite of the signal still counts; a failure is put down to it. */
  private Verdict verdict(TaskOutcome outcome, Instant now) {
    StopSignal.Why why = stop.why();
    if (why == null || !(outcome instanceof TaskOutcome.Failed)) {
      return Verdict.of(claimed.task(), claimed.attempt(), claimed.firstStarted(), outcome, now);
    }
    if (why != StopSignal.Why.TIMED_OUT) {
      return Verdict.stopped();
    }
    Duration limit = claimed.task().conduct().limits().timeout();
    TaskOutcome late =
        TaskOutcome.failed(ErrorClass.INFRASTRUCTURE, "took longer than " + text(limit));
    return Verdict.of(claimed.task(), claimed.attempt(), claimed.firstStarted(), late, now);
  }

  private static String text(Duration limit) {
    return limit.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }
}
