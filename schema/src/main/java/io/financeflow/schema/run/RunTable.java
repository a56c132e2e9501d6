package io.financeflow.schema.run;

/** SQL of {@code runs} and {@code slots}. */
public final class RunTable {

  /**
   * Adds runs of one DAG, those whose id exists left out; parameters: dag, kind, run_ids,
   * logical_dates, interval_starts, interval_ends, run_afters, first_dates, last_dates, params
   * (JSON texts), note, now. Columns: run_key, run_id.
   */
  public static final String ADD =
      """
      INSERT INTO runs (dag_id, run_id, kind, logical_date, interval_start, interval_end, run_after,
        first_date, last_date, params, note, created_at)
      SELECT :dag, n.run_id, :kind, n.logical_date, n.interval_start, n.interval_end, n.run_after,
        n.first_date, n.last_date, n.params::jsonb, :note, :now
      FROM unnest(:run_ids, :logical_dates, :interval_starts, :interval_ends, :run_afters,
          :first_dates, :last_dates, :params) WITH ORDINALITY
        AS n (run_id, logical_date, interval_start, interval_end, run_after, first_date, last_date,
          params, position)
      ORDER BY n.position
      ON CONFLICT (dag_id, run_id) DO NOTHING
      RETURNING run_key, run_id
      """;

  /**
   * Notes which run covers which slot, the latest run counts; parameters: dag, logical_dates,
   * run_keys.
   */
  public static final String COVER =
      """
      INSERT INTO slots (dag_id, logical_date, run_key, reason)
      SELECT :dag, n.logical_date, n.run_key, '' FROM unnest(:logical_dates, :run_keys)
        AS n (logical_date, run_key)
      ON CONFLICT (dag_id, logical_date) DO UPDATE SET run_key = excluded.run_key, reason = ''
      """;

  /** Notes slots that get no run; parameters: dag, logical_dates, reason. */
  public static final String PASS_OVER =
      """
      INSERT INTO slots (dag_id, logical_date, reason)
      SELECT :dag, n, :reason FROM unnest(:logical_dates) AS n
      ON CONFLICT (dag_id, logical_date) DO NOTHING
      """;

  /** Which of some slots have a run; parameters: dag, logical_dates. */
  public static final String COVERED =
      """
      SELECT logical_date FROM slots
      WHERE dag_id = :dag AND run_key IS NOT NULL AND logical_date = ANY(:logical_dates)
      """;

  private RunTable() {}
}
