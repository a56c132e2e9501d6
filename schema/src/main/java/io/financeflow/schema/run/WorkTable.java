package io.financeflow.schema.run;

/**
 * SQL of {@code processes}, and of {@code task_instances} and {@code attempts} as workers use them.
 */
public final class WorkTable {

  /** Registers a process; parameters: id, kind, host, pid, slots. */
  public static final String REGISTER =
      """
      INSERT INTO processes (process_id, kind, host, pid, slots)
      VALUES (:id, :kind, :host, :pid, :slots)
      """;

  /** Says that a process lives; parameter: id. Changes no row when it was declared dead. */
  public static final String HEARTBEAT =
      """
      UPDATE processes SET heartbeat_at = clock_timestamp()
      WHERE process_id = :id AND ended_at IS NULL
      """;

  /** Says that a process has stopped; parameter: id. */
  public static final String LEAVE =
      """
      UPDATE processes SET ended_at = clock_timestamp(), end_reason = 'stopped'
      WHERE process_id = :id AND ended_at IS NULL
      """;

  /**
   * Declares processes dead that were not heard of, nobody while the server itself has been up for
   * less than a lease; parameter: lease_ms. Column: process_id.
   */
  public static final String DECLARE_DEAD =
      """
      UPDATE processes SET ended_at = clock_timestamp(), end_reason = 'not heard of in time'
      WHERE process_id IN (
        SELECT process_id FROM processes WHERE ended_at IS NULL
          AND heartbeat_at < clock_timestamp() - :lease_ms * interval '1 millisecond'
          AND pg_postmaster_start_time() < clock_timestamp() - :lease_ms * interval '1 millisecond'
        ORDER BY process_id FOR UPDATE SKIP LOCKED)
      RETURNING process_id
      """;

  /**
   * Task instances of workers that are over; columns: instance_id, execution_id, dag_id, task_id,
   * map_index, attempt, token, requeues, version, number, run_id, first_date, last_date.
   */
  public static final String ORPHANS =
      """
      SELECT t.instance_id, t.execution_id, t.dag_id, t.task_id, t.map_index, t.attempt, t.token,
        t.requeues, e.version, e.number, r.run_id, r.first_date, r.last_date
      FROM task_instances t JOIN executions e USING (execution_id) JOIN runs r USING (run_key)
      WHERE t.state IN ('RUNNING', 'RESTARTING') AND NOT EXISTS (
        SELECT FROM processes p WHERE p.process_id = t.process_id AND p.ended_at IS NULL)
      ORDER BY t.instance_id LIMIT 500 FOR UPDATE OF t SKIP LOCKED
      """;

  /** The tokens a worker holds and those it is to give up; parameter: id. Columns: token, state. */
  public static final String HELD =
      """
      SELECT token, state FROM task_instances
      WHERE state IN ('RUNNING', 'RESTARTING') AND process_id = :id
      """;

  /**
   * Takes queued task instances, none when the process was declared dead, which cannot happen until
   * the transaction ends; parameters: id, most, now. Columns: those of the table that an attempt
   * needs, and those of its run.
   */
  public static final String CLAIM =
      """
      WITH alive AS MATERIALIZED (
        SELECT true FROM processes WHERE process_id = :id AND ended_at IS NULL FOR SHARE),
      taken AS (
        UPDATE task_instances t SET state = 'RUNNING', token = gen_random_uuid(), process_id = :id,
          started_at = :now, first_started_at = coalesce(t.first_started_at, :now), reason = '',
          next_look = NULL
        FROM (SELECT instance_id FROM task_instances
              WHERE state = 'QUEUED' AND EXISTS (SELECT FROM alive)
              ORDER BY queued_at, priority DESC, instance_id LIMIT :most FOR UPDATE SKIP LOCKED) q
        WHERE t.instance_id = q.instance_id
        RETURNING t.instance_id, t.execution_id, t.task_id, t.map_index, t.attempt, t.token, t.item,
          t.first_started_at, t.priority, t.external_job)
      SELECT taken.*, e.number, e.version, r.dag_id, r.run_id, r.logical_date, r.interval_start,
        r.interval_end, r.run_after, r.first_date, r.last_date, r.params::text AS params
      FROM taken JOIN executions e USING (execution_id) JOIN runs r USING (run_key)
      ORDER BY taken.priority DESC, taken.instance_id
      """;

