package io.financeflow.schema.run;

/** SQL of {@code executions}, {@code wakes} and {@code deadlines}. */
public final class ExecutionTable {

  /**
   * Adds an execution to each of some runs; parameters: run_keys, ordinals, run_afters, dag,
   * version, cause, backfill (or null), lane, tasks (or null), asked_by, now. Columns:
   * execution_id, run_key.
   */
  public static final String ADD =
      """
      INSERT INTO executions (run_key, number, dag_id, version, cause, backfill_id, lane, ordinal,
        state, tasks, run_after, queued_at, asked_by)
      SELECT n.run_key,
        1 + coalesce((SELECT max(number) FROM executions e WHERE e.run_key = n.run_key), 0),
        :dag, :version, :cause, :backfill, :lane, n.ordinal, 'QUEUED', :tasks, n.run_after, :now,
        :asked_by
      FROM unnest(:run_keys, :ordinals, :run_afters) AS n (run_key, ordinal, run_after)
      RETURNING execution_id, run_key
      """;

  /** Lets one scheduler at a time decide which executions start, until its transaction ends. */
  public static final String LOCK_STARTS =
      "SELECT true FROM pg_advisory_xact_lock(hashtext('execution starts'), 0)";

  /**
   * Executions that may start, as many as the limits of their DAG or backfill leave room for;
   * parameters: now, most. Call it with {@link #LOCK_STARTS}. Columns: execution_id, dag_id,
   * version.
   */
  public static final String STARTABLE =
      """
      SELECT e.execution_id, e.dag_id, e.version FROM (
        SELECT q.dag_id, q.backfill_id,
          coalesce(b.max_active_runs, d.max_active_runs) - (
            SELECT count(*) FROM executions r WHERE r.dag_id = q.dag_id AND r.state = 'RUNNING'
              AND r.backfill_id IS NOT DISTINCT FROM q.backfill_id) AS room
        FROM (SELECT DISTINCT dag_id, backfill_id FROM executions
              WHERE state = 'QUEUED' AND run_after <= :now) q
        JOIN dags d USING (dag_id)
        LEFT JOIN backfills b ON b.backfill_id = q.backfill_id
        LEFT JOIN backfills p ON p.backfill_id = b.after_backfill
        WHERE CASE WHEN b.backfill_id IS NULL THEN NOT d.paused
              ELSE b.state = 'RUNNING' AND coalesce(p.state, 'DONE') IN ('DONE', 'CANCELLED') END
      ) g CROSS JOIN LATERAL (
        SELECT execution_id, dag_id, version, lane, ordinal, run_after FROM executions e
        WHERE e.dag_id = g.dag_id AND e.state = 'QUEUED' AND e.run_after <= :now
          AND e.backfill_id IS NOT DISTINCT FROM g.backfill_id
        ORDER BY ordinal, run_after, execution_id LIMIT greatest(g.room, 0)
        FOR UPDATE SKIP LOCKED
      ) e
      ORDER BY e.lane DESC, e.ordinal, e.run_after, e.execution_id LIMIT :most
      """;

  /** Starts executions; parameters: ids, time_outs, now. Columns as {@link #RUNNING}. */
  public static final String START =
      """
      UPDATE executions SET state = 'RUNNING', started_at = :now, times_out_at = n.at, reason = ''
      FROM unnest(:ids, :time_outs) AS n (id, at)
      WHERE execution_id = n.id AND state = 'QUEUED'
      RETURNING execution_id, run_key, dag_id, version, cause, lane, tasks, run_after, started_at
      """;

  /**
   * Locks running executions in the order of their ids, and notes that they were looked at, not
   * more often than needed; parameters: ids, now. Columns: those of the table.
   */
  public static final String RUNNING =
      """
      WITH locked AS MATERIALIZED (
        SELECT execution_id, run_key, dag_id, version, cause, lane, tasks, run_after, started_at,
          examined_at
        FROM executions WHERE execution_id = ANY(:ids) AND state = 'RUNNING'
        ORDER BY execution_id FOR UPDATE),
      noted AS (
        UPDATE executions e SET examined_at = :now FROM locked l
        WHERE e.execution_id = l.execution_id AND (l.examined_at IS NULL
          OR l.examined_at < :now::timestamptz - interval '20 seconds'))
      SELECT * FROM locked ORDER BY execution_id
      """;

  /** Ends an execution; parameters: id, state, reason, now. */
  public static final String END =
      """
      UPDATE executions SET state = :state, reason = :reason, ended_at = :now
      WHERE execution_id = :id AND state IN ('QUEUED', 'RUNNING')
      """;

  /** Asks a scheduler to look at executions; parameter: ids. */
  public static final String WAKE = "INSERT INTO wakes (execution_id) SELECT unnest(:ids)";

  /**
   * Takes the oldest wakes, and finds where a time has come; parameters: most (of each), now.
   * Column: execution_id, each once.
   */
  public static final String TAKE_WAKES =
      """
      WITH woken AS (
        DELETE FROM wakes WHERE wake_id IN (
          SELECT wake_id FROM wakes ORDER BY wake_id LIMIT :most FOR UPDATE SKIP LOCKED)
        RETURNING execution_id)
      SELECT execution_id FROM woken
      UNION
      SELECT execution_id FROM (
        SELECT execution_id FROM task_instances WHERE next_look <= :now
          AND state IN ('UP_FOR_RETRY', 'UP_FOR_RESCHEDULE', 'DEFERRED', 'AWAITING_INPUT')
        ORDER BY next_look LIMIT :most) due
      """;

