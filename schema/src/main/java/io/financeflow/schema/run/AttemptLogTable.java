package io.financeflow.schema.run;

/** SQL of {@code attempt_logs}: the ends of the logs of attempts. */
public final class AttemptLogTable {

  /** Channel on which new lines are told; the payload is {@code dag/execution}. */
  public static final String CHANNEL = "financeflow_logs";

  /** An attempt's log keeps at least so many lines, unless they are too large. */
  public static final int LINES = 1_000;

  /** An attempt's log keeps so many characters, and what its oldest chunk has beyond them. */
  public static final int SIZE = 256 * 1024;

  /**
   * Adds chunks in their order; parameters, arrays all: ats, dags, runs, tasks, map_indexes,
   * attempts, lines, sizes, texts.
   */
  public static final String ADD =
      """
      INSERT INTO attempt_logs (at, dag_id, run_id, task_id, map_index, attempt, lines, size, text)
      SELECT n.at, n.dag_id, n.run_id, n.task_id, n.map_index, n.attempt, n.lines, n.size, n.text
      FROM unnest(:ats, :dags, :runs, :tasks, :map_indexes, :attempts, :lines, :sizes, :texts)
        WITH ORDINALITY AS n (at, dag_id, run_id, task_id, map_index, attempt, lines, size, text,
          position)
      ORDER BY n.position
      """;

  /**
   * Removes the oldest chunks of attempts that have enough without them; parameters, arrays: dags,
   * runs, tasks, map_indexes, attempts; and most_lines, most_size.
   */
  public static final String TRIM =
      """
      DELETE FROM attempt_logs l USING (
        SELECT a.*, c.chunk_id FROM (
          SELECT DISTINCT * FROM unnest(:dags, :runs, :tasks, :map_indexes, :attempts)
            AS n (dag_id, run_id, task_id, map_index, attempt)) a
        CROSS JOIN LATERAL (
          SELECT t.chunk_id, sum(t.lines) OVER later AS lines, sum(t.size) OVER later AS size
          FROM attempt_logs t
          WHERE t.dag_id = a.dag_id AND t.run_id = a.run_id AND t.task_id = a.task_id
            AND t.map_index = a.map_index AND t.attempt = a.attempt
          WINDOW later AS (ORDER BY t.chunk_id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        ) c
        WHERE c.lines >= :most_lines OR c.size >= :most_size) old
      WHERE l.dag_id = old.dag_id AND l.run_id = old.run_id AND l.task_id = old.task_id
        AND l.map_index = old.map_index AND l.attempt = old.attempt AND l.chunk_id = old.chunk_id
      """;

  /** Tells that executions have new lines; parameter: topics. */
  public static final String NOTIFY =
      "SELECT pg_notify('" + CHANNEL + "', topic) FROM unnest(:topics) AS topic";

  /**
   * Chunks of an execution that were not read yet, in order; parameters: dag, run; task, map_index,
   * attempt (each null for all); and what was read, arrays: seen_tasks, seen_indexes,
   * seen_attempts, seen (the last chunk). Columns: chunk_id, task_id, map_index, attempt, text.
   */
  public static final String UNREAD =
      """
      SELECT l.chunk_id, l.task_id, l.map_index, l.attempt, l.text FROM attempt_logs l
      LEFT JOIN unnest(:seen_tasks, :seen_indexes, :seen_attempts, :seen)
        AS s (task_id, map_index, attempt, chunk_id)
        ON s.task_id = l.task_id AND s.map_index = l.map_index AND s.attempt = l.attempt
      WHERE l.dag_id = :dag AND l.run_id = :run
        AND (:task::text IS NULL OR l.task_id = :task)
        AND (:map_index::int IS NULL OR l.map_index = :map_index)
        AND (:attempt::int IS NULL OR l.attempt = :attempt)
        AND l.chunk_id > coalesce(s.chunk_id, 0)
      ORDER BY l.chunk_id
      """;

  /**
   * The execution of a DAG that a run's id and a number name; parameters: dag, run (null for the
   * execution that was started last), number (null for the last one of the run). Columns:
   * execution_id, run_id, number.
   */
  public static final String EXECUTION =
      """
      SELECT e.execution_id, r.run_id, e.number FROM executions e JOIN runs r USING (run_key)
      WHERE r.dag_id = :dag AND (:run::text IS NULL OR r.run_id = :run)
        AND (:number::int IS NULL OR e.number = :number)
      ORDER BY CASE WHEN :run::text IS NULL THEN e.started_at END DESC NULLS LAST,
        e.execution_id DESC
      LIMIT 1
      """;

  /** The latest run ids of a DAG; parameter: dag. */
  public static final String RUN_IDS =
      "SELECT run_id FROM runs WHERE dag_id = :dag ORDER BY run_after DESC, run_key DESC LIMIT 100";

  /** The tasks of an execution; parameter: id. */
  public static final String TASK_IDS =
      "SELECT DISTINCT task_id FROM task_instances WHERE execution_id = :id ORDER BY 1";

  /**
   * When what is asked for was over, no row while it is not; parameters: id (of the execution);
   * task, map_index, attempt (each null for all). Column: at.
   */
  public static final String OVER =
      """
      SELECT coalesce(e.ended_at, t.ended_at, now()) AS at
      FROM (SELECT 1) one LEFT JOIN executions e ON e.execution_id = :id
      LEFT JOIN LATERAL (
        SELECT count(*) AS instances, max(i.ended_at) AS ended_at,
          count(*) FILTER (WHERE i.ended_at IS NULL
            AND (:attempt::int IS NULL OR i.attempt <= :attempt)) AS unfinished
        FROM task_instances i WHERE i.execution_id = :id AND i.task_id = :task::text
          AND (:map_index::int IS NULL OR i.map_index = :map_index)) t ON true
      WHERE e.execution_id IS NULL OR e.ended_at IS NOT NULL
        OR (:task::text IS NOT NULL AND t.instances > 0 AND t.unfinished = 0)
      """;

  private AttemptLogTable() {}
}
