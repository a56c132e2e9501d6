package io.financeflow.schema.model;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.OptionalInt;

/** SQL of {@code promotions}. */
public final class PromotionTable {
  /**
   * Notes a decision; parameters: model, action, alias, from (may be null), to, reason, by,
   * figures, now.
   */
  public static final String INSERT =
      """
      INSERT INTO promotions (model, action, alias, from_version, to_version, reason, decided_by,
        figures, at)
      VALUES (:model, :action, :alias, :from, :to, :reason, :by, :figures::jsonb, :now)
      """;

  /** Reads the decisions about a model, newest first; parameter: model. See {@link #read}. */
  public static final String SELECT =
      "SELECT * FROM promotions WHERE model = :model ORDER BY id DESC";

  private PromotionTable() {}

  /**
   * A decision as stored.
   *
   * @param figures as JSON text
   */
  public record Row(
      String model,
      String action,
      String alias,
      OptionalInt from,
      int to,
      String reason,
      String by,
      String figures,
      Instant at) {}

  /** Reads the row that a result set is on. */
  public static Row read(ResultSet row) throws SQLException {
    int from = row.getInt("from_version");
    return new Row(
        row.getString("model"),
        row.getString("action"),
        row.getString("alias"),
        from == 0 ? OptionalInt.empty() : OptionalInt.of(from),
        row.getInt("to_version"),
        row.getString("reason"),
        row.getString("decided_by"),
        row.getString("figures"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
