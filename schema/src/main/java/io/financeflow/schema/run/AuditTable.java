package io.financeflow.schema.run;

/** SQL of {@code audit}. */
public final class AuditTable {

  /** Notes an act; parameters: now, who, action, dag, run, task, detail. */
  public static final String ADD =
      """
      INSERT INTO audit (at, who, action, dag_id, run_id, task_id, detail)
      VALUES (:now, :who, :action, :dag, :run, :task, :detail)
      """;

  private AuditTable() {}
}
