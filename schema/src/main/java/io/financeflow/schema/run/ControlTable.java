package io.financeflow.schema.run;

/**
 * SQL of what people do to DAGs, runs and tasks.
 *
 * <p>The order of locks is {@link #HOLD_DAG}, {@link #HOLD_RUN}, {@link #HOLD_EXECUTION}, {@link
 * #HOLD_INSTANCES}. The first is a weak one: a scheduler updates the rows of DAGs while it holds
 * executions, and would deadlock with a stronger one.
 */
public final class ControlTable {

  /** Keeps a DAG from being deleted and from getting runs; parameter: dag. */
  public static final String HOLD_DAG =
      "SELECT version FROM dags WHERE dag_id = :dag FOR KEY SHARE";

  /**
   * Lets one act at a time have a run; parameters: dag, run ({@code latest} for the latest one).
   * Columns: run_key, run_id.
   */
  public static final String HOLD_RUN =
      """
      SELECT run_key, run_id FROM runs
      WHERE dag_id = :dag AND (run_id = :run OR :run = 'latest' AND run_key = (
        SELECT run_key FROM runs WHERE dag_id = :dag
        ORDER BY run_after DESC, run_key DESC LIMIT 1))
      FOR NO KEY UPDATE
      """;

  /** Ids of the latest runs of a DAG; parameter: dag. */
  public static final String RUN_IDS =
      "SELECT run_id FROM runs WHERE dag_id = :dag ORDER BY run_after DESC, run_key DESC LIMIT 30";

  /** Locks the latest execution of a run; parameter: run_key. */
  public static final String HOLD_EXECUTION =
      """
      SELECT execution_id, number, version, state, reason, tasks, run_after FROM executions
      WHERE run_key = :run_key ORDER BY number DESC LIMIT 1 FOR UPDATE
      """;

  /** Locks the task instances of an execution in the order of their ids; parameter: id. */
  public static final String HOLD_INSTANCES =
      """
      SELECT instance_id, task_id, map_index, state, reason FROM task_instances
      WHERE execution_id = :id ORDER BY instance_id FOR UPDATE
      """;

  /** Writes the history of attempts that are taken away; parameters: ids, message, now. */
  public static final String STOP_ATTEMPTS =
      """
      INSERT INTO attempts (ended_at, instance_id, execution_id, dag_id, task_id, map_index, number,
        token, process_id, worker, pool, slots, scheduled_at, queued_at, started_at, outcome, message)
      SELECT greatest(:now::timestamptz, t.started_at), t.instance_id, t.execution_id, t.dag_id,
        t.task_id, t.map_index, t.attempt, t.token, t.process_id,
        coalesce((SELECT p.host || ':' || p.pid FROM processes p WHERE p.process_id = t.process_id),
          ''),
        t.pool, t.slots, t.scheduled_at, t.queued_at, t.started_at, 'STOPPED', :message
      FROM task_instances t
      WHERE t.instance_id = ANY(:ids) AND t.state IN ('RUNNING', 'RESTARTING')
      """;

  /** Gives task instances a finished state; parameters: ids, state, reason, now. */
  public static final String MARK =
      """
      UPDATE task_instances SET state = :state, reason = :reason, next_look = NULL, token = NULL,
        process_id = NULL, ended_at = :now
      WHERE instance_id = ANY(:ids)
      """;

  /** Asks for another try of running attempts; parameters: ids, reason. */
  public static final String RESTART =
      """
      UPDATE task_instances SET state = 'RESTARTING', reason = :reason
      WHERE instance_id = ANY(:ids) AND state = 'RUNNING'
      """;

  /** Ends the waits for retries; parameters: ids, reason. */
  public static final String RETRY_NOW =
      """
      UPDATE task_instances SET state = 'NONE', reason = :reason, next_look = NULL
      WHERE instance_id = ANY(:ids) AND state = 'UP_FOR_RETRY'
      """;

  /**
   * Adds an execution after another one of its run; parameters: id, version, tasks (or null),
   * asked_by, now. Columns: execution_id, number.
   */
  public static final String ADD_EXECUTION =
      """
      INSERT INTO executions (run_key, number, dag_id, version, cause, lane, state, tasks, run_after,
        queued_at, asked_by)
      SELECT run_key, number + 1, dag_id, :version, 'CLEARED', 'LIVE', 'QUEUED', :tasks, run_after,
        :now, :asked_by
      FROM executions WHERE execution_id = :id
      RETURNING execution_id, number
      """;

  /** Copies finished task instances to another execution; parameters: from, to, tasks. */
  public static final String COPY =
      """
      INSERT INTO task_instances (execution_id, dag_id, task_id, map_index, state, reason, lane, pool,
        slots, priority, run_after, attempt, scheduled_at, queued_at, started_at, first_started_at,
        ended_at, item, outputs, chosen)
      SELECT :to, dag_id, task_id, map_index, state, reason, 'LIVE', pool, slots, priority, run_after,
        attempt, scheduled_at, queued_at, started_at, first_started_at, ended_at, item, outputs,
        chosen
      FROM task_instances WHERE execution_id = :from AND task_id = ANY(:tasks)
      ORDER BY instance_id
      """;

  /** Changes how an execution that is over ended; parameters: id, state, reason. */
  public static final String MARK_EXECUTION =
      """
      UPDATE executions SET state = :state, reason = :reason
      WHERE execution_id = :id AND ended_at IS NOT NULL
      """;

  /** Answers what was asked; parameters: id, approved, who, note, now. */
  public static final String ANSWER =
      """
      UPDATE approvals SET approved = :approved, answered_by = :who, answered_at = :now, note = :note
      WHERE instance_id = :id AND approved IS NULL
      """;

  /** Runs of a DAG that are not over; parameter: dag. */
  public static final String GOING =
      """
      SELECT r.run_id FROM executions e JOIN runs r USING (run_key)
      WHERE e.dag_id = :dag AND e.state IN ('QUEUED', 'RUNNING') ORDER BY r.run_after, r.run_key
      """;

  /** How many runs a DAG has; parameter: dag. */
  public static final String COUNT_RUNS = "SELECT count(*) FROM runs WHERE dag_id = :dag";

  /** Deletes a DAG with its runs, slots and backfills; parameter: dag. */
  public static final String DELETE = "DELETE FROM dags WHERE dag_id = :dag";

  /** Deletes what a deleted DAG leaves behind, versions first; parameter: dag. */
  public static final String DELETE_VERSIONS = "DELETE FROM dag_versions WHERE dag_id = :dag";

  /** Deletes the attempts of a DAG; parameter: dag. */
  public static final String DELETE_ATTEMPTS = "DELETE FROM attempts WHERE dag_id = :dag";

  private ControlTable() {}
}
