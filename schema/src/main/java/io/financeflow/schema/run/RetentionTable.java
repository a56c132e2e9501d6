package io.financeflow.schema.run;

import java.util.List;

/** SQL that forgets the history of the orchestrator. */
public final class RetentionTable {

  /**
   * Rows of one kind that are too old.
   *
   * @param what the kind
   * @param count counts them; parameter: before
   * @param delete deletes some; parameters: before, most
   */
  public record Old(String what, String count, String delete) {

    private static Old of(String what, String from, String victims) {
      return new Old(
          what,
          "SELECT count(*) FROM " + victims,
          "DELETE FROM %s WHERE ctid = ANY(ARRAY(SELECT o.ctid FROM %s LIMIT :most))"
              .formatted(from, victims));
    }
  }

  /** Makes the partitions of coming months; parameters: first, last (dates). */
  public static final String ADD_PARTITIONS =
      "SELECT true FROM (SELECT add_history_partitions(:first, :last)) done";

  /** Partitions that hold only what is too old; parameter: before. */
  public static final String PARTITIONS =
      """
      SELECT c.relname FROM pg_inherits i
      JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = ANY(ARRAY['attempts', 'audit', 'attempt_logs']::regclass[])
        AND c.relname ~ '_[0-9]{4}_[0-9]{2}$'
        AND (to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month') AT TIME ZONE 'UTC'
          <= :before
      ORDER BY 1
      """;

  /** Gives up soon when somebody reads: who writes waits behind us meanwhile. */
  public static final String WAIT_SHORTLY = "SET LOCAL lock_timeout = '5s'";

  /**
   * In the order they are to be deleted: versions are used by runs. A run goes with its executions
   * and slots when all of these ended long ago and no backfill still needs them; the latest of each
   * kind of a DAG stays, as the next one may ask what became of it.
   */
  public static final List<Old> ALL =
      List.of(
          Old.of(
              "runs",
              "runs",
              """
              runs o WHERE o.created_at < :before
                AND NOT EXISTS (
                  SELECT FROM executions e LEFT JOIN backfills b USING (backfill_id)
                  WHERE e.run_key = o.run_key AND (e.ended_at IS NULL OR e.ended_at >= :before
                    OR b.state IN ('RUNNING', 'PAUSED')))
                AND EXISTS (
                  SELECT FROM runs l WHERE l.dag_id = o.dag_id AND l.kind = o.kind
                    AND (l.logical_date, l.run_key) > (o.logical_date, o.run_key))
              """),
          Old.of("slots", "slots", "slots o WHERE o.run_key IS NULL AND o.logical_date < :before"),
          Old.of(
              "dag_versions",
              "dag_versions",
              """
              dag_versions o WHERE o.created_at < :before
                AND NOT EXISTS (
                  SELECT FROM dags d WHERE d.dag_id = o.dag_id AND d.version = o.version)
                AND NOT EXISTS (
                  SELECT FROM executions e WHERE e.dag_id = o.dag_id AND e.version = o.version)
              """),
          Old.of("processes", "processes", "processes o WHERE o.ended_at < :before"),
          Old.of(
              "asset_events",
              "asset_events",
              "asset_events o WHERE o.handled AND o.happened_at < :before"),
          Old.of("attempts", "attempts_rest", "attempts_rest o WHERE o.ended_at < :before"),
          Old.of("audit", "audit_rest", "audit_rest o WHERE o.at < :before"),
          Old.of("attempt_logs", "attempt_logs_rest", "attempt_logs_rest o WHERE o.at < :before"));

  private RetentionTable() {}
}
