package io.financeflow.schema.quality;

/** SQL of what is there and what lacks, over a range of sessions. */
public final class CoverageSql {
  /** Reads the first and the last stored session, NULL without bars. */
  public static final String STORED = "SELECT min(trading_date), max(trading_date) FROM daily_bars";

  /**
   * Reads what is known of sessions; parameter: array of their dates. Columns: trading_date, status
   * and error of the latest attempt (NULL without one), names of the rules broken with ERROR,
   * whether there are bars, whether returns were computed and none waits to be computed again.
   */
  public static final String SESSIONS =
      """
      SELECT s.trading_date, q.status, q.error, coalesce(q.broken, '') AS broken,
        EXISTS (SELECT FROM daily_bars b WHERE b.trading_date = s.trading_date) AS has_bars,
        EXISTS (SELECT FROM ingestion_logs l WHERE l.dataset = 'daily_return'
          AND l.trading_date = s.trading_date AND l.status = 'DONE')
        AND NOT EXISTS (SELECT FROM returns_due r WHERE r.trading_date = s.trading_date)
          AS has_returns
      FROM unnest(?::date[]) AS s (trading_date)
      LEFT JOIN session_quality q USING (trading_date)
      ORDER BY s.trading_date
      """;

  /**
   * Reads the closed days of a range against which an ERROR stands; parameters: first date, last
   * date, array of the sessions. Columns: trading_date, broken.
   */
  public static final String CLOSED_DAYS =
      """
      SELECT trading_date, broken FROM session_quality
      WHERE errors > 0 AND trading_date BETWEEN ? AND ? AND trading_date <> ALL (?::date[])
      ORDER BY trading_date
      """;

  /**
   * Reads where tickers lack bars in sessions that have some, largest stretch first; parameters:
   * first date, last date, last date twice, first date, last date. Columns: ticker, first and last
   * session of the stretch, sessions.
   *
   * <p>A ticker's life goes from its first stored bar to its last one, and on to the end of its
   * listing where that is known. A stretch within which a listing ends is not a gap: the symbol was
   * free, or became another company's.
   */
  public static final String TICKER_GAPS =
      """
      WITH present AS (
        SELECT trading_date, row_number() OVER (ORDER BY trading_date)::int AS n
        FROM (SELECT DISTINCT trading_date FROM daily_bars WHERE trading_date BETWEEN ? AND ?) d),
      dates AS (SELECT array_agg(trading_date ORDER BY n) AS sorted FROM present),
      lives AS (
        SELECT b.ticker, b.first,
          greatest(b.last, CASE WHEN t.last > ?::date THEN ? ELSE t.last END) AS last
        FROM (SELECT ticker, min(trading_date) AS first, max(trading_date) AS last
              FROM daily_bars GROUP BY ticker) b
        LEFT JOIN (SELECT ticker, max(delisted_date) AS last FROM tickers GROUP BY ticker) t
          USING (ticker)),
      marks AS (
        SELECT ticker, n FROM daily_bars JOIN present USING (trading_date)
        WHERE trading_date BETWEEN ? AND ?
        UNION ALL
        SELECT ticker, width_bucket(first - 1, sorted) FROM lives, dates
        UNION ALL
        SELECT ticker, width_bucket(last, sorted) + 1 FROM lives, dates),
      steps AS (
        SELECT ticker, n, lead(n) OVER (PARTITION BY ticker ORDER BY n) AS next FROM marks)
      SELECT s.ticker, f.trading_date, l.trading_date, s.next - s.n - 1 AS sessions
      FROM steps s
      JOIN present f ON f.n = s.n + 1
      JOIN present l ON l.n = s.next - 1
      LEFT JOIN present p ON p.n = s.n
      WHERE s.next > s.n + 1 AND NOT EXISTS (
        SELECT FROM tickers t WHERE t.ticker = s.ticker AND t.delisted_date <= l.trading_date
          AND t.delisted_date >= coalesce(p.trading_date, f.trading_date))
      ORDER BY sessions DESC, s.ticker, f.trading_date
      """;

  /** Counts those sessions of an array that are complete; parameter: the array. */
  public static final String COUNT_COMPLETE =
      "SELECT count(*) FROM complete_sessions WHERE trading_date = ANY (?::date[])";

  private CoverageSql() {}
}
