package io.financeflow.orchestrator.notify;

import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Events of the days around Friday 13 March 2026. */
final class Events {
  static final Instant AT = Instant.parse("2026-03-13T22:14:05Z");

  static final DateRange FRIDAY =
      new DateRange(LocalDate.parse("2026-03-13"), LocalDate.parse("2026-03-13"));

  private Events() {}

  /** The last of three attempts of {@code daily_market.ingest} failed. */
  static RunEvent ingestFailed() {
    return new RunEvent(
        RunEvent.Kind.TASK_FAILED,
        RunEvent.Subject.of(
            new AttemptId("daily_market", "s1", "ingest", -1, 3, new UUID(0, 1)), 3),
        new RunEvent.Cause("infrastructure", "HTTP 503 <&> from vendor", "at line 1\nat line 2"),
        FRIDAY,
        new RunEvent.Origin(AT, "worker-2"));
  }

  /** A run without dates ended. */
  static RunEvent run(RunEvent.Kind kind, String dagId, String runId) {
    return new RunEvent(
        kind,
        RunEvent.Subject.run(dagId, runId),
        RunEvent.Cause.NONE,
        null,
        new RunEvent.Origin(AT, "worker-1"));
  }

  /** Writes events in a transaction of their own. */
  static void write(Database database, RunEvent... events) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      Outbox.write(connection, List.of(events));
      connection.commit();
    }
  }
}
