package io.financeflow.schema.run;

import java.sql.ResultSet;
import java.sql.SQLException;

/** SQL of {@code pools}. */
public final class PoolTable {
  /** The pool of tasks that name none; always exists. */
  public static final String DEFAULT = "default";

  /** Keeps all other writers of pools out until the end of the transaction; readers go on. */
  public static final String LOCK = "LOCK TABLE pools IN SHARE ROW EXCLUSIVE MODE";

  /** Reads all with the slots that are taken, by name. See {@link #read}. */
  public static final String SELECT_ALL =
      """
      SELECT p.pool, p.slots, p.about, coalesce(t.taken, 0) AS taken
      FROM pools p LEFT JOIN (
        SELECT pool, sum(slots) AS taken FROM task_instances
        WHERE state IN ('QUEUED', 'RUNNING', 'RESTARTING') GROUP BY pool
      ) t USING (pool)
      ORDER BY p.pool COLLATE "C"
      """;

  /** Adds or replaces one; parameters: name, slots, about. */
  public static final String UPSERT =
      """
      INSERT INTO pools (pool, slots, about) VALUES (?, ?, ?)
      ON CONFLICT (pool) DO UPDATE SET slots = excluded.slots, about = excluded.about
      """;

  /** Reads who needs a pool, at most three texts for people; parameters: name, name. */
  public static final String SELECT_USERS =
      """
      (SELECT DISTINCT 'DAG ' || d.dag_id AS needs
      FROM dags d JOIN dag_versions v USING (dag_id, version)
      WHERE d.present AND EXISTS (
        SELECT FROM jsonb_each(v.document::jsonb -> 'tasks') t WHERE t.value ->> 'pool' = ?))
      UNION ALL
      (SELECT DISTINCT 'a run of DAG ' || dag_id FROM task_instances
      WHERE pool = ? AND state NOT IN ('SUCCESS', 'FAILED', 'SKIPPED', 'UPSTREAM_FAILED', 'REMOVED'))
      ORDER BY needs LIMIT 3
      """;

  /** Removes one; parameter: name. */
  public static final String DELETE = "DELETE FROM pools WHERE pool = ?";

  private PoolTable() {}

  /**
   * A pool as stored.
   *
   * @param slots how many there are, >= 0
   * @param taken by task instances that are queued or running; may be more than there are
   */
  public record Row(String name, int slots, long taken, String about) {}

  /** Reads the row that a result set is on. */
  public static Row read(ResultSet row) throws SQLException {
    return new Row(
        row.getString("pool"), row.getInt("slots"), row.getLong("taken"), row.getString("about"));
  }
}
