package io.financeflow.schema.run;

/** SQL that gives task instances their slots. */
public final class DispatchTable {

  /** Lets one scheduler at a time give slots away, until its transaction ends. */
  public static final String LOCK = "SELECT true FROM pg_advisory_xact_lock(hashtext('slots'), 0)";

  /**
   * The pools: pool, slots, credit; and in each row share, what running backfills may insist on
   * together, in percent, at most 100.
   */
  public static final String POOLS =
      """
      SELECT pool, slots, credit, (
        SELECT least(100, coalesce(sum(share), 0))::int FROM backfills WHERE state = 'RUNNING') AS share
      FROM pools
      """;

  /**
   * Who holds slots; columns: pool, dag_id, execution_id, version, task_id, slots (their sum),
   * instances.
   */
  public static final String HELD =
      """
      SELECT t.pool, t.dag_id, t.execution_id, e.version, t.task_id, sum(t.slots)::int AS slots,
        count(*)::int AS instances
      FROM task_instances t JOIN executions e USING (execution_id)
      WHERE t.state IN ('QUEUED', 'RUNNING', 'RESTARTING')
      GROUP BY 1, 2, 3, 4, 5
      """;

  /**
   * Who waits for slots, for each pool, lane and DAG the first few in order; DAGs that were served
   * longest ago come first. Parameters: full_pools, full_executions, full_dags and full_tasks
   * (pairs), full_in and full_of (execution and task pairs), each, most.
   */
  public static final String WAITING =
      """
      SELECT c.*, g.pool, g.lane, g.dag_id, g.served_at FROM (
        SELECT t.pool, t.lane, t.dag_id, d.served_at FROM (
          SELECT pool, lane, dag_id FROM task_instances
          WHERE state = 'SCHEDULED' AND pool <> ALL(:full_pools) GROUP BY 1, 2, 3) t
        JOIN pools USING (pool)
        JOIN dags d USING (dag_id)
        ORDER BY d.served_at NULLS FIRST, t.dag_id, t.lane DESC, t.pool
      ) g CROSS JOIN LATERAL (
        SELECT t.instance_id, t.execution_id, e.version, t.task_id, t.slots
        FROM task_instances t JOIN executions e USING (execution_id)
        WHERE t.state = 'SCHEDULED' AND t.pool = g.pool AND t.lane = g.lane AND t.dag_id = g.dag_id
          AND t.execution_id <> ALL(:full_executions)
          AND (cardinality(:full_tasks) = 0 OR NOT EXISTS (
            SELECT FROM unnest(:full_dags, :full_tasks) AS f (dag_id, task_id)
            WHERE f.dag_id = t.dag_id AND f.task_id = t.task_id))
          AND (cardinality(:full_of) = 0 OR NOT EXISTS (
            SELECT FROM unnest(:full_in, :full_of) AS f (execution_id, task_id)
            WHERE f.execution_id = t.execution_id AND f.task_id = t.task_id))
        ORDER BY t.priority DESC, t.run_after, t.instance_id LIMIT :each
        FOR UPDATE OF t SKIP LOCKED
      ) c LIMIT :most
      """;

  /** Gives slots, notes which DAGs were served, and tells; parameters: ids, dags, now, channel. */
  public static final String QUEUE =
      """
      WITH queued AS (
        UPDATE task_instances SET state = 'QUEUED', queued_at = :now
        WHERE instance_id = ANY(:ids) AND state = 'SCHEDULED'),
      served AS (
        UPDATE dags SET served_at = :now WHERE dag_id IN (
          SELECT dag_id FROM dags WHERE dag_id = ANY(:dags) ORDER BY dag_id FOR NO KEY UPDATE))
      SELECT true FROM pg_notify(:channel, '')
      """;

  /** Notes what waiting backfills have saved up; parameters: pool, credit. */
  public static final String CREDIT = "UPDATE pools SET credit = :credit WHERE pool = :pool";

  private DispatchTable() {}
}
