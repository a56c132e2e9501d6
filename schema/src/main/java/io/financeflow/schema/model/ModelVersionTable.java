package io.financeflow.schema.model;

import io.financeflow.schema.market.DateRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** SQL of {@code model_versions}. */
public final class ModelVersionTable {
  /**
   * Adds a version; parameters: model, version, kind, format, config, feature_set,
   * feature_set_version, dataset, data_from, data_to, fingerprint, data_rows, seed, code_version,
   * scaler, metrics, parent_version, sha256, size, now, note. Column: id.
   */
  public static final String INSERT =
      """
      INSERT INTO model_versions (model, version, kind, format, config, feature_set,
        feature_set_version, dataset, data_from, data_to, fingerprint, data_rows, seed,
        code_version, scaler, metrics, parent_version, sha256, size, created_at, note)
      VALUES (:model, :version, :kind, :format, :config::jsonb, :feature_set,
        :feature_set_version, :dataset, :data_from, :data_to, :fingerprint, :data_rows, :seed,
        :code_version, :scaler::jsonb, :metrics::jsonb, :parent_version, :sha256, :size, :now, :note)
      RETURNING id
      """;

  private static final String SELECT =
      """
      SELECT v.*, m.target, ARRAY(SELECT a.alias FROM model_aliases a
        WHERE a.model = v.model AND a.version = v.version ORDER BY a.alias) AS aliases
      FROM model_versions v JOIN models m ON m.name = v.model
      """;

  /** Reads all versions of all models, newest last; see {@link #read}. */
  public static final String SELECT_ALL = SELECT + "ORDER BY v.model, v.version";

  /** Reads the versions of a model, newest last; parameter: model. See {@link #read}. */
  public static final String SELECT_OF_MODEL = SELECT + "WHERE v.model = :model ORDER BY v.version";

  /** Reads one version; parameters: model, version. See {@link #read}. */
  public static final String SELECT_ONE =
      SELECT + "WHERE v.model = :model AND v.version = :version";

  /** Reads the version with an alias; parameters: model, alias. See {@link #read}. */
  public static final String SELECT_ALIASED =
      SELECT
          + """
          WHERE v.model = :model AND v.version = (
            SELECT a.version FROM model_aliases a WHERE a.model = :model AND a.alias = :alias)
          """;

  /** Reads the newest version of a model; parameter: model. See {@link #read}. */
  public static final String SELECT_LATEST =
      SELECT + "WHERE v.model = :model ORDER BY v.version DESC LIMIT 1";

  /**
   * Reads the versions of a model that are none of its newest, older than a time and have no alias,
   * in order of age; parameters: model, newest (how many), before. See {@link #read}.
   */
  public static final String SELECT_OUTDATED =
      SELECT
          + """
          WHERE v.model = :model AND v.created_at < :before
            AND v.version NOT IN (SELECT n.version FROM model_versions n
              WHERE n.model = :model ORDER BY n.version DESC LIMIT :newest)
            AND NOT EXISTS (SELECT FROM model_aliases a
              WHERE a.model = v.model AND a.version = v.version)
          ORDER BY v.id
          """;

  /** Removes a version with its artifact, predictions and scores; parameter: id. */
  public static final String DELETE = "DELETE FROM model_versions WHERE id = :id";

  private ModelVersionTable() {}

  /**
   * A version as stored.
   *
   * @param config as JSON text, like scaler and metrics
   * @param featureSet empty when it reads bars
   * @param aliases in alphabetical order
   */
  public record Row(
      long id,
      String model,
      int version,
      String kind,
      String target,
      String format,
      String config,
      Optional<FeatureSet.Key> featureSet,
      Optional<String> dataset,
      DateRange range,
      String fingerprint,
      long rows,
      long seed,
      String codeVersion,
      String scaler,
      String metrics,
      OptionalInt parentVersion,
      String sha256,
      long size,
      Instant createdAt,
      String note,
      List<String> aliases) {}

  /** Reads the row that a result set is on. */
  public static Row read(ResultSet row) throws SQLException {
    int parent = row.getInt("parent_version");
    return new Row(
        row.getLong("id"),
        row.getString("model"),
        row.getInt("version"),
        row.getString("kind"),
        row.getString("target"),
        row.getString("format"),
        row.getString("config"),
        featureSet(row),
        Optional.ofNullable(row.getString("dataset")),
        new DateRange(
            row.getObject("data_from", LocalDate.class), row.getObject("data_to", LocalDate.class)),
        row.getString("fingerprint"),
        row.getLong("data_rows"),
        row.getLong("seed"),
        row.getString("code_version"),
        row.getString("scaler"),
        row.getString("metrics"),
        parent == 0 ? OptionalInt.empty() : OptionalInt.of(parent),
        row.getString("sha256"),
        row.getLong("size"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("note"),
        List.of((String[]) row.getArray("aliases").getArray()));
  }

  private static Optional<FeatureSet.Key> featureSet(ResultSet row) throws SQLException {
    int version = row.getInt("feature_set_version");
    return version == 0
        ? Optional.empty()
        : Optional.of(new FeatureSet.Key(row.getString("feature_set"), version));
  }
}
