package io.financeflow.schema.model;

import io.financeflow.schema.db.BinaryCopy;
import java.time.LocalDate;

/**
 * SQL of {@code feature_rows}: stage the rows of some sessions by binary COPY and make the table
 * equal to them.
 *
 * <p>The staging table is temporary, private to a connection and emptied at commit, so a crash
 * leaves nothing behind.
 */
public final class FeatureRowTable {
  /** Creates the staging table of this connection when it is not there. */
  public static final String CREATE_STAGING =
      """
      CREATE TEMPORARY TABLE IF NOT EXISTS incoming_features (
        trading_date date, ticker text COLLATE "C", features real[], labels real[])
      ON COMMIT DELETE ROWS
      """;

  /**
   * Joins staged and stored rows by hash for the rest of the transaction: of a table that has just
   * been filled the planner knows too little, and a nested loop over a stretch takes minutes.
   */
  public static final String PLAN_FOR_BULK =
      "SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '32MB'";

  /** Fills the staging table; the rows are those of {@link #encode}. */
  public static final String COPY_STAGING = "COPY incoming_features FROM STDIN (FORMAT binary)";

  /**
   * Sessions of a range whose returns are computed, and not to be computed again; parameters: first
   * and last date, twice.
   */
  public static final String SELECT_READY =
      """
      SELECT trading_date FROM ingestion_logs
      WHERE dataset = 'daily_return' AND status = 'DONE' AND trading_date BETWEEN ? AND ?
      EXCEPT
      SELECT trading_date FROM returns_due WHERE trading_date BETWEEN ? AND ?
      """;

  /**
   * Reads what features are made of, session after session and ticker after ticker; parameters:
   * first and last date. Columns: days since 1970-01-01, ticker, open, high, low, close, volume,
   * daily_return.
   */
  public static final String SELECT_BARS =
      """
      SELECT trading_date - DATE '1970-01-01', ticker, open, high, low, close, volume, daily_return
      FROM daily_bars WHERE trading_date BETWEEN ? AND ? ORDER BY trading_date, ticker
      """;

  /**
   * Removes the rows of sessions that are not staged and returns how many of each session;
   * parameters: feature set, first date, last date, dates of the sessions.
   */
  public static final String DELETE_OTHERS =
      """
      WITH gone AS (
        DELETE FROM feature_rows f
        WHERE f.feature_set = ? AND f.trading_date BETWEEN ? AND ? AND f.trading_date = ANY (?)
          AND NOT EXISTS (
            SELECT FROM incoming_features i
            WHERE i.trading_date = f.trading_date AND i.ticker = f.ticker)
        RETURNING f.trading_date)
      SELECT trading_date, count(*) FROM gone GROUP BY trading_date
      """;

  /**
   * Updates the stored rows that differ from the staged ones and returns how many of each session;
   * parameters: feature set, first and last date staged.
   */
  public static final String UPDATE_CHANGED =
      """
      WITH changed AS (
        UPDATE feature_rows f SET features = i.features, labels = i.labels
        FROM incoming_features i
        WHERE f.feature_set = ? AND f.trading_date BETWEEN ? AND ?
          AND f.trading_date = i.trading_date AND f.ticker = i.ticker
          AND (f.features, f.labels) IS DISTINCT FROM (i.features, i.labels)
        RETURNING f.trading_date)
      SELECT trading_date, count(*) FROM changed GROUP BY trading_date
      """;

  /**
   * Adds the staged rows of a range that are not stored and returns how many of each session;
   * parameters: feature set, first date, last date, feature set, first date, last date.
   */
  public static final String INSERT_NEW =
      """
      WITH added AS (
        INSERT INTO feature_rows (feature_set, trading_date, ticker, features, labels)
        SELECT ?, i.trading_date, i.ticker, i.features, i.labels FROM incoming_features i
        WHERE i.trading_date BETWEEN ? AND ? AND NOT EXISTS (
          SELECT FROM feature_rows f
          WHERE f.feature_set = ? AND f.trading_date BETWEEN ? AND ?
            AND f.trading_date = i.trading_date AND f.ticker = i.ticker)
        ORDER BY i.trading_date, i.ticker
        ON CONFLICT DO NOTHING
        RETURNING trading_date)
      SELECT trading_date, count(*) FROM added GROUP BY trading_date
      """;

  private FeatureRowTable() {}

  /**
   * Appends one row in the column order of {@link #COPY_STAGING}.
   *
   * @param features values of all rows of the session, one after the other
   * @param labels likewise; NaN is NULL
   * @param row which of them
   */
  public static void encode(
      BinaryCopy out,
      LocalDate date,
      String ticker,
      RowValues features,
      RowValues labels,
      int row) {
    out.row(4).date(date).text(ticker);
    features.appendTo(out, row);
    labels.appendTo(out, row);
  }

  /**
   * A table of numbers, row after row.
   *
   * @param values all of them
   * @param width columns
   */
  @SuppressWarnings("ArrayRecordComponent") // a view on a buffer, never compared
  public record RowValues(float[] values, int width) {
    private void appendTo(BinaryCopy out, int row) {
      out.float4Array(values, row * width, width);
    }
  }
}
