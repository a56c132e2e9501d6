package io.financeflow.schema.run;

/** SQL of {@code task_instances} as schedulers use it; workers use {@link WorkTable}. */
public final class TaskInstanceTable {

  /**
   * Adds task instances; parameters: executions, dags, tasks, map_indexes, lanes, pools, slots,
   * priorities, run_afters, states, items (JSON or null), now. Those that exist are left out.
   */
  public static final String ADD =
      """
      INSERT INTO task_instances (execution_id, dag_id, task_id, map_index, lane, pool, slots,
        priority, run_after, state, item, scheduled_at, attempt)
      SELECT n.execution_id, n.dag_id, n.task_id, n.map_index, n.lane, n.pool, n.slots, n.priority,
        n.run_after, n.state, n.item, CASE WHEN n.state = 'SCHEDULED' THEN :now::timestamptz END,
        CASE WHEN n.state = 'SCHEDULED' THEN 1 ELSE 0 END
      FROM unnest(:executions, :dags, :tasks, :map_indexes, :lanes, :pools, :slots, :priorities,
          :run_afters, :states, :items)
        AS n (execution_id, dag_id, task_id, map_index, lane, pool, slots, priority, run_after,
          state, item)
      ON CONFLICT (execution_id, task_id, map_index) DO NOTHING
      """;

  /** Where the task instances of executions stand; parameter: ids. */
  public static final String OF_EXECUTIONS =
      """
      SELECT t.instance_id, t.execution_id, t.task_id, t.map_index, t.state, t.next_look, t.chosen,
        a.approved, a.answered_by, a.note
      FROM task_instances t LEFT JOIN approvals a USING (instance_id)
      WHERE t.execution_id = ANY(:ids) ORDER BY t.execution_id, t.task_id, t.map_index
      """;

  /** The element of a mapped task instance as JSON; parameters: id, task, map_index. */
  public static final String ITEM =
      """
      SELECT item FROM task_instances
      WHERE execution_id = :id AND task_id = :task AND map_index = :map_index AND item IS NOT NULL
      """;

  /**
   * What task instances of an execution gave; parameter: id. Columns: task_id, map_index, outputs.
   */
  public static final String OUTPUTS =
      """
      SELECT task_id, map_index, outputs FROM task_instances
      WHERE execution_id = :id AND outputs IS NOT NULL AND state = 'SUCCESS'
      ORDER BY task_id, map_index
      """;

  /**
   * Changes task instances that are still as expected; parameters: ids, expected, states, reasons,
   * looks, tries (added to the attempt), chosen (ids separated by blanks, or null), map_indexes,
   * items, now.
   */
  public static final String CHANGE =
      """
      UPDATE task_instances t SET state = n.state, reason = n.reason, next_look = n.look,
        attempt = t.attempt + n.tries,
        scheduled_at = CASE WHEN n.state = 'SCHEDULED' THEN :now::timestamptz ELSE t.scheduled_at END,
        first_started_at = CASE WHEN n.state IN ('DEFERRED', 'AWAITING_INPUT')
          THEN coalesce(t.first_started_at, :now::timestamptz) ELSE t.first_started_at END,
        ended_at = CASE WHEN n.state IN ('SUCCESS', 'FAILED', 'SKIPPED', 'UPSTREAM_FAILED', 'REMOVED')
          THEN :now::timestamptz END,
        chosen = coalesce(string_to_array(n.chosen, ' '), t.chosen),
        map_index = n.map_index, item = coalesce(n.item, t.item)
      FROM unnest(:ids, :expected, :states, :reasons, :looks, :tries, :chosen, :map_indexes, :items)
        AS n (id, expected, state, reason, look, tries, chosen, map_index, item)
      WHERE t.instance_id = n.id AND t.state = n.expected
      """;

  /** Asks people; parameters: id, question, now. */
  public static final String ASK =
      """
      INSERT INTO approvals (instance_id, question, asked_at) VALUES (:id, :question, :now)
      ON CONFLICT DO NOTHING
      """;

  /** Gives up what is unfinished in an execution; parameters: id, state, reason, now. */
  public static final String GIVE_UP =
      """
      UPDATE task_instances SET state = :state, reason = :reason, next_look = NULL, token = NULL,
        process_id = NULL, ended_at = :now
      WHERE execution_id = :id AND state NOT IN ('SUCCESS', 'FAILED', 'SKIPPED', 'UPSTREAM_FAILED',
        'REMOVED')
      """;

  /**
   * States in the execution of the slot before; parameter: id. Columns: task_id, map_index, state,
   * run_id; no rows for the first run of a DAG and the first of a backfill.
   */
  public static final String BEFORE =
      """
      WITH here AS (
        SELECT e.run_key, e.backfill_id, r.dag_id, r.logical_date FROM executions e
        JOIN runs r USING (run_key) WHERE e.execution_id = :id),
      previous AS (
        SELECT r.run_key, r.run_id FROM runs r, here h
        WHERE r.dag_id = h.dag_id AND r.logical_date < h.logical_date AND EXISTS (
          SELECT FROM executions e WHERE e.run_key = r.run_key
            AND (h.backfill_id IS NULL OR e.backfill_id = h.backfill_id))
        ORDER BY r.logical_date DESC, r.run_key DESC LIMIT 1)
      SELECT t.task_id, t.map_index, t.state, p.run_id FROM previous p, task_instances t
      WHERE t.execution_id = (
        SELECT e.execution_id FROM executions e WHERE e.run_key = (SELECT run_key FROM previous)
        ORDER BY e.number DESC LIMIT 1)
      """;

  private TaskInstanceTable() {}
}
