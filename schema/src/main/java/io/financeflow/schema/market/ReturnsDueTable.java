package io.financeflow.schema.market;

/**
 * SQL of {@code returns_due}: which returns a change touches, noted in the transaction of the
 * change.
 *
 * <p>A row that is there already is touched again, so that who settles it at the same time either
 * sees the change or fails and repeats.
 */
public final class ReturnsDueTable {
  /** True when returns are stored for a session of a range; parameters: first and last date. */
  public static final String RETURNS_WITHIN =
      """
      SELECT EXISTS (SELECT FROM ingestion_logs
        WHERE dataset = 'daily_return' AND trading_date BETWEEN ? AND ?)
      """;

  /** Reads the staged tickers whose stored close is another one or none; parameter: date. */
  public static final String SELECT_TOUCHED =
      """
      SELECT i.ticker FROM incoming_bars i
      LEFT JOIN daily_bars b ON b.ticker = i.ticker AND b.trading_date = ?
      WHERE b.close IS DISTINCT FROM i.close ORDER BY i.ticker
      """;

  /** Notes bars of one session; parameters: date, reason, tickers. */
  public static final String NOTE =
      """
      INSERT INTO returns_due (ticker, trading_date, reason)
      SELECT t.ticker, ?::date, ? FROM unnest(?::text[]) AS t (ticker)
      ON CONFLICT (trading_date, ticker) DO UPDATE SET since = now()
      """;

  /**
   * Notes the first bar of each ticker after a date of its own, if it lies at most so many days
   * later, after a date common to all, and has had its return computed; parameters: reason,
   * tickers, dates, days, common date.
   */
  public static final String NOTE_NEXT =
      """
      INSERT INTO returns_due (ticker, trading_date, reason)
      SELECT DISTINCT t.ticker, n.trading_date, ?
      FROM unnest(?::text[], ?::date[]) AS t (ticker, after)
      CROSS JOIN LATERAL (
        SELECT b.trading_date FROM daily_bars b
        WHERE b.ticker = t.ticker AND b.trading_date > t.after AND b.trading_date <= t.after + ?
        ORDER BY b.trading_date LIMIT 1) n
      WHERE n.trading_date > ?::date AND EXISTS (
        SELECT FROM ingestion_logs l
        WHERE l.dataset = 'daily_return' AND l.trading_date = n.trading_date)
      ON CONFLICT (trading_date, ticker) DO UPDATE SET since = now()
      """;

  /** Clears the returns that this transaction has noted: absent rather than stale. */
  public static final String CLEAR_NOTED =
      """
      UPDATE daily_bars b SET daily_return = NULL FROM returns_due d
      WHERE d.since = now() AND b.ticker = d.ticker AND b.trading_date = d.trading_date
        AND b.daily_return IS NOT NULL
      """;

  /**
   * Reads and locks the oldest notes with the bar and the one before it, if it is at most so many
   * days older; parameters: number of notes, days. Columns: ticker, trading_date, close,
   * daily_return, previous trading_date, previous close; nulls where there is no bar.
   */
  public static final String SELECT_OLDEST =
      """
      WITH d AS MATERIALIZED (
        SELECT ticker, trading_date FROM returns_due ORDER BY trading_date, ticker LIMIT ? FOR UPDATE)
      SELECT d.ticker, d.trading_date, b.close, b.daily_return, p.trading_date, p.close FROM d
      LEFT JOIN daily_bars b ON b.ticker = d.ticker AND b.trading_date = d.trading_date
      LEFT JOIN LATERAL (
        SELECT trading_date, close FROM daily_bars p
        WHERE p.ticker = d.ticker AND p.trading_date < d.trading_date
          AND p.trading_date >= d.trading_date - ?
        ORDER BY trading_date DESC LIMIT 1) p ON true
      ORDER BY d.trading_date, d.ticker
      """;

  /** Forgets notes; parameters: tickers, dates. */
  public static final String FORGET =
      """
      DELETE FROM returns_due d USING unnest(?::text[], ?::date[]) AS s (ticker, trading_date)
      WHERE d.ticker = s.ticker AND d.trading_date = s.trading_date
      """;

  /** Forgets the notes of a range of sessions; parameters: first and last date. */
  public static final String FORGET_RANGE =
      "DELETE FROM returns_due WHERE trading_date BETWEEN ? AND ?";

  private ReturnsDueTable() {}
}
