package io.financeflow.ml.tuning;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the trials of a plan on several threads. A failed trial is recorded and the search goes on;
 * three in a row, by number, end it. To go on with a search, run another on the same ledger: trials
 * that were broken off are run again first. Runs once; {@link #stop} may come from any thread.
 */
public final class Search {
  private final SearchPlan plan;
  private final Evaluator evaluator;
  private final TrialLedger ledger;
  private final Clock clock;
  private final SearchBoard board;
  private final Object lock = new Object();
  private int working;
  private boolean stopped;
  private @Nullable Throwable broken;

  /**
   * Reads the ledger; nothing runs yet.
   *
   * @throws IllegalArgumentException when neither plan nor limits have an end
   */
  public Search(
      SearchPlan plan, Evaluator evaluator, TrialLedger ledger, Limits limits, Clock clock) {
    if (plan.extent().trials().isEmpty() && limits.equals(Limits.NONE)) {
      throw new IllegalArgumentException(
          "a %s search of this space has no end: give a number of trials or a time"
              .formatted(plan.kind()));
    }
    this.plan = plan;
    this.evaluator = evaluator;
    this.ledger = ledger;
    this.clock = clock;
    this.board = new SearchBoard(plan, limits, clock.instant(), ledger.trials());
  }

  /**
   * Runs until there is nothing left to try, a limit is reached, or it is stopped; interrupting the
   * calling thread stops it too.
   *
   * @param threads >= 1
   * @param progress called after every trial, one call at a time
   * @throws SearchTakenOver when another process went on with the search
   * @throws RuntimeException what ledger or callback threw; the search can be run again
   */
  public SearchOutcome run(int threads, Consumer<SearchProgress> progress) {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "trial");
              thread.setDaemon(true); // a model that ignores interruption must not hold the exit up
              return thread;
            });
    working = threads;
    for (int i = 0; i < threads; i++) {
      pool.execute(() -> work(progress));
    }
    boolean interrupted = await() || Thread.interrupted(); // the ledger cannot be written with it
    pool.shutdownNow();
    try {
      return outcome();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends the search: nothing more is finished, what is done stays. */
  public void stop() {
    synchronized (lock) {
      stopped = true;
      lock.notifyAll();
    }
  }

  private boolean await() {
    synchronized (lock) {
      try {
        while (working > 0 && !stopped && broken == null) {
          lock.wait();
        }
        return false;
      } catch (InterruptedException e) {
        stopped = true;
        return true;
      }
    }
  }

  private SearchOutcome outcome() {
    synchronized (lock) {
      if (broken instanceof Error error) {
        throw error;
      }
      if (broken instanceof RuntimeException failure) {
        throw failure;
      }
      Instant now = clock.instant();
      SearchEnd end = stopped ? board.stopped() : board.end(now);
      ledger.end(end, now);
      return new SearchOutcome(end, ledger.trials());
    }
  }

  private void work(Consumer<SearchProgress> progress) {
    try {
      Optional<Trial> trial = claim();
      while (trial.isPresent()) {
        evaluate(trial.get(), progress);
        trial = claim();
      }
    } catch (RuntimeException | Error e) {
      synchronized (lock) {
        broken = stopped || broken != null ? broken : e;
      }
    } finally {
      synchronized (lock) {
        working--;
        lock.notifyAll();
      }
    }
  }

  private Optional<Trial> claim() {
    synchronized (lock) {
      while (!stopped && broken == null) {
        Optional<Trial> next = board.next(clock.instant());
        if (next.isPresent()) {
          ledger.claim(next.get());
          board.put(next.get());
          return next;
        }
        if (!board.running()) {
          return Optional.empty();
        }
        try {
          lock.wait();
        } catch (InterruptedException e) {
          return Optional.empty(); // only run interrupts, and only once it is over
        }
      }
      return Optional.empty();
    }
  }

  private void evaluate(Trial trial, Consumer<SearchProgress> progress) {
    Optional<byte[]> before = checkpoint(trial);
    int from = before.isPresent() ? trial.candidate().budget().fromEpoch() : 0;
    Budget budget = new Budget(from, trial.candidate().budget().toEpoch());
    Optional<byte[]> after = Optional.empty();
    Trial ended;
    try {
      Evaluation found = evaluator.evaluate(trial.values(), budget, before);
      ended = trial.done(found, clock.instant());
      after = found.checkpoint();
    } catch (RuntimeException e) {
      ended = trial.failed(message(e), clock.instant());
    }
    synchronized (lock) {
      if (!stopped && broken == null) {
        keep(ended, after);
        progress.accept(board.progress(clock.instant()));
        lock.notifyAll();
      }
    }
  }

  private Optional<byte[]> checkpoint(Trial trial) {
    synchronized (lock) {
      return trial.candidate().budget().fromEpoch() == 0 || trial.candidate().parent().isEmpty()
          ? Optional.empty()
          : ledger.checkpoint(trial.candidate().parent().getAsInt());
    }
  }

  private void keep(Trial ended, Optional<byte[]> checkpoint) {
    board.put(ended);
    var needed = plan.checkpoints(board.trials());
    ledger.store(ended, needed.contains(ended.number()) ? checkpoint : Optional.empty());
    ledger.keepCheckpoints(needed);
  }

  private static String message(RuntimeException e) {
    String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String line = text.lines().findFirst().orElse(e.getClass().getSimpleName());
    return line.isBlank() ? e.getClass().getSimpleName() : line;
  }
}
