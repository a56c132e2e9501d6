package io.financeflow.orchestrator.notify;

import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of one channel. */
final class CourierThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CourierThread.class);

  private final Courier courier;
  private final ExecutorService thread;

  /** Whether a round waits to begin; what is routed after it began needs another. */
  private final AtomicBoolean waiting = new AtomicBoolean();

  CourierThread(Courier courier) {
    this.courier = courier;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, "notifier-" + courier.channel());
              made.setDaemon(true);
              return made;
            });
  }

  String channel() {
    return courier.channel();
  }

  Future<Integer> submit(Clock clock) {
    return thread.submit(() -> courier.deliverDue(clock, this::goesOn));
  }

  /** The attempts of a round, when it is over. */
  static int await(Future<Integer> round) {
    try {
      return round.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a channel could not note its outcomes", e.getCause());
    }
  }

  /** Begins a round soon, unless one is about to begin. */
  void wake(Clock clock) {
    if (waiting.compareAndSet(false, true)) {
      try {
        thread.execute(() -> round(clock));
      } catch (RejectedExecutionException closed) {
        LOG.debug("{} is closed", courier.channel());
      }
    }
  }

  /** A database that is away is told by the loop; the messages stay due. */
  private void round(Clock clock) {
    waiting.set(false);
    try {
      courier.deliverDue(clock, this::goesOn);
    } catch (RuntimeException e) {
      LOG.warn("messages on {} wait: {}", courier.channel(), e.toString());
    }
  }

  private boolean goesOn() {
    return !thread.isShutdown();
  }

  /** Waits until the message that is being sent is noted; what else is due stays due. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(ClaimRows.LEASE.toSeconds(), TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
