package io.financeflow.orchestrator.worker;

import static java.time.temporal.ChronoUnit.MICROS;

import io.financeflow.orchestrator.run.Endings;
import io.financeflow.schema.db.Database;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores how attempts ended, those that end at the same time in one transaction.
 *
 * <p>While the database is away the endings wait here; the fence decides later whether they still
 * count. {@link #run} belongs to one thread, the other methods are for any.
 */
final class Reporter implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reporter.class);
  private static final int MOST = 200;
  private static final long PAUSE_MS = 200;

  private final Database database;
  private final Clock clock;
  private final Runnable afterwards;
  private final Deque<Endings.Ending> waiting = new ArrayDeque<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private boolean closed;

  /** Runs {@code afterwards} after each transaction, on its own thread. */
  Reporter(Database database, Clock clock, Runnable afterwards) {
    this.database = database;
    this.clock = clock;
    this.afterwards = afterwards;
  }

  synchronized void add(Endings.Ending ending) {
    waiting.add(ending);
    notifyAll();
  }

  /** Stores until it is closed and nothing waits. */
  void run() {
    List<Endings.Ending> batch = next();
    while (!batch.isEmpty()) {
      if (store(batch)) {
        afterwards.run();
      } else if (stopped.getCount() > 0) {
        putBack(batch);
      } else {
        // Whoever finds these attempts without their worker makes them again.
        LOG.warn("{} ends of attempts are given up", batch.size());
      }
      batch = next();
    }
  }

  private synchronized List<Endings.Ending> next() {
    try {
      while (waiting.isEmpty() && !closed) {
        wait();
      }
    } catch (InterruptedException e) {
      closed = true;
    }
    List<Endings.Ending> batch = new ArrayList<>();
    while (!waiting.isEmpty() && batch.size() < MOST) {
      batch.add(waiting.remove());
    }
    return batch;
  }

  private boolean store(List<Endings.Ending> batch) {
    try {
      int stored =
          database
              .jdbi()
              .inTransaction(
                  handle -> Endings.store(handle, batch, clock.instant().truncatedTo(MICROS)))
              .size();
      if (stored < batch.size()) {
        LOG.info("{} attempts had been given to others", batch.size() - stored);
      }
      return true;
    } catch (JdbiException e) {
      LOG.warn("ends of attempts cannot be stored yet: {}", e.getMessage());
      return false;
    }
  }

  private void putBack(List<Endings.Ending> batch) {
    synchronized (this) {
      for (int i = batch.size() - 1; i >= 0; i--) {
        waiting.addFirst(batch.get(i));
      }
    }
    try {
      boolean unused = stopped.await(PAUSE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      close();
    }
  }

  /** Ends {@link #run} once nothing waits. */
  @Override
  public synchronized void close() {
    closed = true;
    stopped.countDown();
    notifyAll();
  }
}
