package io.financeflow.schema.run;

/** SQL of {@code dags}, {@code dag_versions} and {@code dag_problems}. */
public final class DagTable {

  /** Lets one load of DAGs wait for the other, until the end of the transaction. */
  public static final String LOCK_ALL =
      "SELECT true FROM pg_advisory_xact_lock(hashtext('dags'), 0)";

  /** Adds a version unless it exists; parameters: dag, version, document, now. */
  public static final String ADD_VERSION =
      """
      INSERT INTO dag_versions (dag_id, version, document, number, created_at)
      SELECT :dag, :version, :document, coalesce(max(number), 0) + 1, :now
      FROM dag_versions WHERE dag_id = :dag
      ON CONFLICT (dag_id, version) DO NOTHING
      """;

  /** Brings people's words in a version up to date; parameters: dag, version, document. */
  public static final String REWORD_VERSION =
      """
      UPDATE dag_versions SET document = :document
      WHERE dag_id = :dag AND version = :version AND document <> :document
      """;

  /** The canonical document of a version; parameters: dag, version. */
  public static final String DOCUMENT =
      "SELECT document FROM dag_versions WHERE dag_id = :dag AND version = :version";

  /** Every DAG: dag_id, version, origin, present, handled_until. */
  public static final String ALL =
      "SELECT dag_id, version, origin, present, handled_until FROM dags ORDER BY dag_id";

  /**
   * Adds a DAG; parameters: dag, version, origin, paused, max_active_runs, assets, now,
   * handled_until, next_due.
   */
  public static final String ADD =
      """
      INSERT INTO dags (dag_id, version, origin, paused, max_active_runs, assets, switched_on,
        handled_until, next_due)
      VALUES (:dag, :version, :origin, :paused, :max_active_runs, :assets, :now, :handled_until,
        :next_due)
      """;

  /** Gives a DAG its new version; parameters as of {@link #ADD}, without paused and now. */
  public static final String RENEW =
      """
      UPDATE dags SET version = :version, origin = :origin, present = true,
        max_active_runs = :max_active_runs, assets = :assets, next_due = :next_due
      WHERE dag_id = :dag
      """;

  /** Notes that DAGs are not there any more; parameter: dags. */
  public static final String VANISH =
      "UPDATE dags SET present = false WHERE present AND dag_id = ANY(:dags)";

  /** Forgets the problems of the last load. */
  public static final String FORGET_PROBLEMS = "DELETE FROM dag_problems";

  /** Notes a problem; parameters: file, position, line, col, message. */
  public static final String ADD_PROBLEM =
      "INSERT INTO dag_problems (file, position, line, col, message)"
          + " VALUES (:file, :position, :line, :col, :message)";

  /** Takes one DAG with a slot that is due; parameter: now. */
  public static final String CLAIM_DUE =
      """
      SELECT dag_id, version, switched_on, handled_until FROM dags
      WHERE present AND NOT paused AND next_due <= :now
      ORDER BY next_due, dag_id LIMIT 1 FOR UPDATE SKIP LOCKED
      """;

  /** Notes up to where slots were dealt with; parameters: dag, handled_until, next_due. */
  public static final String HANDLED =
      "UPDATE dags SET handled_until = :handled_until, next_due = :next_due WHERE dag_id = :dag";

  /** Locks a DAG: who creates runs of its slots holds this lock; parameter: dag. */
  public static final String LOCK =
      """
      SELECT dag_id, version, present, paused, switched_on, handled_until FROM dags
      WHERE dag_id = :dag FOR UPDATE
      """;

  /** The ids of all DAGs. */
  public static final String IDS = "SELECT dag_id FROM dags ORDER BY dag_id";

  /** Pauses a DAG; parameters: dag, because. Changes nothing when it is paused. */
  public static final String PAUSE =
      "UPDATE dags SET paused = true, paused_because = :because WHERE dag_id = :dag AND NOT paused";

  /** Switches a DAG on; parameters: dag, now. Changes nothing when it is on. */
  public static final String UNPAUSE =
      """
      UPDATE dags SET paused = false, paused_because = '', switched_on = :now
      WHERE dag_id = :dag AND paused
      """;

  /** Takes renewals the waiting DAGs do not know of yet; columns: event_id, asset. */
  public static final String TAKE_RENEWALS =
      """
      UPDATE asset_events SET handled = true WHERE event_id IN (
        SELECT event_id FROM asset_events WHERE NOT handled
        ORDER BY event_id LIMIT 200 FOR UPDATE SKIP LOCKED)
      RETURNING event_id, asset
      """;

  /** The DAGs that wait for some assets, locked in their order; parameter: assets. */
  public static final String WAITING_FOR =
      """
      SELECT dag_id, version, assets FROM dags
      WHERE present AND NOT paused AND assets && :assets ORDER BY dag_id FOR UPDATE
      """;

  /** Notes which assets a DAG has got; parameters: dag, assets, events. */
  public static final String GOT =
      """
      INSERT INTO asset_waits (dag_id, asset, event_id)
      SELECT :dag, asset, max(event_id) FROM unnest(:assets, :events) AS n (asset, event_id)
      GROUP BY asset
      ON CONFLICT (dag_id, asset) DO UPDATE SET event_id = excluded.event_id
      """;

  /** What a DAG has got since its last run; parameter: dag. Columns: asset, event_id. */
  public static final String HAS =
      "SELECT asset, event_id FROM asset_waits WHERE dag_id = :dag ORDER BY asset";

  /** Begins anew; parameter: dag. */
  public static final String USED = "DELETE FROM asset_waits WHERE dag_id = :dag";

  private DagTable() {}
}
