package io.financeflow.schema.run;

/** SQL of lists of DAGs and runs for people. */
public final class ReportTable {

  /** Every DAG with its latest execution; parameter: dag (null for all). */
  public static final String DAGS =
      """
      SELECT d.dag_id, d.origin, d.present, d.paused, d.paused_because, d.next_due, d.version,
        v.number, l.run_id AS last_run, l.state AS last_state, l.ended_at AS last_ended
      FROM dags d JOIN dag_versions v ON v.dag_id = d.dag_id AND v.version = d.version
      LEFT JOIN LATERAL (
        SELECT r.run_id, e.state, e.ended_at FROM executions e JOIN runs r USING (run_key)
        WHERE e.dag_id = d.dag_id ORDER BY e.run_after DESC, e.execution_id DESC LIMIT 1) l ON true
      WHERE :dag::text IS NULL OR d.dag_id = :dag ORDER BY d.dag_id
      """;

  /** Why files could not be loaded; columns: file, line, col, message. */
  public static final String PROBLEMS =
      "SELECT file, line, col, message FROM dag_problems ORDER BY file, position";

  /**
   * Runs with their latest executions, the latest first; parameters: dag, run, state, since (each
   * null for any; run may be {@code latest}), most.
   */
  public static final String RUNS =
      """
      SELECT r.dag_id, r.run_id, r.kind, r.logical_date, r.run_after, r.first_date, r.last_date,
        r.params::text AS params, r.note, e.execution_id, e.number, e.cause, e.state, e.reason,
        e.queued_at, e.started_at, e.ended_at, e.asked_by, b.name AS backfill, v.number AS version
      FROM runs r
      CROSS JOIN LATERAL (
        SELECT * FROM executions x WHERE x.run_key = r.run_key ORDER BY x.number DESC LIMIT 1) e
      JOIN dag_versions v ON v.dag_id = e.dag_id AND v.version = e.version
      LEFT JOIN backfills b ON b.backfill_id = e.backfill_id
      WHERE (:dag::text IS NULL OR r.dag_id = :dag)
        AND (:run::text IS NULL OR r.run_id = :run OR :run = 'latest' AND r.run_key = (
          SELECT run_key FROM runs WHERE dag_id = :dag
          ORDER BY run_after DESC, run_key DESC LIMIT 1))
        AND (:state::text IS NULL OR e.state = :state)
        AND (:since::timestamptz IS NULL OR r.run_after >= :since)
      ORDER BY r.run_after DESC, r.run_key DESC LIMIT :most
      """;

  /** The task instances of an execution; parameter: id. */
  public static final String TASKS =
      """
      SELECT task_id, map_index, state, reason, attempt, pool, scheduled_at, queued_at, started_at,
        ended_at, outputs
      FROM task_instances WHERE execution_id = :id ORDER BY task_id, map_index
      """;

  /** What workers did for an execution; parameter: id. */
  public static final String ATTEMPTS =
      """
      SELECT task_id, map_index, number, outcome, error_class, message, worker, queued_at,
        started_at, ended_at
      FROM attempts WHERE execution_id = :id ORDER BY ended_at, task_id, map_index
      """;

  private ReportTable() {}
}
