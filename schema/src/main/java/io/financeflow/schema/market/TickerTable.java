package io.financeflow.schema.market;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** SQL of {@code tickers}: the whole table is made equal to the vendor's list of listings. */
public final class TickerTable {
  /** What stands for "not delisted": PostgreSQL's infinity through the driver. */
  private static final LocalDate INFINITY = LocalDate.MAX;

  /** Adds or corrects a listing; parameters: {@link #bind}, then source. */
  public static final String UPSERT =
      """
      INSERT INTO tickers AS t (ticker, delisted_date, name, type, primary_exchange, currency, cik,
        composite_figi, source)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (ticker, delisted_date) DO UPDATE SET
        name = excluded.name, type = excluded.type, primary_exchange = excluded.primary_exchange,
        currency = excluded.currency, cik = excluded.cik, composite_figi = excluded.composite_figi,
        source = excluded.source, updated_at = now()
      WHERE (t.name, t.type, t.primary_exchange, t.currency, t.cik, t.composite_figi, t.source)
        IS DISTINCT FROM (excluded.name, excluded.type, excluded.primary_exchange,
          excluded.currency, excluded.cik, excluded.composite_figi, excluded.source)
      """;

  /** Reads all listings. */
  public static final String SELECT =
      """
      SELECT ticker, delisted_date, name, type, primary_exchange, currency, cik, composite_figi
      FROM tickers ORDER BY ticker, delisted_date
      """;

  /** Removes one listing; parameters: ticker, delisted date. */
  public static final String DELETE = "DELETE FROM tickers WHERE ticker = ? AND delisted_date = ?";

  /**
   * Reads where one company's use of a symbol ended within a range and another's may follow;
   * parameters: first and last date. A later listing of the same FIGI is the same security.
   * Columns: ticker, delisted_date.
   */
  public static final String SELECT_ENDS =
      """
      SELECT ticker, delisted_date FROM tickers t
      WHERE delisted_date BETWEEN ? AND ? AND NOT EXISTS (
        SELECT FROM tickers n WHERE n.ticker = t.ticker AND n.delisted_date > t.delisted_date
          AND n.composite_figi = t.composite_figi AND n.composite_figi <> '')
      ORDER BY ticker, delisted_date
      """;

  private TickerTable() {}

  /** Reads the current row of {@link #SELECT}. */
  public static Listing read(ResultSet row) throws SQLException {
    LocalDate delisted = row.getObject(2, LocalDate.class);
    return new Listing(
        row.getString(1),
        INFINITY.equals(delisted) ? null : delisted,
        row.getString(3),
        row.getString(4),
        new Listing.Identity(
            row.getString(5), row.getString(6), row.getString(7), row.getString(8)));
  }

  /** Binds the key to the first two parameters. */
  public static void bindKey(Listing listing, PreparedStatement statement) throws SQLException {
    statement.setString(1, listing.ticker());
    statement.setObject(2, orInfinity(listing.delistedDate()));
  }

  /** Binds all but the source to the first eight parameters of {@link #UPSERT}. */
  public static void bind(Listing listing, PreparedStatement statement) throws SQLException {
    bindKey(listing, statement);
    statement.setString(3, listing.name());
    statement.setString(4, listing.type());
    statement.setString(5, listing.identity().primaryExchange());
    statement.setString(6, listing.identity().currency());
    statement.setString(7, listing.identity().cik());
    statement.setString(8, listing.identity().compositeFigi());
  }

  private static LocalDate orInfinity(@Nullable LocalDate date) {
    return Objects.requireNonNullElse(date, INFINITY);
  }
}
