package io.financeflow.schema.run;

/** SQL that sums up what the orchestrator does, for monitoring. */
public final class MetricsTable {

  /**
   * Everything that is counted as of now; parameter: now. Columns: name, label (empty for none),
   * value. Reads live rows by their partial indexes, never history.
   */
  public static final String NOW =
      """
      WITH held AS (
        SELECT pool,
          sum(slots) FILTER (WHERE state = 'SCHEDULED') AS scheduled,
          sum(slots) FILTER (WHERE state = 'QUEUED') AS queued,
          sum(slots) FILTER (WHERE state IN ('RUNNING', 'RESTARTING')) AS running
        FROM (
          SELECT pool, slots, state FROM task_instances WHERE state = 'SCHEDULED'
          UNION ALL
          SELECT pool, slots, state FROM task_instances
          WHERE state IN ('QUEUED', 'RUNNING', 'RESTARTING')) t
        GROUP BY pool),
      pool AS (
        SELECT p.pool, p.slots, coalesce(h.scheduled, 0) AS scheduled,
          coalesce(h.queued, 0) AS queued, coalesce(h.running, 0) AS running
        FROM pools p LEFT JOIN held h USING (pool)),
      states AS (
        SELECT state, count(*) AS n FROM (
          SELECT state FROM task_instances WHERE state = 'SCHEDULED'
          UNION ALL
          SELECT state FROM task_instances WHERE state IN ('QUEUED', 'RUNNING', 'RESTARTING')
          UNION ALL
          SELECT state FROM task_instances WHERE next_look IS NOT NULL AND state IN ('UP_FOR_RETRY',
            'UP_FOR_RESCHEDULE', 'DEFERRED', 'AWAITING_INPUT')) t
        GROUP BY state)
      SELECT 'pool.open_slots' AS name, pool AS label,
        greatest(slots - queued - running, 0)::float8 AS value FROM pool
      UNION ALL SELECT 'pool.queued_slots', pool, queued FROM pool
      UNION ALL SELECT 'pool.running_slots', pool, running FROM pool
      UNION ALL SELECT 'pool.scheduled_slots', pool, scheduled FROM pool
      UNION ALL SELECT 'ti', lower(s), coalesce(n, 0) FROM unnest(ARRAY['SCHEDULED', 'QUEUED',
          'RUNNING', 'RESTARTING', 'UP_FOR_RETRY', 'UP_FOR_RESCHEDULE', 'DEFERRED',
          'AWAITING_INPUT']) AS s LEFT JOIN states ON state = s
      UNION ALL SELECT 'ti.longest_wait', '', coalesce(extract(epoch FROM :now - min(scheduled_at)), 0)
        FROM task_instances WHERE state = 'SCHEDULED'
      UNION ALL SELECT 'dagrun', lower(s), count(e.state) FROM unnest(ARRAY['QUEUED', 'RUNNING']) AS s
        LEFT JOIN executions e ON e.state = s AND e.state IN ('QUEUED', 'RUNNING') GROUP BY s
      UNION ALL SELECT 'process', lower(k), count(p.kind) FROM unnest(ARRAY['SCHEDULER', 'WORKER']) AS k
        LEFT JOIN processes p ON p.kind = k AND p.ended_at IS NULL GROUP BY k
      UNION ALL SELECT 'process.heartbeat_age', lower(kind),
        extract(epoch FROM clock_timestamp() - max(heartbeat_at))
        FROM processes WHERE ended_at IS NULL GROUP BY kind
      UNION ALL SELECT 'dag', CASE WHEN paused THEN 'paused' ELSE 'active' END, count(*)
        FROM dags WHERE present GROUP BY paused
      UNION ALL SELECT 'dag.problems', '', count(*) FROM dag_problems
      UNION ALL SELECT 'scheduler.overdue', '',
        coalesce(greatest(extract(epoch FROM :now - min(next_due)), 0), 0)
        FROM dags WHERE present AND NOT paused
      UNION ALL SELECT 'scheduler.wakes', '', count(*) FROM wakes
      UNION ALL SELECT 'outbox.backlog', '', count(*) FROM outbox WHERE routed_at IS NULL
      UNION ALL SELECT 'asset.unhandled', '', count(*) FROM asset_events WHERE NOT handled
      """;

  /**
   * Attempts that ended since a time; parameter: since. Columns: token, dag_id, task_id, outcome,
   * error_class, ended_at, waited (seconds for slots), queued (for a worker), took.
   */
  public static final String ATTEMPTS =
      """
      SELECT token, dag_id, task_id, outcome, error_class, ended_at,
        extract(epoch FROM queued_at - scheduled_at)::float8 AS waited,
        extract(epoch FROM started_at - queued_at)::float8 AS queued,
        extract(epoch FROM ended_at - started_at)::float8 AS took
      FROM attempts WHERE ended_at >= :since
      """;

  /**
   * Executions that ended since a time; parameter: since. Columns: execution_id, dag_id, state,
   * ended_at, delay (seconds from when it might start, null when it never did), took.
   */
  public static final String EXECUTIONS =
      """
      SELECT execution_id, dag_id, state, ended_at,
        extract(epoch FROM started_at - greatest(run_after, queued_at))::float8 AS delay,
        extract(epoch FROM ended_at - coalesce(started_at, ended_at))::float8 AS took
      FROM executions WHERE ended_at >= :since
      """;

  /** Who works: kind, n. */
  public static final String PROCESSES =
      "SELECT kind, count(*) AS n FROM processes WHERE ended_at IS NULL GROUP BY kind";

  private MetricsTable() {}
}
