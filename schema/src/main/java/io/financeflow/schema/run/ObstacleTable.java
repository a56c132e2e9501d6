package io.financeflow.schema.run;

/** SQL of the facts behind "why is it not running?". */
public final class ObstacleTable {

  /** What a DAG's next run waits for; parameter: dag. */
  public static final String DAG =
      """
      SELECT version, present, paused, paused_because, next_due, assets,
        ARRAY(SELECT asset FROM asset_waits w WHERE w.dag_id = d.dag_id ORDER BY asset) AS got
      FROM dags d WHERE dag_id = :dag
      """;

  /** A run with its latest execution; parameters: dag, run ({@code latest} for the latest one). */
  public static final String RUN =
      """
      SELECT r.run_id, e.execution_id, e.number, e.version, e.state, e.reason, e.run_after,
        e.backfill_id, d.paused, d.paused_because,
        coalesce(b.max_active_runs, d.max_active_runs) AS max_active_runs,
        b.name AS backfill, b.state AS backfill_state,
        CASE WHEN p.state NOT IN ('DONE', 'CANCELLED') THEN p.name END AS backfill_before
      FROM runs r JOIN dags d USING (dag_id)
      CROSS JOIN LATERAL (
        SELECT * FROM executions x WHERE x.run_key = r.run_key ORDER BY x.number DESC LIMIT 1) e
      LEFT JOIN backfills b ON b.backfill_id = e.backfill_id
      LEFT JOIN backfills p ON p.backfill_id = b.after_backfill
      WHERE r.dag_id = :dag AND (r.run_id = :run OR :run = 'latest' AND r.run_key = (
        SELECT run_key FROM runs WHERE dag_id = :dag
        ORDER BY run_after DESC, run_key DESC LIMIT 1))
      """;

  /**
   * Running executions of a DAG, or of one of its backfills; parameters: dag, backfill (or null).
   */
  public static final String ACTIVE_RUNS =
      """
      SELECT r.run_id, e.number FROM executions e JOIN runs r USING (run_key)
      WHERE e.dag_id = :dag AND e.state = 'RUNNING' AND e.backfill_id IS NOT DISTINCT FROM :backfill
      ORDER BY e.started_at, e.execution_id
      """;

  /** The task instances of an execution; parameter: id. */
  public static final String INSTANCES =
      """
      SELECT t.task_id, t.map_index, t.state, t.reason, t.next_look, t.attempt, t.started_at,
        t.chosen, coalesce(p.host || ':' || p.pid, '') AS worker, a.asked_at
      FROM task_instances t LEFT JOIN processes p USING (process_id)
      LEFT JOIN approvals a USING (instance_id)
      WHERE t.execution_id = :id ORDER BY t.task_id, t.map_index
      """;

  /** How many slots a pool has; parameter: pool. */
  public static final String POOL = "SELECT slots FROM pools WHERE pool = :pool";

  /**
   * Who holds slots of a pool; parameter: pool. Columns: dag_id, run_id, number, task_id, slots.
   */
  public static final String POOL_HOLDERS =
      """
      SELECT r.dag_id, r.run_id, e.number, t.task_id, sum(t.slots)::int AS slots
      FROM task_instances t JOIN executions e USING (execution_id) JOIN runs r USING (run_key)
      WHERE t.state IN ('QUEUED', 'RUNNING', 'RESTARTING') AND t.pool = :pool
      GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 1, 2, 3, 4
      """;

  /** Task instances of an execution that hold slots; parameter: id. */
  public static final String ACTIVE_IN_RUN =
      """
      SELECT task_id, map_index FROM task_instances
      WHERE execution_id = :id AND state IN ('QUEUED', 'RUNNING', 'RESTARTING')
      ORDER BY task_id, map_index
      """;

  /** Instances of a task that hold slots in any run; parameters: dag, task. */
  public static final String ACTIVE_OF_TASK =
      """
      SELECT r.run_id, e.number, t.map_index FROM task_instances t
      JOIN executions e USING (execution_id) JOIN runs r USING (run_key)
      WHERE t.dag_id = :dag AND t.task_id = :task AND t.state IN ('QUEUED', 'RUNNING', 'RESTARTING')
      ORDER BY r.run_after, r.run_key, t.map_index
      """;

  /** Workers that were heard of a moment ago; columns: worker, slots, busy. */
  public static final String WORKERS =
      """
      SELECT p.host || ':' || p.pid AS worker, p.slots, (
        SELECT count(*)::int FROM task_instances t
        WHERE t.process_id = p.process_id AND t.state IN ('RUNNING', 'RESTARTING')) AS busy
      FROM processes p WHERE p.kind = 'WORKER' AND p.ended_at IS NULL
        AND p.heartbeat_at > clock_timestamp() - interval '30 seconds'
      ORDER BY p.started_at, p.process_id
      """;

  /** Whether a scheduler was heard of a moment ago. */
  public static final String HAS_SCHEDULER =
      """
      SELECT EXISTS (SELECT FROM processes p WHERE p.kind = 'SCHEDULER' AND p.ended_at IS NULL
        AND p.heartbeat_at > clock_timestamp() - interval '30 seconds')
      """;

  private ObstacleTable() {}
}
