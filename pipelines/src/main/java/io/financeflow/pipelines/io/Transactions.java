package io.financeflow.pipelines.io;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.BackOffUtils;
import org.apache.beam.sdk.util.FluentBackoff;
import org.apache.beam.sdk.util.Sleeper;
import org.apache.commons.dbcp2.BasicDataSource;
import org.joda.time.Duration;

/**
 * Runs work as transactions of one connection pool, repeating it when PostgreSQL says that a
 * repetition can succeed: serialization failure, deadlock, lost or refused connection, restart. It
 * gives up after about a minute, which outlasts a restart of the server.
 *
 * <p>Work may therefore run more than once and must have no effect but its SQL. Thread-safe.
 */
public final class Transactions {
  private static final FluentBackoff BACKOFF =
      FluentBackoff.DEFAULT
          .withInitialBackoff(Duration.millis(200))
          .withMaxBackoff(Duration.standardSeconds(10))
          .withMaxRetries(14);
  private static final Set<String> REPEATABLE_STATES =
      Set.of("40001", "40P01", "57P01", "57P02", "57P03");

  private final DataSource dataSource;

  /** A pool of its own from that configuration; nothing is connected yet. */
  public Transactions(JdbcIO.DataSourceConfiguration configuration) {
    this.dataSource = configuration.buildDatasource();
  }

  /** A piece of work within one transaction. */
  public interface Work<T> {
    /** Runs on an open transaction and neither commits nor closes it. */
    T run(Connection connection) throws SQLException, IOException;
  }

  /** Returns the result of the work once it is committed. */
  public <T> T run(int isolation, Work<T> work) throws SQLException, IOException {
    BackOff backOff = BACKOFF.backoff();
    while (true) {
      try {
        return once(isolation, work);
      } catch (SQLException failure) {
        if (!isRepeatable(failure) || !again(backOff)) {
          throw failure;
        }
      }
    }
  }

  private <T> T once(int isolation, Work<T> work) throws SQLException, IOException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(isolation);
      try {
        T result = work.run(connection);
        connection.commit();
        return result;
      } catch (SQLException | IOException | RuntimeException failure) {
        rollback(connection, failure);
        throw failure;
      }
    }
  }

  private static void rollback(Connection connection, Exception failure) {
    try {
      connection.rollback();
    } catch (SQLException alsoFailed) {
      failure.addSuppressed(alsoFailed);
    }
  }

  private static boolean again(BackOff backOff) throws IOException {
    try {
      return BackOffUtils.next(Sleeper.DEFAULT, backOff);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** True for failures that another try can better. */
  static boolean isRepeatable(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        return state.startsWith("08") || REPEATABLE_STATES.contains(state);
      }
    }
    return false;
  }

  /** Closes the pool; nothing may run on it afterwards. */
  public void close() throws SQLException {
    if (dataSource instanceof BasicDataSource pool) {
      pool.close();
    }
  }
}
