package io.financeflow.schema.market;

import io.financeflow.schema.db.BinaryCopy;

/**
 * SQL of {@code daily_bars}: stage a day by binary COPY, merge it, stage and apply returns.
 *
 * <p>The staging tables are temporary, private to a connection and emptied at commit, so a crash
 * leaves nothing behind.
 */
public final class DailyBarTable {
  /** Creates the staging table of this connection when it is not there. */
  public static final String CREATE_STAGING =
      """
      CREATE TEMPORARY TABLE IF NOT EXISTS incoming_bars (
        ticker text COLLATE "C", open double precision, high double precision,
        low double precision, close double precision, volume double precision,
        vwap double precision, trades bigint, otc boolean) ON COMMIT DELETE ROWS
      """;

  /** Fills the staging table; the rows are those of {@link #encode}. */
  public static final String COPY_STAGING = "COPY incoming_bars FROM STDIN (FORMAT binary)";

  /**
   * Merges the staged rows into one session; parameters: date, source. Equal rows stay untouched,
   * changed ones take the next revision and lose the return that was computed from the old close.
   * The update count is the number of rows inserted or changed.
   */
  public static final String MERGE =
      """
      INSERT INTO daily_bars AS b
        (ticker, trading_date, open, high, low, close, volume, vwap, trades, otc, source)
      SELECT ticker, ?, open, high, low, close, volume, vwap, trades, otc, ?
      FROM incoming_bars ORDER BY ticker
      ON CONFLICT (ticker, trading_date) DO UPDATE SET
        open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close,
        volume = excluded.volume, vwap = excluded.vwap, trades = excluded.trades,
        otc = excluded.otc, source = excluded.source, ingested_at = now(),
        revision = b.revision + 1,
        daily_return = CASE WHEN b.close = excluded.close THEN b.daily_return END
      WHERE (b.open, b.high, b.low, b.close, b.volume, b.vwap, b.trades, b.otc, b.source)
        IS DISTINCT FROM
        (excluded.open, excluded.high, excluded.low, excluded.close, excluded.volume,
         excluded.vwap, excluded.trades, excluded.otc, excluded.source)
      """;

  /** True when a session has bars; parameter: date. */
  public static final String HAS_BARS =
      "SELECT EXISTS (SELECT FROM daily_bars WHERE trading_date = ?)";

  /**
   * Fills a session that has no bars, returns included; the rows are those of {@link #encodeFirst}.
   */
  public static final String COPY_FIRST =
      """
      COPY daily_bars (ticker, trading_date, open, high, low, close, volume, vwap, trades, otc, source,
        daily_return) FROM STDIN (FORMAT binary)
      """;

  /**
   * Reads what returns are made of, session after session; parameters: first and last date.
   * Columns: trading_date, ticker, close, daily_return.
   */
  public static final String SELECT_CLOSES =
      """
      SELECT trading_date, ticker, close, daily_return FROM daily_bars
      WHERE trading_date BETWEEN ? AND ? ORDER BY trading_date
      """;

  /**
   * Reads the closes of some tickers, one series after the other; parameters: tickers, first and
   * last date. Columns: ticker, trading_date, close.
   */
  public static final String SELECT_SERIES =
      """
      SELECT ticker, trading_date, close FROM daily_bars
      WHERE ticker = ANY (?) AND trading_date BETWEEN ? AND ? ORDER BY ticker, trading_date
      """;

  /** Tickers with bars in a range, in their order; parameters: first and last date. */
  public static final String SELECT_TICKERS =
      """
      SELECT ticker FROM daily_bars WHERE trading_date BETWEEN ? AND ?
      GROUP BY ticker ORDER BY ticker
      """;

  /** The last session with a bar. */
  public static final String SELECT_LAST =
      "SELECT trading_date FROM daily_bars ORDER BY trading_date DESC LIMIT 1";

  /** Creates the staging table of returns of this connection when it is not there. */
  public static final String CREATE_RETURN_STAGING =
      """
      CREATE TEMPORARY TABLE IF NOT EXISTS incoming_returns (
        ticker text COLLATE "C", trading_date date, daily_return double precision)
      ON COMMIT DELETE ROWS
      """;

  /** Fills the staging table of returns: ticker, trading_date, daily_return. */
  public static final String COPY_RETURN_STAGING =
      "COPY incoming_returns FROM STDIN (FORMAT binary)";

  /** Applies the staged returns; parameters: first and last date staged. */
  public static final String APPLY_RETURNS =
      """
      UPDATE daily_bars b SET daily_return = r.daily_return
      FROM incoming_returns r
      WHERE b.ticker = r.ticker AND b.trading_date = r.trading_date
        AND b.trading_date BETWEEN ? AND ?
        AND b.daily_return IS DISTINCT FROM r.daily_return
      """;

  private DailyBarTable() {}

  /** Appends one row in the column order of {@link #COPY_STAGING}. */
  public static void encode(DailyBar bar, BinaryCopy out) {
    Ohlc price = bar.price();
    out.row(9).text(bar.ticker());
    out.float8(price.open()).float8(price.high()).float8(price.low()).float8(price.close());
    out.float8(bar.volume()).float8(bar.vwap()).int8(bar.trades()).bool(bar.otc());
  }

  /**
   * Appends one row in the column order of {@link #COPY_FIRST}.
   *
   * @param dailyReturn simple return; NaN for none
   */
  public static void encodeFirst(DailyBar bar, String source, double dailyReturn, BinaryCopy out) {
    Ohlc price = bar.price();
    out.row(12).text(bar.ticker()).date(bar.tradingDate());
    out.float8(price.open()).float8(price.high()).float8(price.low()).float8(price.close());
    out.float8(bar.volume()).float8(bar.vwap()).int8(bar.trades()).bool(bar.otc()).text(source);
    out.float8(Double.isNaN(dailyReturn) ? null : (Double) dailyReturn);
  }
}
