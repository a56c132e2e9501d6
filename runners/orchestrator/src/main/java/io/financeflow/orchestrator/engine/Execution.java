package io.financeflow.orchestrator.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * A running execution.
 *
 * @param tasks the only tasks it has; empty for all
 */
record Execution(
    long id,
    long runKey,
    String dag,
    String version,
    String cause,
    String lane,
    List<String> tasks,
    Instant runAfter,
    Instant startedAt) {

  /** Reads the row that a result set is on. */
  static Execution read(ResultSet row) throws SQLException {
    return new Execution(
        row.getLong("execution_id"),
        row.getLong("run_key"),
        row.getString("dag_id"),
        row.getString("version"),
        row.getString("cause"),
        row.getString("lane"),
        RunStarts.texts(row.getArray("tasks")),
        row.getTimestamp("run_after").toInstant(),
        row.getTimestamp("started_at").toInstant());
  }
}
