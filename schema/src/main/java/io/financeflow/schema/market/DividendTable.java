package io.financeflow.schema.market;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;

/** SQL of {@code dividends}: a range of ex-dates is made equal to the vendor's list. */
public final class DividendTable {
  /** Adds a dividend or corrects its dates; parameters: {@link #bind}, then source. */
  public static final String UPSERT =
      """
      INSERT INTO dividends AS d (ticker, ex_dividend_date, cash_amount, dividend_type, currency,
        declaration_date, record_date, pay_date, frequency, source)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (ticker, ex_dividend_date, dividend_type, cash_amount) DO UPDATE SET
        currency = excluded.currency, declaration_date = excluded.declaration_date,
        record_date = excluded.record_date, pay_date = excluded.pay_date,
        frequency = excluded.frequency, source = excluded.source, updated_at = now()
      WHERE (d.currency, d.declaration_date, d.record_date, d.pay_date, d.frequency, d.source)
        IS DISTINCT FROM (excluded.currency, excluded.declaration_date, excluded.record_date,
          excluded.pay_date, excluded.frequency, excluded.source)
      """;

  /** Reads a range of ex-dates; parameters: first and last date. */
  public static final String SELECT =
      """
      SELECT ticker, ex_dividend_date, cash_amount, dividend_type, currency, declaration_date,
        record_date, pay_date, frequency
      FROM dividends WHERE ex_dividend_date BETWEEN ? AND ?
      ORDER BY ticker, ex_dividend_date, dividend_type, cash_amount
      """;

  /** Removes one dividend; parameters: ticker, ex-date, amount, type. */
  public static final String DELETE =
      """
      DELETE FROM dividends
      WHERE ticker = ? AND ex_dividend_date = ? AND cash_amount = ? AND dividend_type = ?
      """;

  private DividendTable() {}

  /** Reads the current row of {@link #SELECT}. */
  public static Dividend read(ResultSet row) throws SQLException {
    Dividend.Dates dates =
        new Dividend.Dates(
            row.getObject(6, LocalDate.class),
            row.getObject(7, LocalDate.class),
            row.getObject(8, LocalDate.class));
    return new Dividend(
        row.getString(1),
        row.getObject(2, LocalDate.class),
        row.getDouble(3),
        row.getString(4),
        row.getString(5),
        dates,
        row.getObject(9, Integer.class));
  }

  /** Binds the key to the first four parameters. */
  public static void bindKey(Dividend dividend, PreparedStatement statement) throws SQLException {
    statement.setString(1, dividend.ticker());
    statement.setObject(2, dividend.exDividendDate());
    statement.setDouble(3, dividend.cashAmount());
    statement.setString(4, dividend.type());
  }

  /** Binds all but the source to the first nine parameters of {@link #UPSERT}. */
  public static void bind(Dividend dividend, PreparedStatement statement) throws SQLException {
    bindKey(dividend, statement);
    statement.setString(5, dividend.currency());
    statement.setObject(6, dividend.dates().declaration());
    statement.setObject(7, dividend.dates().record());
    statement.setObject(8, dividend.dates().pay());
    statement.setObject(9, dividend.frequency(), Types.INTEGER);
  }
}
