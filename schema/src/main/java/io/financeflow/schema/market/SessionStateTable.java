package io.financeflow.schema.market;

/** SQL of what is known about sessions before work on them is planned. */
public final class SessionStateTable {
  /**
   * Reads the state of sessions; parameters: dates, dataset, dataset. Columns: session, whether it
   * has bars, whether a return of it is due, status of the last attempt at the dataset (null:
   * none), for bars the quality rules broken with ERROR (null: none).
   */
  public static final String SELECT =
      """
      SELECT d.session,
        EXISTS (SELECT FROM daily_bars b WHERE b.trading_date = d.session),
        EXISTS (SELECT FROM returns_due r WHERE r.trading_date = d.session),
        l.status, q.broken
      FROM unnest(?::date[]) AS d (session)
      LEFT JOIN LATERAL (
        SELECT status FROM ingestion_logs
        WHERE dataset = ? AND trading_date = d.session ORDER BY id DESC LIMIT 1) l ON true
      LEFT JOIN LATERAL (
        SELECT string_agg(rule, ' ' ORDER BY rule) AS broken FROM quality_checks
        WHERE ? = 'daily_bars' AND trading_date = d.session AND severity = 'ERROR') q ON true
      ORDER BY d.session
      """;

  private SessionStateTable() {}
}
