package io.financeflow.schema.market;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;

/** SQL of {@code splits}: a range of execution dates is made equal to the vendor's list. */
public final class SplitTable {
  /** Adds a split that is not there yet; see {@link #bind}. */
  public static final String UPSERT =
      """
      INSERT INTO splits (ticker, execution_date, split_from, split_to, source)
      VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;

  /** Reads a range of execution dates; parameters: first and last date. */
  public static final String SELECT =
      """
      SELECT ticker, execution_date, split_from, split_to FROM splits
      WHERE execution_date BETWEEN ? AND ? ORDER BY ticker, execution_date, split_from, split_to
      """;

  /** Reads the splits of some tickers, see {@link #read}; parameters: tickers, first, last date. */
  public static final String SELECT_OF_TICKERS =
      """
      SELECT ticker, execution_date, split_from, split_to FROM splits
      WHERE ticker = ANY (?) AND execution_date BETWEEN ? AND ? ORDER BY ticker, execution_date
      """;

  /** Removes one split; parameters as the first four of {@link #UPSERT}. */
  public static final String DELETE =
      """
      DELETE FROM splits
      WHERE ticker = ? AND execution_date = ? AND split_from = ? AND split_to = ?
      """;

  private SplitTable() {}

  /** Reads the current row of {@link #SELECT}. */
  public static Split read(ResultSet row) throws SQLException {
    return new Split(
        row.getString(1), row.getObject(2, LocalDate.class), row.getDouble(3), row.getDouble(4));
  }

  /** Binds the key, which is the whole split, to the first four parameters. */
  public static void bind(Split split, PreparedStatement statement) throws SQLException {
    statement.setString(1, split.ticker());
    statement.setObject(2, split.executionDate());
    statement.setDouble(3, split.from());
    statement.setDouble(4, split.to());
  }
}
