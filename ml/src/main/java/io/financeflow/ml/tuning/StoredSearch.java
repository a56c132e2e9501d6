package io.financeflow.ml.tuning;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A search as stored.
 *
 * @param kind grid, random or hyperband
 * @param head name, model and subject; its settings are those of the plan too
 * @param space what may be tried
 * @param end why it ended; empty while it runs, also after a kill
 * @param startedAt when it was begun first
 * @param endedAt when it ended last
 */
public record StoredSearch(
    String kind,
    SearchHead head,
    SearchSpace space,
    long seed,
    Optional<SearchEnd> end,
    Instant startedAt,
    Optional<Instant> endedAt) {

  static StoredSearch read(ResultSet row) throws SQLException {
    JsonObject settings = JsonParser.parseString(row.getString("settings")).getAsJsonObject();
    Optional<Instant> endedAt =
        Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant);
    return new StoredSearch(
        row.getString("kind"),
        new SearchHead(
            row.getString("name"), row.getString("model_kind"), row.getString("subject"), settings),
        SearchSpace.of(JsonParser.parseString(row.getString("space")).getAsJsonArray()),
        row.getLong("seed"),
        endedAt.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new SearchEnd(
                    SearchEnd.State.valueOf(row.getString("state")), row.getString("end_reason"))),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        endedAt);
  }
}
