package io.financeflow.schema.quality;

/**
 * Where the rules draw their lines.
 *
 * <p>Tuned on 1,022,032 bars of 504 S&amp;P 500 members, 2,090 sessions of 2013 to 2021; the
 * figures named below are from there.
 */
public final class Thresholds {
  /** Sessions of the trailing median. */
  public static final int MEDIAN_SESSIONS = 21;

  /** Sessions of the trailing median below which nothing is judged. */
  public static final int FEWEST_SESSIONS = 5;

  /** Share by which a session's bars may differ from the trailing median; there: 1 %. */
  public static final double ROW_COUNT_SHARE = 0.20;

  /**
   * Market volume over its trailing median from which it looks doubled: below 2, as a doubled quiet
   * day must be found; 86 % of doubled days are. There: 29 sessions, the highest 2.42 (28 February
   * 2020).
   */
  public static final double VOLUME_DOUBLED = 1.7;

  /** Market volume over its trailing median from which it looks tripled; there: none. */
  public static final double VOLUME_TRIPLED = 3.0;

  /**
   * Market volume over its trailing median below which a full session looks cut off; there: none,
   * the lowest 0.43 (26 December 2014). Early closes fall to 0.31 and are not judged.
   */
  public static final double VOLUME_CUT = 1 / 3.0;

  /** Shares of one ticker and session beyond what any has traded. */
  public static final double VOLUME_ABSURD = 1e11;

  /** Share of yesterday's tickers missing from which a session is suspicious; there: below 1 %. */
  public static final double MISSING_WARNING = 0.05;

  /** Share of yesterday's tickers missing from which a session is partial. */
  public static final double MISSING_ERROR = 0.20;

  /**
   * Factor up or down from which a split-adjusted move is an outlier (+75 %, -43 %). It finds a
   * 2-for-1 split that is not listed unless the price rose by 14 % the same day; there: 13 bars, 8
   * of them splits and spin-offs booked as dividends, 5 the crash of March 2020.
   */
  public static final double OUTLIER_FACTOR = 1.75;

  /** Typical moves of the ticker itself from which a move is an outlier: penny stocks move more. */
  public static final double OUTLIER_DEVIATIONS = 8;

  /** Returns from which a ticker's typical move is known. */
  public static final int OUTLIER_RETURNS = 20;

  /** Share of outliers from which the prices of the session are wrong as a whole. */
  public static final double OUTLIER_ERROR = 0.05;

  /** Fewest outliers that make an error: in a small market one is a large share. */
  public static final int OUTLIER_FEWEST = 10;

  /** Share by which a move may differ from a whole ratio to look like a split. */
  public static final double SPLIT_LIKENESS = 0.05;

  /** Factor from which a listed split must show in the price: less is a usual move. */
  public static final double SPLIT_FACTOR = 1.25;

  /** Share of bars repeated from the session before that is suspicious; there: 3 bars in all. */
  public static final double STALE_WARNING = 0.01;

  /** Share of bars repeated from the session before that makes it a copy. */
  public static final double STALE_ERROR = 0.20;

  private Thresholds() {}
}