  /** Running executions nobody has looked at since a time; parameters: before, most. */
  public static final String NEGLECTED =
      """
      SELECT execution_id FROM executions
      WHERE state = 'RUNNING' AND coalesce(examined_at, started_at) < :before
      ORDER BY execution_id LIMIT :most
      """;

  /** Running executions of a DAG; parameter: dag. */
  public static final String RUNNING_OF_DAG =
      "SELECT execution_id FROM executions WHERE dag_id = :dag AND state = 'RUNNING'";

  /** Adds deadlines, those that exist left out; parameters: ids, tasks, positions, due_ats. */
  public static final String ADD_DEADLINES =
      """
      INSERT INTO deadlines (execution_id, task_id, position, due_at)
      SELECT * FROM unnest(:ids, :tasks, :positions, :due_ats)
      ON CONFLICT DO NOTHING
      """;

  /**
   * Notes deadlines that are missed; parameter: now. Columns: execution_id, task_id, position,
   * due_at.
   */
  public static final String MISS_DEADLINES =
      """
      UPDATE deadlines SET missed_at = :now
      WHERE (execution_id, task_id, position) IN (
        SELECT execution_id, task_id, position FROM deadlines
        WHERE missed_at IS NULL AND due_at <= :now
        ORDER BY execution_id, task_id, position LIMIT 200 FOR UPDATE SKIP LOCKED)
      RETURNING execution_id, task_id, position, due_at
      """;

  /** Forgets the open deadlines of an execution; parameter: id. */
  public static final String MEET_DEADLINES =
      "DELETE FROM deadlines WHERE execution_id = :id AND missed_at IS NULL";

  /** Forgets the open deadlines of finished tasks; parameters: ids, tasks. */
  public static final String MEET_TASK_DEADLINES =
      """
      DELETE FROM deadlines d USING unnest(:ids, :tasks) AS n (execution_id, task_id)
      WHERE d.execution_id = n.execution_id AND d.task_id = n.task_id AND d.missed_at IS NULL
      """;

  /**
   * States of the latest executions of a DAG that ended by themselves, backfills left out, latest
   * slot first; parameters: dag, most.
   */
  public static final String LATEST_ENDS =
      """
      SELECT e.state FROM executions e
      WHERE e.dag_id = :dag AND e.backfill_id IS NULL AND e.state IN ('SUCCESS', 'FAILED')
        AND NOT EXISTS (SELECT FROM executions l WHERE l.run_key = e.run_key AND l.number > e.number)
      ORDER BY e.run_after DESC, e.execution_id DESC LIMIT :most
      """;

  /** The run of an execution with its execution's facts; parameter: ids. */
  public static final String WITH_RUN =
      """
      SELECT e.execution_id, e.number, e.cause, e.lane, e.version, r.* FROM executions e
      JOIN runs r USING (run_key) WHERE e.execution_id = ANY(:ids)
      """;

  /**
   * How the DAG's live execution that ended last before this one ended; parameter: id. Empty for
   * the first and for backfills.
   */
  public static final String STATE_BEFORE =
      """
      SELECT p.state FROM executions e JOIN executions p ON p.dag_id = e.dag_id
        AND p.execution_id <> e.execution_id AND p.state IN ('SUCCESS', 'FAILED')
      WHERE e.execution_id = :id AND e.backfill_id IS NULL AND p.backfill_id IS NULL
      ORDER BY p.ended_at DESC, p.execution_id DESC LIMIT 1
      """;

  /** Running executions past their time; parameter: now. Column: execution_id. */
  public static final String TIMED_OUT =
      """
      SELECT execution_id FROM executions
      WHERE state = 'RUNNING' AND times_out_at <= :now ORDER BY execution_id LIMIT 200
      """;

  /** When something has to happen by itself next; parameter: now. NULL for never. */
  public static final String NEXT_TIME =
      """
      SELECT least(
        (SELECT min(next_due) FROM dags WHERE present AND NOT paused),
        (SELECT min(next_look) FROM task_instances WHERE next_look IS NOT NULL),
        (SELECT min(due_at) FROM deadlines WHERE missed_at IS NULL),
        (SELECT min(run_after) FROM executions WHERE state = 'QUEUED' AND run_after > :now))
      """;

  /**
   * Lets one end at a time decide whether a backfill is done; parameter: id (of an execution). No
   * row when it belongs to none.
   */
  public static final String LOCK_BACKFILL =
      """
      SELECT true FROM backfills
      WHERE backfill_id = (SELECT backfill_id FROM executions WHERE execution_id = :id) FOR UPDATE
      """;

  /**
   * Ends a backfill that has nothing left to do; parameters: id (of an execution), now. Call it
   * after {@link #LOCK_BACKFILL}, as a statement of its own.
   */
  public static final String END_BACKFILL =
      """
      UPDATE backfills b SET state = 'DONE', ended_at = :now
      WHERE b.backfill_id = (SELECT backfill_id FROM executions WHERE execution_id = :id)
        AND b.state = 'RUNNING' AND NOT EXISTS (
          SELECT FROM executions e
          WHERE e.backfill_id = b.backfill_id AND e.state IN ('QUEUED', 'RUNNING'))
      """;

  private ExecutionTable() {}
}