  /**
   * Ends attempts that still hold their fence, and asks a scheduler to look at their executions;
   * parameters: ids, tokens, states, reasons, looks, outputs, outcomes, errors, messages, details,
   * now, channel (of schedulers). Columns: instance_id, state.
   */
  public static final String FINISH =
      """
      WITH n AS (
        SELECT * FROM unnest(:ids, :tokens, :states, :reasons, :looks, :outputs, :outcomes, :errors,
            :messages, :details)
          AS n (id, token, state, reason, look, outputs, outcome, error, message, detail)),
      was AS (
        SELECT t.* FROM task_instances t JOIN n ON n.id = t.instance_id
        WHERE t.token = n.token AND t.state IN ('RUNNING', 'RESTARTING')
        ORDER BY t.instance_id FOR UPDATE OF t),
      done AS (
        UPDATE task_instances t SET
          state = CASE WHEN was.state = 'RESTARTING' THEN 'NONE' ELSE n.state END,
          reason = CASE WHEN was.state = 'RESTARTING' THEN 'cleared' ELSE n.reason END,
          next_look = CASE WHEN was.state = 'RESTARTING' THEN NULL ELSE n.look END,
          outputs = n.outputs, token = NULL, process_id = NULL,
          requeues = t.requeues + CASE WHEN n.outcome = 'LOST' THEN 1 ELSE 0 END,
          ended_at = CASE WHEN n.state IN ('SUCCESS', 'FAILED', 'SKIPPED')
            AND was.state <> 'RESTARTING' THEN :now::timestamptz END
        FROM n JOIN was ON was.instance_id = n.id WHERE t.instance_id = n.id
        RETURNING t.instance_id, t.execution_id, t.state),
      woken AS (INSERT INTO wakes (execution_id) SELECT DISTINCT execution_id FROM done),
      kept AS (
        INSERT INTO attempts (ended_at, instance_id, execution_id, dag_id, task_id, map_index,
          number, token, process_id, worker, pool, slots, scheduled_at, queued_at, started_at,
          outcome, error_class, message, detail)
        SELECT greatest(:now::timestamptz, was.started_at), was.instance_id, was.execution_id, was.dag_id,
          was.task_id, was.map_index, was.attempt, was.token, was.process_id,
          coalesce((SELECT p.host || ':' || p.pid FROM processes p
            WHERE p.process_id = was.process_id), ''), was.pool,
          was.slots, was.scheduled_at, was.queued_at, was.started_at,
          CASE WHEN was.state = 'RESTARTING' THEN 'STOPPED' ELSE n.outcome END, n.error, n.message,
          n.detail
        FROM n JOIN was ON was.instance_id = n.id)
      SELECT instance_id, state, pg_notify(:channel, '') FROM done
      """;

  /** Stores a job elsewhere; parameters: job (or null), id, token. Changes no row without fence. */
  public static final String STORE_JOB =
      """
      UPDATE task_instances SET external_job = :job
      WHERE instance_id = :id AND token = :token AND state = 'RUNNING'
      """;

  /**
   * Notes renewed assets; parameters: assets, dags, executions, tasks, now. Those of a backfill
   * that others come after are dealt with: these are the DAGs that wait for them.
   */
  public static final String RENEW =
      """
      INSERT INTO asset_events (asset, dag_id, execution_id, task_id, happened_at, handled)
      SELECT n.*, :now, EXISTS (
        SELECT FROM executions e JOIN backfills b ON b.after_backfill = e.backfill_id
        WHERE e.execution_id = n.execution_id AND b.state IN ('RUNNING', 'PAUSED'))
      FROM unnest(:assets, :dags, :executions, :tasks) AS n (asset, dag_id, execution_id, task_id)
      """;

  /** Whether a task instance is, or will be, with another attempt; parameters: id, token. */
  public static final String IS_ELSEWHERE =
      """
      SELECT EXISTS (SELECT FROM task_instances WHERE instance_id = :id
        AND state IN ('SCHEDULED', 'QUEUED', 'RUNNING') AND token IS DISTINCT FROM :token)
      """;

  private WorkTable() {}
}
