package io.financeflow.ml.dataset;

import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.model.Dataset;
import io.financeflow.schema.model.Segments;
import java.sql.SQLException;

/**
 * A dataset with its rows. Immutable and thread-safe.
 *
 * @param dataset what it is
 * @param rows its rows, those of the gaps between segments too
 * @param calendar the sessions that rows are numbered by
 */
public record StoredDataset(Dataset dataset, FeatureRows rows, TradingCalendar calendar) {

  /** Reads the rows of a dataset; they are held in memory, 4 bytes per number. */
  public static StoredDataset read(Database database, Dataset dataset) throws SQLException {
    TradingCalendar calendar = TradingCalendar.nyse();
    return new StoredDataset(
        dataset, new DatasetReader(database, calendar).read(dataset), calendar);
  }

  /** Returns the sessions of a segment. */
  public Range sessions(Segments.Name segment) {
    return sessions(dataset.cut().segments().of(segment));
  }

  private Range sessions(DateRange dates) {
    return new Range(
        calendar.sessionIndex(calendar.nextOrSame(dates.from())),
        calendar.sessionIndex(calendar.previousOrSame(dates.to())));
  }

  /**
   * Returns the windows that end in a segment, scaled as the training segment is. Those of the
   * validation and test segments may begin in the gap before.
   *
   * @throws NoWindows when the look-back is longer than what the dataset was made for: windows of
   *     one segment would reach into the one before
   */
  public Windows windows(Segments.Name segment, String label, int lookBack) {
    requireKept(lookBack);
    Range ends = sessions(segment);
    int first =
        segment == Segments.Name.TRAIN ? ends.from() : ends.from() - dataset.cut().timeSteps();
    return Windows.of(
        rows,
        Scaler.of(dataset.scaling()),
        new Windows.Cut(rows.label(label), lookBack, first, ends));
  }

  private void requireKept(int lookBack) {
    if (lookBack > dataset.cut().timeSteps()) {
      throw new NoWindows(
          ("dataset %s keeps %d rows between its segments but the look-back is %d: take a shorter"
                  + " one, or make a dataset with --window %d")
              .formatted(dataset.name(), dataset.cut().timeSteps(), lookBack, lookBack));
    }
  }
}
