package io.financeflow.orchestrator.backfill;

import com.google.gson.JsonParser;
import io.financeflow.schema.market.DateRange;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Backfills as the database has them. */
final class BackfillRows {

  private BackfillRows() {}

  /** Reads the row that a result set is on, without an estimate. */
  static Backfill read(ResultSet row) throws SQLException {
    return new Backfill(
        row.getString("name"),
        row.getString("dag_id"),
        BackfillState.valueOf(row.getString("state")),
        dates(row),
        content(row),
        new BackfillRequest.Pace(
            row.getBoolean("backwards"), row.getInt("max_active_runs"), row.getInt("share")),
        new Backfill.Progress(
            row.getLong("queued"),
            row.getLong("running"),
            row.getLong("success"),
            row.getLong("failed")),
        new Backfill.Life(
            row.getString("asked_by"),
            row.getTimestamp("created_at").toInstant(),
            row.getString("after_name"),
            row.getBoolean("waits"),
            Optional.ofNullable(row.getTimestamp("ended_at")).map(Timestamp::toInstant),
            Optional.empty()));
  }

  private static Optional<DateRange> dates(ResultSet row) throws SQLException {
    LocalDate from = row.getObject("first_date", LocalDate.class);
    LocalDate to = row.getObject("last_date", LocalDate.class);
    return from == null || to == null ? Optional.empty() : Optional.of(new DateRange(from, to));
  }

  private static BackfillRequest.Content content(ResultSet row) throws SQLException {
    Array tasks = row.getArray("tasks");
    return new BackfillRequest.Content(
        tasks == null ? List.of() : List.of((String[]) tasks.getArray()),
        JsonParser.parseString(row.getString("params")).getAsJsonObject().asMap(),
        Reprocess.valueOf(row.getString("reprocess")),
        row.getInt("merge"));
  }

  /** The same with an estimate. */
  static Backfill withFinish(Backfill backfill, Optional<Instant> finish) {
    Backfill.Life life = backfill.life();
    return new Backfill(
        backfill.name(),
        backfill.dag(),
        backfill.state(),
        backfill.dates(),
        backfill.content(),
        backfill.pace(),
        backfill.progress(),
        new Backfill.Life(
            life.askedBy(), life.createdAt(), life.after(), life.waits(), life.endedAt(), finish));
  }
}
