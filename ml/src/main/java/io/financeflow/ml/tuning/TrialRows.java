package io.financeflow.ml.tuning;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.schema.model.TuningTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.Handle;

/** Trials as rows of {@code tuning_trials}. */
final class TrialRows {
  private TrialRows() {}

  static List<Trial> all(Handle handle, String search, SearchSpace space) {
    return handle
        .createQuery(TuningTable.SELECT_TRIALS)
        .bind(0, search)
        .map((row, context) -> read(row, space))
        .list();
  }

  private static Trial read(ResultSet row, SearchSpace space) throws SQLException {
    int parent = row.getInt("parent");
    Trial.Candidate candidate =
        new Trial.Candidate(
            space.ordered(json(row, "hyperparameters")),
            new Budget(row.getInt("from_epoch"), row.getInt("to_epoch")),
            row.getInt("bracket"),
            row.getInt("rung"),
            parent == 0 ? OptionalInt.empty() : OptionalInt.of(parent));
    return new Trial(
        row.getInt("number"),
        candidate,
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        course(row));
  }

  private static Trial.Course course(ResultSet row) throws SQLException {
    Trial.State state = Trial.State.valueOf(row.getString("state"));
    String error = row.getString("error");
    Optional<Instant> endedAt =
        Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant);
    return new Trial.Course(
        state,
        state == Trial.State.DONE ? Optional.of(score(row)) : Optional.empty(),
        error == null ? "" : error,
        endedAt);
  }

  private static Trial.Score score(ResultSet row) throws SQLException {
    return new Trial.Score(
        row.getDouble("objective"),
        List.of((Double[]) row.getArray("folds").getArray()),
        json(row, "details"),
        row.getBoolean("checkpointed"));
  }

  private static JsonObject json(ResultSet row, String column) throws SQLException {
    return JsonParser.parseString(row.getString(column)).getAsJsonObject();
  }
}
