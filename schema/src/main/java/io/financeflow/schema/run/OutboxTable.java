package io.financeflow.schema.run;

/** SQL of {@code outbox}: events that somebody may want to be told. */
public final class OutboxTable {
  /** The channel of LISTEN on which every commit that wrote an event is told. */
  public static final String TOPIC = "financeflow_outbox";

  /**
   * Writes an event once, however often it is asked for; parameters: event key, kind, DAG, run,
   * task, map index, attempt, attempts there may be, item, class of the error, message, detail,
   * first date, last date, when it happened, host.
   */
  public static final String INSERT =
      """
      INSERT INTO outbox (event_key, kind, dag_id, run_id, task_id, map_index, attempt,
        max_attempts, item, error_class, message, detail, first_date, last_date, happened_at, host)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (event_key) DO NOTHING
      """;

  /** Wakes who listens when the transaction commits. */
  public static final String NOTIFY = "SELECT pg_notify('" + TOPIC + "', '')";

  /**
   * Reads and locks the oldest events that no rule has seen, but those another transaction is at;
   * parameter: how many. All columns.
   */
  public static final String SELECT_TO_ROUTE =
      """
      SELECT * FROM outbox WHERE routed_at IS NULL ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED
      """;

  /** Notes that the rules have seen events; parameters: now, their ids. */
  public static final String ROUTED = "UPDATE outbox SET routed_at = ? WHERE id = ANY (?)";

  /**
   * Deletes events, and what was sent of them, when the rules saw them and the last message about
   * them ended before a time; parameter: time, twice.
   */
  public static final String DELETE_SETTLED =
      """
      DELETE FROM outbox o WHERE routed_at < ? AND NOT EXISTS (
        SELECT FROM deliveries d WHERE d.event_id = o.id
          AND (d.ended_at IS NULL OR d.ended_at >= ?))
      """;

  private OutboxTable() {}
}
