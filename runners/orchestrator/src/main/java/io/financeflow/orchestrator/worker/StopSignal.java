package io.financeflow.orchestrator.worker;

import io.financeflow.orchestrator.task.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Tells one attempt to stop: once, with a reason; thread-safe. */
final class StopSignal implements Cancellation {

  /** Why an attempt has to stop. */
  enum Why {
    /** It took longer than allowed. */
    TIMED_OUT,
    /** Somebody took it away. */
    TAKEN_AWAY,
    /** Its worker stops, or has lost touch with the database. */
    WORKER_STOPS
  }

  private final Executor actions;
  private final List<Runnable> waiting = new ArrayList<>();
  private @Nullable Why why;
  private @Nullable Thread thread;

  /** Runs what was asked for on that executor. */
  StopSignal(Executor actions) {
    this.actions = actions;
  }

  /** The thread to be interrupted from now on; at once when the signal was given before. */
  synchronized void attach(Thread worker) {
    thread = worker;
    if (why != null) {
      worker.interrupt();
    }
  }

  /** The thread is not to be interrupted any more. */
  synchronized void detach() {
    thread = null;
  }

  /** Gives the signal; the first one counts. */
  synchronized void give(Why reason) {
    if (why != null) {
      return;
    }
    why = reason;
    if (thread != null) {
      thread.interrupt();
    }
    waiting.forEach(actions::execute);
    waiting.clear();
  }

  /** Why it was given; null before. */
  synchronized @Nullable Why why() {
    return why;
  }

  @Override
  public synchronized boolean requested() {
    return why != null;
  }

  @Override
  public synchronized void whenRequested(Runnable action) {
    if (why != null) {
      actions.execute(action);
    } else {
      waiting.add(action);
    }
  }
}
