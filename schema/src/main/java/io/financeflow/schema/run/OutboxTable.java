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

  private OutboxTable() {}
}
