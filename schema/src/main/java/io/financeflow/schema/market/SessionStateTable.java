package io.financeflow.schema.market;

/** SQL of what is known about sessions before work on them is planned. */
public final class SessionStateTable {
  /**
   * Reads the state of sessions as far as a dataset is concerned; parameters: dataset, days that a
   * row of the dataset looks back, dates, dataset, dataset. Columns: session, whether it has bars,
   * whether what the dataset is computed from has changed since (returns: one is due; features:
   * bars or returns of the days back or of the next session), status of the last attempt (null:
   * none), for bars the quality rules broken with ERROR (null: none).
   */
  public static final String SELECT =
      """
      SELECT d.session,
        EXISTS (SELECT FROM daily_bars b WHERE b.trading_date = d.session),
        CASE ? WHEN 'feature_rows' THEN EXISTS (
            SELECT FROM ingestion_logs c
            WHERE c.dataset IN ('daily_bars', 'daily_return') AND c.changed_count > 0
              AND c.trading_date BETWEEN d.session - ? AND d.session + 7 AND c.id > l.id)
          ELSE EXISTS (SELECT FROM returns_due r WHERE r.trading_date = d.session) END,
        l.status, q.broken
      FROM unnest(?::date[]) AS d (session)
      LEFT JOIN LATERAL (
        SELECT id, status FROM ingestion_logs
        WHERE dataset = ? AND trading_date = d.session ORDER BY id DESC LIMIT 1) l ON true
      LEFT JOIN LATERAL (
        SELECT string_agg(rule, ' ' ORDER BY rule) AS broken FROM quality_checks
        WHERE ? = 'daily_bars' AND trading_date = d.session AND severity = 'ERROR') q ON true
      ORDER BY d.session
      """;

  private SessionStateTable() {}
}
