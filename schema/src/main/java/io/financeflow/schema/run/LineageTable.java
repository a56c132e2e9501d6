package io.financeflow.schema.run;

/** SQL of {@code lineage_cursor} and {@code lineage_sent}. */
public final class LineageTable {

  /** Begins telling; parameter: now. Changes nothing when it has begun. */
  public static final String BEGIN =
      "INSERT INTO lineage_cursor (until) VALUES (:now) ON CONFLICT DO NOTHING";

  /** Locks the cursor; column: until. No row while another process tells. */
  public static final String LOCK = "SELECT until FROM lineage_cursor FOR UPDATE SKIP LOCKED";

  /** Moves the cursor; parameter: until. */
  public static final String MOVE = "UPDATE lineage_cursor SET until = :until";

  /**
   * Starts and ends that were not told, by time; parameters: since, most. What runs is looked at
   * whatever its start, what is over when it ended since. Columns: event_key, execution_id, at,
   * type, task_id (empty for the run), map_index, attempt, done, message, detail; and of the run:
   * dag_id, run_id, number, version, queued_at, interval_start, interval_end. A key may come twice.
   */
  public static final String UNTOLD =
      """
      WITH happened AS (
        SELECT 'run/' || execution_id || '/start' AS event_key, execution_id, started_at AS at,
          0 AS rank, 'START' AS type, '' AS task_id, -1 AS map_index, 0 AS attempt, false AS done,
          '' AS message, '' AS detail
        FROM executions
        WHERE state = 'RUNNING' OR (ended_at >= :since AND started_at IS NOT NULL)
        UNION ALL
        SELECT 'run/' || execution_id || '/end', execution_id, ended_at, 3,
          CASE state WHEN 'SUCCESS' THEN 'COMPLETE' ELSE 'FAIL' END, '', -1, 0,
          state = 'SUCCESS', reason, ''
        FROM executions WHERE ended_at >= :since
        UNION ALL
        SELECT 'task/' || instance_id || '/' || attempt || '/start', execution_id, started_at, 1,
          'START', task_id, map_index, attempt, false, '', ''
        FROM task_instances WHERE state = 'RUNNING'
        UNION ALL
        SELECT 'task/' || instance_id || '/' || number || '/start', execution_id, started_at, 1,
          'START', task_id, map_index, number, false, '', ''
        FROM attempts WHERE ended_at >= :since
        UNION ALL
        SELECT 'task/' || instance_id || '/' || number || '/end', execution_id, ended_at, 2,
          CASE WHEN outcome IN ('DONE', 'SKIPPED') THEN 'COMPLETE' ELSE 'FAIL' END,
          task_id, map_index, number, outcome = 'DONE', message, detail
        FROM attempts WHERE ended_at >= :since AND (outcome IN ('DONE', 'SKIPPED', 'FAILED')
          OR (outcome = 'LOST' AND error_class IS NOT NULL)))
      SELECT h.event_key, h.execution_id, h.at, h.type, h.task_id, h.map_index, h.attempt, h.done,
        h.message, h.detail, r.dag_id, r.run_id, e.number, e.version, e.queued_at, r.interval_start,
        r.interval_end
      FROM happened h JOIN executions e USING (execution_id) JOIN runs r USING (run_key)
      WHERE NOT EXISTS (SELECT FROM lineage_sent s WHERE s.event_key = h.event_key)
      ORDER BY h.at, h.rank, h.event_key LIMIT :most
      """;

  /** Notes that an event was told; parameters: key, execution, now. */
  public static final String TOLD =
      """
      INSERT INTO lineage_sent (event_key, execution_id, sent_at) VALUES (:key, :execution, :now)
      """;

  /** Forgets what {@link #UNTOLD} does not look at any more; parameter: since. */
  public static final String FORGET =
      """
      DELETE FROM lineage_sent s WHERE s.sent_at < :since AND NOT EXISTS (
        SELECT FROM executions e WHERE e.execution_id = s.execution_id
          AND (e.ended_at IS NULL OR e.ended_at >= :since))
      """;

  private LineageTable() {}
}
