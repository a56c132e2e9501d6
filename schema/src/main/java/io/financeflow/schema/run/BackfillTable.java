package io.financeflow.schema.run;

/** SQL of {@code backfills}, and of the runs and executions that belong to them. */
public final class BackfillTable {

  /**
   * Adds a backfill that runs; no row comes back when there is one of that name. Parameters: name,
   * dag, first_date, last_date, backwards, reprocess, merge, tasks (or null), params,
   * max_active_runs, share, after (key or null), asked_by, now. Column: backfill_id.
   */
  public static final String ADD =
      """
      INSERT INTO backfills (name, dag_id, state, first_date, last_date, backwards, reprocess, merge,
        tasks, params, max_active_runs, share, after_backfill, asked_by, created_at)
      VALUES (:name, :dag, 'RUNNING', :first_date, :last_date, :backwards, :reprocess, :merge,
        :tasks, :params::jsonb, :max_active_runs, :share, :after, :asked_by, :now)
      ON CONFLICT (name) DO NOTHING
      RETURNING backfill_id
      """;

  /**
   * The runs that cover some slots, each with the state of its latest execution (or null); one that
   * was cancelled before it began does not count. Parameters: dag, logical_dates. Columns: covered,
   * state, number, and those of runs.
   */
  public static final String STANDING =
      """
      SELECT s.logical_date AS covered, e.state, coalesce(e.number, 0) AS number, r.*
      FROM slots s JOIN runs r USING (run_key)
      LEFT JOIN LATERAL (
        SELECT x.state, x.number FROM executions x
        WHERE x.run_key = s.run_key AND NOT (x.state = 'FAILED' AND x.started_at IS NULL)
        ORDER BY x.number DESC LIMIT 1
      ) e ON true
      WHERE s.dag_id = :dag AND s.logical_date = ANY(:logical_dates)
      """;

  /** Gives runs other parameters; parameters: run_keys, params. */
  public static final String CHANGE_PARAMS =
      "UPDATE runs SET params = :params::jsonb WHERE run_key = ANY(:run_keys)";

  /** The DAGs that wait for some assets, paused or not; parameter: assets. */
  public static final String WAITING_FOR =
      """
      SELECT dag_id, version, assets FROM dags
      WHERE present AND assets && :assets ORDER BY dag_id
      """;

  /**
   * Median seconds of the successful executions of a DAG with the same tasks, of its latest hundred
   * slots; parameters: dag, tasks (or null). NULL when there is none.
   */
  public static final String TYPICAL_SECONDS =
      """
      SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM ended_at - started_at))
      FROM (
        SELECT started_at, ended_at FROM executions
        WHERE dag_id = :dag AND state = 'SUCCESS' AND tasks IS NOT DISTINCT FROM :tasks::text[]
        ORDER BY run_after DESC LIMIT 100) e
      """;

  /**
   * How all backfills stand, those of one name or DAG unless it is empty; parameters: name, dag.
   */
  public static final String PROGRESS =
      """
      SELECT b.*, coalesce(p.name, '') AS after_name,
        coalesce(p.state IN ('RUNNING', 'PAUSED'), false) AS waits, c.*
      FROM backfills b LEFT JOIN backfills p ON p.backfill_id = b.after_backfill
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE e.state = 'QUEUED') AS queued,
          count(*) FILTER (WHERE e.state = 'RUNNING') AS running,
          count(*) FILTER (WHERE e.state = 'SUCCESS') AS success,
          count(*) FILTER (WHERE e.state = 'FAILED') AS failed
        FROM executions e WHERE e.backfill_id = b.backfill_id
      ) c
      WHERE :name IN ('', b.name) AND :dag IN ('', b.dag_id)
      ORDER BY b.backfill_id
      """;

  /** The executions of a backfill in its order; parameter: name. */
  public static final String EXECUTIONS =
      """
      SELECT r.run_id, e.number, r.first_date, r.last_date, e.state, e.reason, e.started_at,
        e.ended_at
      FROM backfills b JOIN executions e USING (backfill_id) JOIN runs r USING (run_key)
      WHERE b.name = :name ORDER BY e.ordinal, e.execution_id
      """;

  /** The names of all backfills. */
  public static final String NAMES = "SELECT name FROM backfills ORDER BY name";

  /** A backfill; parameter: name. Columns: backfill_id, dag_id. */
  public static final String FIND = "SELECT backfill_id, dag_id FROM backfills WHERE name = :name";

  /** Where a backfill stands; parameter: name. */
  public static final String STATE = "SELECT state FROM backfills WHERE name = :name";

  /** A backfill that is not over and those that wait for it; parameter: id. Column: backfill_id. */
  public static final String WITH_FOLLOWERS =
      """
      WITH RECURSIVE chain AS (
        SELECT backfill_id FROM backfills
        WHERE backfill_id = :id AND state IN ('RUNNING', 'PAUSED')
        UNION
        SELECT b.backfill_id FROM backfills b JOIN chain c ON b.after_backfill = c.backfill_id
        WHERE b.state IN ('RUNNING', 'PAUSED'))
      SELECT backfill_id FROM chain ORDER BY backfill_id
      """;

  /** Locks the running executions of backfills in the order of their ids; parameter: ids. */
  public static final String LOCK_RUNNING =
      """
      SELECT execution_id FROM executions WHERE backfill_id = ANY(:ids) AND state = 'RUNNING'
      ORDER BY execution_id FOR UPDATE
      """;

  /** Pauses or goes on; parameters: id, before, state. Changes nothing in another state. */
  public static final String TURN =
      "UPDATE backfills SET state = :state WHERE backfill_id = :id AND state = :before";

  /** Ends a backfill of which nothing is left; parameters: id, now. */
  public static final String END =
      """
      UPDATE backfills b SET state = 'DONE', ended_at = greatest(:now, created_at)
      WHERE b.backfill_id = :id AND b.state = 'RUNNING' AND NOT EXISTS (
        SELECT FROM executions e
        WHERE e.backfill_id = b.backfill_id AND e.state IN ('QUEUED', 'RUNNING'))
      """;

  /** Cancels backfills; parameters: ids, now. Column: name. */
  public static final String CANCEL =
      """
      UPDATE backfills SET state = 'CANCELLED', ended_at = greatest(:now, created_at)
      WHERE backfill_id = ANY(:ids) AND state IN ('RUNNING', 'PAUSED')
      RETURNING name
      """;

  /** Ends what has not begun; parameters: ids, reason, now. Column: execution_id. */
  public static final String CANCEL_QUEUED =
      """
      UPDATE executions SET state = 'FAILED', reason = :reason, ended_at = :now
      WHERE backfill_id = ANY(:ids) AND state = 'QUEUED'
      RETURNING execution_id
      """;

  /** Tells the ends of executions; parameters: channel, ids. */
  public static final String TELL_ENDS =
      "SELECT pg_notify(:channel, id::text) FROM unnest(:ids) AS n (id)";

  /** Locks the task instances of executions that workers are at; parameter: ids. */
  public static final String LOCK_WORKED_ON =
      """
      SELECT instance_id FROM task_instances
      WHERE execution_id = ANY(:ids) AND state IN ('RUNNING', 'RESTARTING')
      ORDER BY instance_id FOR UPDATE
      """;

  private BackfillTable() {}
}
