package io.financeflow.orchestrator.log;

import static java.time.temporal.ChronoUnit.MILLIS;

import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.orchestrator.worker.AttemptLogs;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what attempts log: all of it in a file each, see {@link LogPath}, and the end of it in the
 * table {@code attempt_logs}, where everybody can read it a moment later.
 *
 * <p>A task never waits for the database: lines wait here, per attempt as many as the table would
 * keep, and one thread stores those of all attempts together. While the database is away the oldest
 * are left out, with a note. An attempt that goes on appends. Texts are masked first, then split
 * into lines; control characters are left out, lines longer than {@value LogText#LONGEST}
 * characters cut. Thread-safe.
 */
public final class StoredLogs implements AttemptLogs, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StoredLogs.class);
  private static final long STORE_AFTER_MS = 200;

  private final Jdbi jdbi;
  private final Path folder;
  private final Clock clock;
  private final UnaryOperator<String> mask;
  private final ScheduledThreadPoolExecutor storing;
  private final Set<LogBuffer> waiting = new LinkedHashSet<>();
  private boolean planned;
  private boolean trouble;
  private boolean closed;

  /**
   * Writes nothing yet.
   *
   * @param folder where the files go, made when needed
   * @param mask takes secrets out of texts
   */
  public StoredLogs(Jdbi jdbi, Path folder, Clock clock, UnaryOperator<String> mask) {
    this.jdbi = jdbi;
    this.folder = folder;
    this.clock = clock;
    this.mask = mask;
    this.storing =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "attempt-logs");
              thread.setDaemon(true);
              return thread;
            });
    storing.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public AttemptLog open(AttemptId attempt) {
    return new Open(attempt);
  }

  private final class Open implements AttemptLog {
    private final LogFile file;
    private final LogBuffer buffer;
    private boolean over;

    Open(AttemptId attempt) {
      this.file = new LogFile(LogPath.of(folder, attempt));
      this.buffer = new LogBuffer(attempt);
    }

    @Override
    public synchronized void line(String text) {
      if (over) {
        return;
      }
      Instant now = clock.instant().truncatedTo(MILLIS);
      List<LogLine> lines =
          LogText.lines(mask.apply(text)).stream().map(line -> new LogLine(now, line)).toList();
      file.append(lines);
      buffer.add(lines);
      storeSoon(buffer);
    }

    @Override
    public synchronized void close() {
      over = true;
      file.close();
    }
  }

  private synchronized void storeSoon(LogBuffer buffer) {
    waiting.add(buffer);
    if (!planned && !closed) {
      planned = true;
      var unused = storing.schedule(this::store, STORE_AFTER_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void store() {
    List<LogBuffer.Taken> taken =
        buffers().stream().map(LogBuffer::take).filter(lines -> !lines.lines().isEmpty()).toList();
    if (taken.isEmpty()) {
      return;
    }
    try {
      jdbi.useTransaction(handle -> LogChunks.store(handle, taken));
      trouble(false, "");
    } catch (JdbiException e) {
      taken.forEach(lines -> lines.from().putBack(lines));
      trouble(true, String.valueOf(e.getMessage()));
      taken.forEach(lines -> storeSoon(lines.from()));
    }
  }

  private synchronized List<LogBuffer> buffers() {
    List<LogBuffer> buffers = List.copyOf(waiting);
    waiting.clear();
    planned = false;
    return buffers;
  }

  private synchronized void trouble(boolean now, String why) {
    if (now && !trouble) {
      LOG.warn("logs of attempts cannot be stored yet, their files go on: {}", why);
    }
    trouble = now;
  }

  /**
   * Stores what waits, tries that once; what is written afterwards goes to files only. Takes as
   * long as the database does to answer or to refuse. Closing twice is fine.
   */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    storing.shutdown();
    try {
      if (storing.awaitTermination(1, TimeUnit.MINUTES)) {
        store();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
