package io.financeflow.ml.dataset;

import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.Float4Array;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.model.DatasetTable;
import io.financeflow.schema.model.FeatureSet;
import io.financeflow.schema.model.FeatureSetTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Rows of a feature set. Those to forecast from have features only, as they are at the end of a
 * range, for labels tell what comes after: their one label is NaN. Thread-safe.
 */
public final class RecentRows {
  private static final int FETCH_ROWS = 5_000;

  private final Database database;
  private final TradingCalendar calendar;

  /** The rows of that database. */
  public RecentRows(Database database, TradingCalendar calendar) {
    this.database = database;
    this.calendar = calendar;
  }

  @SuppressWarnings("ArrayRecordComponent") // on its way into an array, never compared
  private record Row(int session, float[] features, float[] labels) {}

  /** Returns the last session with a row of a feature set; empty without any. */
  public Optional<LocalDate> last(FeatureSet.Key set) {
    return database
        .jdbi()
        .withHandle(
            handle -> {
              Optional<Integer> id = id(handle, set);
              return id.flatMap(
                  found ->
                      handle
                          .createQuery(DatasetTable.SELECT_LAST)
                          .bind(0, found)
                          .mapTo(LocalDate.class)
                          .findOne());
            });
  }

  /** Returns the tickers with a row of a feature set in a range, in their order. */
  public List<String> tickers(FeatureSet.Key set, DateRange range) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(DatasetTable.COUNT_TICKERS)
                    .bind(0, id(handle, set).orElse(-1))
                    .bind(1, range.from())
                    .bind(2, range.to())
                    .map((row, context) -> row.getString(1))
                    .list());
  }

  /**
   * Returns the last session on which a label is known of some tickers; empty without any.
   *
   * @param label name of the label
   * @param upTo the latest that counts
   */
  public Optional<LocalDate> lastLabelled(
      FeatureSet.Key set, List<String> tickers, String label, LocalDate upTo) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(DatasetTable.SELECT_LAST_LABELLED)
                    .bind(0, id(handle, set).orElse(-1))
                    .bindArray(1, String.class, tickers.toArray())
                    .bind(2, upTo)
                    .bind(3, names(handle, set, 2).indexOf(label) + 1)
                    .mapTo(LocalDate.class)
                    .findOne());
  }

  /** Returns the rows of tickers in a range; without any when there is no such feature set. */
  public FeatureRows read(FeatureSet.Key set, List<String> tickers, DateRange range) {
    return rows(set, tickers, range, false);
  }

  /** Returns the same with their labels as they are known by now. */
  public FeatureRows labelled(FeatureSet.Key set, List<String> tickers, DateRange range) {
    return rows(set, tickers, range, true);
  }

  private FeatureRows rows(
      FeatureSet.Key set, List<String> tickers, DateRange range, boolean labelled) {
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              List<String> features = names(handle, set, 1);
              List<String> labels = labelled ? names(handle, set, 2) : List.of("unknown");
              Map<String, List<Row>> rows = new TreeMap<>();
              handle
                  .createQuery(DatasetTable.SELECT_ROWS)
                  .bind(0, id(handle, set).orElse(-1))
                  .bind(1, range.from())
                  .bind(2, range.to())
                  .bindArray(3, String.class, tickers.toArray())
                  .setFetchSize(FETCH_ROWS)
                  .map(
                      (row, context) -> {
                        float[] values = new float[features.size()];
                        Float4Array.read(row.getBytes(3), values);
                        float[] known = new float[labels.size()];
                        Arrays.fill(known, Float.NaN);
                        if (labelled) {
                          Float4Array.read(row.getBytes(4), known);
                        }
                        LocalDate day = LocalDate.ofEpochDay(row.getInt(1));
                        return rows.computeIfAbsent(row.getString(2), t -> new ArrayList<>())
                            .add(new Row(calendar.sessionIndex(day), values, known));
                      })
                  .forEach(added -> {});
              return new FeatureRows(
                  features,
                  labels,
                  rows.entrySet().stream().map(e -> rows(e.getKey(), e.getValue())).toList());
            });
  }

  private static Optional<Integer> id(Handle handle, FeatureSet.Key set) {
    return handle
        .createQuery(FeatureSetTable.SELECT_ID)
        .bind(0, set.name())
        .bind(1, set.version())
        .map((row, context) -> row.getInt(1))
        .findOne();
  }

  private static List<String> names(Handle handle, FeatureSet.Key set, int column) {
    return handle
        .createQuery(FeatureSetTable.SELECT_NAMES)
        .bind(0, set.name())
        .bind(1, set.version())
        .map((row, context) -> List.of((String[]) row.getArray(column).getArray()))
        .findOne()
        .orElse(List.of());
  }

  private static TickerRows rows(String ticker, List<Row> rows) {
    Numbers features = new Numbers();
    Numbers labels = new Numbers();
    for (Row row : rows) {
      features.add(row.features);
      labels.add(row.labels);
    }
    return new TickerRows(
        ticker, rows.stream().mapToInt(Row::session).toArray(), features.all(), labels.all());
  }
}
