package io.financeflow.schema.quality;

/**
 * The temporary tables that rules are evaluated on, dropped at commit: the days of a range, their
 * bars beside those of the session before, what is missing, what was rejected, what is usual.
 */
public final class QualityStage {
  /** Creates the tables in this transaction. */
  public static final String CREATE =
      """
      CREATE TEMPORARY TABLE quality_days (
        trading_date date PRIMARY KEY, previous date NOT NULL, due_at timestamptz,
        full_day boolean NOT NULL, bars bigint NOT NULL DEFAULT 0) ON COMMIT DROP;
      CREATE TEMPORARY TABLE quality_bars (
        trading_date date, ticker text COLLATE "C", open double precision, high double precision,
        low double precision, close double precision, volume double precision,
        daily_return double precision, previous_close double precision, is_repeat boolean)
        ON COMMIT DROP;
      CREATE TEMPORARY TABLE quality_missing (trading_date date, ticker text COLLATE "C")
        ON COMMIT DROP;
      CREATE TEMPORARY TABLE quality_rejects (trading_date date, rule text, what text)
        ON COMMIT DROP;
      CREATE TEMPORARY TABLE quality_history (
        trading_date date, full_day boolean, bars bigint, volume double precision,
        sessions bigint, usual_bars double precision, usual_volume double precision)
        ON COMMIT DROP
      """;

  /**
   * Lists the sessions; parameters: arrays of the dates, the sessions before them, the instants
   * from which they should be there, and whether they last until 16:00.
   */
  public static final String FILL_SESSIONS =
      """
      INSERT INTO quality_days (trading_date, previous, due_at, full_day)
      SELECT * FROM unnest(?::date[], ?::date[], ?::timestamptz[], ?::boolean[])
      """;

  /** Adds the closed days that have bars; parameters: first and last date. */
  public static final String FILL_CLOSED_DAYS =
      """
      INSERT INTO quality_days (trading_date, previous, full_day)
      SELECT DISTINCT trading_date, trading_date - 1, false FROM daily_bars
      WHERE trading_date BETWEEN ? AND ?
      ON CONFLICT DO NOTHING
      """;

  /**
   * Copies the bars of the days, each beside that of its ticker in the session before; parameters:
   * first date, last date, earliest session before, last date.
   */
  public static final String FILL_BARS =
      """
      INSERT INTO quality_bars
      SELECT b.trading_date, b.ticker, b.open, b.high, b.low, b.close, b.volume, b.daily_return,
        p.close, b.volume > 0 AND (b.open, b.high, b.low, b.close, b.volume)
          = (p.open, p.high, p.low, p.close, p.volume)
      FROM daily_bars b
      JOIN quality_days d USING (trading_date)
      LEFT JOIN daily_bars p ON p.ticker = b.ticker AND p.trading_date = d.previous
        AND p.trading_date BETWEEN ?::date AND ?::date
      WHERE b.trading_date BETWEEN ?::date AND ?::date
      """;

  /** Counts the bars of each day. */
  public static final String COUNT_BARS =
      """
      UPDATE quality_days d SET bars = c.n
      FROM (SELECT trading_date, count(*) AS n FROM quality_bars GROUP BY trading_date) c
      WHERE c.trading_date = d.trading_date
      """;

  /** Forgets the sessions without bars that need not be there yet; parameter: now. */
  public static final String FORGET_NOT_DUE =
      "DELETE FROM quality_days WHERE bars = 0 AND due_at > ?";

  /**
   * Lists who traded in the session before, has no bar now and whose listing has not ended;
   * parameters: earliest session before, last date.
   */
  public static final String FILL_MISSING =
      """
      INSERT INTO quality_missing
      SELECT d.trading_date, p.ticker
      FROM quality_days d
      JOIN daily_bars p ON p.trading_date = d.previous AND p.trading_date BETWEEN ? AND ?
      LEFT JOIN quality_bars b ON b.trading_date = d.trading_date AND b.ticker = p.ticker
      WHERE b.ticker IS NULL AND d.bars > 0 AND d.due_at IS NOT NULL
        AND coalesce((SELECT max(delisted_date) FROM tickers t WHERE t.ticker = p.ticker),
          'infinity') >= d.trading_date
        AND NOT EXISTS (SELECT FROM tickers t WHERE t.ticker = p.ticker
          AND t.delisted_date >= d.previous AND t.delisted_date < d.trading_date)
      """;

  /** Sorts the rejects of the days by the rule that their reason names. */
  public static final String FILL_REJECTS =
      """
      INSERT INTO quality_rejects
      SELECT trading_date, CASE
          WHEN reason LIKE 'prices must be %' THEN 'ohlc_order'
          WHEN reason ~ '^(o|h|l|c|vw|open|high|low|close) must be > 0 ' THEN 'positive_prices'
          WHEN reason ~ '^(v|n|volume|transactions) must be >= 0 ' THEN 'volume'
          WHEN reason ~ '^(T|ticker) (repeats|has rows that differ)' THEN 'duplicates'
          WHEN reason ~ '^(T|ticker) must be a ticker ' THEN 'ticker_form'
          WHEN reason ~ '^(t|window_start) must be on ' THEN 'timestamp_on_date'
          ELSE 'readable' END,
        left(coalesce(substring(original FROM '"(?:T|ticker)":"([^"]{1,20})'), 'row') || ': ' || reason, 100)
      FROM rejected_rows JOIN quality_days USING (trading_date)
      WHERE dataset = 'daily_bars'
      """;

  /**
   * Sets each day with bars beside the medians of the sessions with bars before it; parameter:
   * array of the sessions that may count, those of the days included.
   */
  public static final String FILL_HISTORY =
      """
      WITH totals AS (
        SELECT trading_date, count(*) AS bars, sum(volume) AS volume FROM daily_bars
        WHERE trading_date = ANY (?::date[]) GROUP BY trading_date)
      INSERT INTO quality_history
      SELECT d.trading_date, d.full_day, t.bars, t.volume, m.*
      FROM quality_days d
      JOIN totals t USING (trading_date)
      CROSS JOIN LATERAL (
        SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY bars),
          percentile_cont(0.5) WITHIN GROUP (ORDER BY volume)
        FROM (SELECT bars, volume FROM totals h WHERE h.trading_date < d.trading_date
              ORDER BY h.trading_date DESC LIMIT %d) h
      ) m
      """
          .formatted(Thresholds.MEDIAN_SESSIONS);

  /** Tells the planner how large the tables are. */
  public static final String ANALYZE =
      "ANALYZE quality_days; ANALYZE quality_bars (trading_date, ticker)";

  /** Reads the days; columns: trading_date, bars. */
  public static final String SELECT_DAYS =
      "SELECT trading_date, bars FROM quality_days ORDER BY trading_date";

  private QualityStage() {}
}
