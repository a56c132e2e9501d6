package io.financeflow.schema.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What PostgreSQL notifies on some channels, over one connection of its own.
 *
 * <p>A hint, not a queue: what is notified while the connection is down is lost, so whoever waits
 * here looks at the tables, too, each time it returns. Used by one thread, closed by any.
 */
public final class Notifications implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(200);

  private final DatabaseSettings settings;
  private final List<String> channels;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Connection connection;

  /** Listens from the first {@link #await} on; channels are plain lower-case names. */
  public Notifications(DatabaseSettings settings, String... channels) {
    this.settings = settings;
    this.channels = List.of(channels);
    for (String channel : channels) {
      if (!channel.matches("[a-z_]{1,60}")) {
        throw new IllegalArgumentException(
            "a channel must be lower-case letters and _: " + channel);
      }
    }
  }

  /** A notification. */
  public record Note(String channel, String payload) {}

  /**
   * Waits for notifications, at most so long; returns all that have come, each once.
   *
   * <p>Empty when none came, when it was closed, and after a (re)connection: something may have
   * been missed then, so look. While the server is away each call waits a moment and returns.
   *
   * @param most rounded up to whole milliseconds, at least one
   */
  public Set<Note> await(Duration most) {
    try {
      Connection open = connection;
      if (open == null) {
        connect();
        return Set.of();
      }
      int millis = (int) Math.max(1, Math.min(most.plusNanos(999_999).toMillis(), 60_000));
      return notes(open.unwrap(PGConnection.class).getNotifications(millis));
    } catch (SQLException lost) {
      disconnect();
      pause();
      return Set.of();
    }
  }

  private static Set<Note> notes(PGNotification @Nullable [] raw) {
    Set<Note> notes = new LinkedHashSet<>();
    if (raw != null) {
      Arrays.stream(raw).forEach(note -> notes.add(new Note(note.getName(), note.getParameter())));
    }
    return notes;
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void connect() throws SQLException {
    if (isClosed()) {
      return;
    }
    Connection fresh = Database.source(settings).getConnection();
    connection = fresh;
    try (Statement statement = fresh.createStatement()) {
      for (String channel : channels) {
        statement.execute("LISTEN " + channel);
      }
    }
    if (isClosed()) {
      disconnect();
    }
  }

  private void pause() {
    try {
      boolean isOver = closed.await(PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
      LOG.debug("{} after a lost connection", isOver ? "closed" : "trying again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the wait of the other thread. Closing twice is fine. */
  @Override
  public void close() {
    closed.countDown();
    disconnect();
  }

  private void disconnect() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.abort(Runnable::run);
      } catch (SQLException e) {
        // Nothing is left to give up.
      }
    }
  }
}
