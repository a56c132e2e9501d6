package io.financeflow.ml.model;

import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.AdjustedCloses;
import io.financeflow.schema.market.AdjustedCloses.Close;
import io.financeflow.schema.market.DailyBarTable;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.Split;
import io.financeflow.schema.market.SplitTable;
import io.financeflow.schema.market.TickerTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** The stored closes of tickers, adjusted for splits. Thread-safe. */
public final class StoredCloses {
  private static final int FETCH_ROWS = 10_000;

  private final Database database;
  private final TradingCalendar calendar;

  /** The closes of that database. */
  public StoredCloses(Database database, TradingCalendar calendar) {
    this.database = database;
    this.calendar = calendar;
  }

  /** Returns the last session with a bar of any ticker; empty without any. */
  public Optional<LocalDate> last() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle.createQuery(DailyBarTable.SELECT_LAST).mapTo(LocalDate.class).findOne());
  }

  /** Returns the tickers with a bar in a range, in their order. */
  public List<String> tickers(DateRange range) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(DailyBarTable.SELECT_TICKERS)
                    .bind(0, range.from())
                    .bind(1, range.to())
                    .mapTo(String.class)
                    .list());
  }

  /**
   * Returns the closes of tickers in a range, in the shares of each one's last bar in it, from one
   * state of the tables; a ticker without bars is left out.
   */
  public SortedMap<String, Closes> read(Collection<String> tickers, DateRange range) {
    return database
        .jdbi()
        .inTransaction(
            TransactionIsolationLevel.REPEATABLE_READ, handle -> read(handle, tickers, range));
  }

  private SortedMap<String, Closes> read(
      Handle handle, Collection<String> tickers, DateRange range) {
    Map<String, List<Close>> raw = new TreeMap<>();
    select(handle, DailyBarTable.SELECT_SERIES, tickers, range)
        .setFetchSize(FETCH_ROWS)
        .map(
            (row, context) ->
                raw.computeIfAbsent(row.getString(1), ticker -> new ArrayList<>())
                    .add(new Close(row.getObject(2, LocalDate.class), row.getDouble(3))))
        .forEach(added -> {});
    Map<String, List<Split>> splits = new HashMap<>();
    select(handle, SplitTable.SELECT_OF_TICKERS, tickers, range)
        .map((row, context) -> SplitTable.read(row))
        .forEach(
            split -> splits.computeIfAbsent(split.ticker(), t -> new ArrayList<>()).add(split));
    Map<String, List<LocalDate>> ends = ends(handle, range);
    SortedMap<String, Closes> closes = new TreeMap<>();
    raw.forEach(
        (ticker, bars) ->
            closes.put(
                ticker,
                Closes.of(
                    AdjustedCloses.of(
                        bars,
                        splits.getOrDefault(ticker, List.of()),
                        ends.getOrDefault(ticker, List.of())),
                    calendar)));
    return closes;
  }

  private static Map<String, List<LocalDate>> ends(Handle handle, DateRange range) {
    Map<String, List<LocalDate>> ends = new HashMap<>();
    handle
        .createQuery(TickerTable.SELECT_ENDS)
        .bind(0, range.from())
        .bind(1, range.to())
        .map(
            (row, context) ->
                ends.computeIfAbsent(row.getString(1), ticker -> new ArrayList<>())
                    .add(row.getObject(2, LocalDate.class)))
        .forEach(added -> {});
    return ends;
  }

  private static Query select(
      Handle handle, String sql, Collection<String> tickers, DateRange range) {
    return handle
        .createQuery(sql)
        .bindArray(0, String.class, tickers.toArray())
        .bind(1, range.from())
        .bind(2, range.to());
  }
}
