package io.financeflow.orchestrator.notify;

import io.financeflow.schema.market.DateRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads events from all columns of {@code outbox}. */
final class EventRow {
  private EventRow() {}

  static RunEvent read(ResultSet row) throws SQLException {
    RunEvent.Subject subject =
        new RunEvent.Subject(
            row.getString("dag_id"),
            row.getString("run_id"),
            row.getString("task_id"),
            row.getInt("map_index"),
            row.getInt("attempt"),
            row.getInt("max_attempts"),
            row.getString("item"));
    RunEvent.Cause cause =
        new RunEvent.Cause(
            row.getString("error_class"), row.getString("message"), row.getString("detail"));
    return new RunEvent(
        RunEvent.Kind.valueOf(row.getString("kind")),
        subject,
        cause,
        dates(row),
        new RunEvent.Origin(
            row.getObject("happened_at", OffsetDateTime.class).toInstant(), row.getString("host")));
  }

  private static @Nullable DateRange dates(ResultSet row) throws SQLException {
    LocalDate first = row.getObject("first_date", LocalDate.class);
    return first == null ? null : new DateRange(first, row.getObject("last_date", LocalDate.class));
  }
}
