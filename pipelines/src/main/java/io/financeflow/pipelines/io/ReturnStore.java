package io.financeflow.pipelines.io;

import io.financeflow.schema.db.BinaryCopy;
import io.financeflow.schema.market.DailyBarTable;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.market.ReturnsDueTable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Rewrites the returns of a stretch of sessions in one transaction, on one snapshot of the bars.
 *
 * <p>Reads closes session after session, asks a rule for each return, and writes those that differ
 * from what is stored. Memory: the rule's state and about 40 bytes per changed row. Not
 * thread-safe.
 */
public final class ReturnStore {
  private static final int FETCH_ROWS = 5_000;

  private final Transactions transactions;
  private final BinaryCopy staging = new BinaryCopy();

  /** A store on that pool. */
  public ReturnStore(Transactions transactions) {
    this.transactions = transactions;
  }

  /** What returns follow from; fed in order of date. */
  public interface Rule {
    /** Returns the return of a bar; empty when it cannot be computed. */
    OptionalDouble next(LocalDate date, String ticker, double close);
  }

  /**
   * What was found in a session.
   *
   * @param bars bars examined
   * @param changed returns that differed from what was stored
   */
  public record Tally(long bars, long changed) {
    Tally plus(boolean change) {
      return new Tally(bars + 1, changed + (change ? 1 : 0));
    }
  }

  /**
   * Rewrites the returns of a range and returns its log rows.
   *
   * @param lookback first date to read, at or before the range
   * @param rule a fresh rule for each try
   * @param logs makes the log rows from the tally of each session that has bars
   */
  public List<IngestionLog> rewrite(
      LocalDate lookback,
      DateRange range,
      Supplier<Rule> rule,
      Function<Map<LocalDate, Tally>, List<IngestionLog>> logs)
      throws SQLException, IOException {
    return transactions.run(
        Connection.TRANSACTION_REPEATABLE_READ,
        connection -> {
          staging.clear();
          List<IngestionLog> rows = logs.apply(examine(connection, lookback, range, rule.get()));
          if (staging.rows() > 0) {
            apply(connection, staging, range);
          }
          Sql.update(connection, ReturnsDueTable.FORGET_RANGE, range.from(), range.to());
          Sql.log(connection, rows);
          return rows;
        });
  }

  private Map<LocalDate, Tally> examine(
      Connection connection, LocalDate lookback, DateRange range, Rule rule) throws SQLException {
    Map<LocalDate, Tally> tallies = new TreeMap<>();
    try (PreparedStatement select = connection.prepareStatement(DailyBarTable.SELECT_CLOSES)) {
      select.setFetchSize(FETCH_ROWS);
      Sql.bind(select, lookback, range.to());
      try (ResultSet bars = select.executeQuery()) {
        while (bars.next()) {
          LocalDate date = bars.getObject(1, LocalDate.class);
          OptionalDouble value = rule.next(date, bars.getString(2), bars.getDouble(3));
          if (!date.isBefore(range.from())) {
            boolean change = stageIfChanged(bars, date, value);
            tallies.merge(date, new Tally(1, change ? 1 : 0), (sum, one) -> sum.plus(change));
          }
        }
      }
    }
    return tallies;
  }

  private boolean stageIfChanged(ResultSet bars, LocalDate date, OptionalDouble value)
      throws SQLException {
    double stored = bars.getDouble(4);
    boolean absent = bars.wasNull();
    boolean same = value.isPresent() ? !absent && stored == value.getAsDouble() : absent;
    if (!same) {
      staging.row(3).text(bars.getString(2)).date(date);
      staging.float8(value.isPresent() ? (Double) value.getAsDouble() : null);
    }
    return !same;
  }

  /** Applies staged returns of a range of sessions. */
  static void apply(Connection connection, BinaryCopy staging, DateRange range)
      throws SQLException, IOException {
    Sql.execute(connection, DailyBarTable.CREATE_RETURN_STAGING);
    Sql.copyIn(connection, DailyBarTable.COPY_RETURN_STAGING, staging);
    Sql.execute(connection, "ANALYZE incoming_returns");
    Sql.update(connection, DailyBarTable.APPLY_RETURNS, range.from(), range.to());
  }
}
