package io.financeflow.schema.model;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** SQL of {@code retraining_decisions}. */
public final class RetrainingDecisionTable {
  /**
   * Adds a decision; parameters: model, trigger, decision, reasons, figures, challenger_version,
   * at. Column: id.
   */
  public static final String INSERT =
      """
      INSERT INTO retraining_decisions (model, trigger, decision, reasons, figures,
        challenger_version, at)
      VALUES (:model, :trigger, :decision, :reasons, :figures::jsonb, :challenger_version, :at)
      RETURNING id
      """;

  /** Reads the latest decisions about a model, newest first; parameters: model, most. */
  public static final String SELECT_LATEST =
      """
      SELECT * FROM retraining_decisions WHERE model = :model ORDER BY id DESC LIMIT :most
      """;

  /** Reads when a model was last trained by a decision; parameter: model. */
  public static final String SELECT_LAST_ATTEMPT =
      """
      SELECT at FROM retraining_decisions WHERE model = :model AND decision = 'RETRAIN'
      ORDER BY id DESC LIMIT 1
      """;

  /**
   * Tells whether this connection now holds the right to train a model again, until {@link #UNLOCK}
   * or its end; parameter: model.
   */
  public static final String TRY_LOCK =
      "SELECT pg_try_advisory_lock(hashtext('retraining'), hashtext(:model))";

  /** Gives the right back; parameter: model. */
  public static final String UNLOCK =
      "SELECT pg_advisory_unlock(hashtext('retraining'), hashtext(:model))";

  private RetrainingDecisionTable() {}

  /**
   * A row.
   *
   * @param trigger empty when there was no reason to train
   * @param figures JSON object
   * @param challenger version that was judged
   */
  public record Row(
      long id,
      String model,
      Optional<String> trigger,
      String decision,
      List<String> reasons,
      String figures,
      OptionalInt challenger,
      Instant at) {}

  /** Reads the current row of {@link #SELECT_LATEST}. */
  public static Row read(ResultSet row) throws SQLException {
    int version = row.getInt("challenger_version");
    OptionalInt challenger = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(version);
    return new Row(
        row.getLong("id"),
        row.getString("model"),
        Optional.ofNullable(row.getString("trigger")),
        row.getString("decision"),
        List.of((String[]) row.getArray("reasons").getArray()),
        row.getString("figures"),
        challenger,
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
