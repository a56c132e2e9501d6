package io.financeflow.schema.model;

/** SQL of {@code models} and {@code model_artifacts}. */
public final class ModelTable {
  /**
   * Takes the next version number of a model, which is made when it is new, and locks the model
   * until the end of the transaction; parameters: name, target, now. Columns: last_version, target
   * (what the model has, which may be another one).
   */
  public static final String NEXT_VERSION =
      """
      INSERT INTO models (name, target, last_version, created_at)
      VALUES (:name, :target, 1, :now)
      ON CONFLICT (name) DO UPDATE SET last_version = models.last_version + 1
      RETURNING last_version, target
      """;

  /** Locks a model until the end of the transaction; parameter: name. No row: there is none. */
  public static final String LOCK = "SELECT name FROM models WHERE name = :name FOR UPDATE";

  /** Reads the names of all models, in order. */
  public static final String SELECT_NAMES = "SELECT name FROM models ORDER BY name";

  /** Removes a model that has no versions any more; parameter: name. */
  public static final String DELETE = "DELETE FROM models WHERE name = :name";

  /** Adds the bytes of a version; parameters: id, size, payload. */
  public static final String INSERT_ARTIFACT =
      """
      INSERT INTO model_artifacts (version_id, size, payload) VALUES (:id, :size, :payload)
      """;

  /** Reads the bytes of a version; parameter: id. */
  public static final String SELECT_ARTIFACT =
      "SELECT payload FROM model_artifacts WHERE version_id = :id";

  private ModelTable() {}
}
