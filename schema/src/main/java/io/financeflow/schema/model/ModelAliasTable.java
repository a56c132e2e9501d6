package io.financeflow.schema.model;

/** SQL of {@code model_aliases}. */
public final class ModelAliasTable {
  /** Makes an alias name a version; parameters: model, alias, version, now. */
  public static final String UPSERT =
      """
      INSERT INTO model_aliases (model, alias, version, since)
      VALUES (:model, :alias, :version, :now)
      ON CONFLICT (model, alias) DO UPDATE SET version = excluded.version, since = excluded.since
      """;

  /** Removes an alias where it names that version; parameters: model, alias, version. */
  public static final String DELETE =
      "DELETE FROM model_aliases WHERE model = :model AND alias = :alias AND version = :version";

  /** Removes all aliases of a model; parameter: model. */
  public static final String DELETE_ALL = "DELETE FROM model_aliases WHERE model = :model";

  private ModelAliasTable() {}
}
