package io.financeflow.pipelines.features;

import io.financeflow.pipelines.io.DatasetStore;
import io.financeflow.pipelines.io.Transactions;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.model.Dataset;
import java.io.IOException;
import java.io.Serializable;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.jdbc.JdbcIO;

/**
 * What a dataset will be, as far as it can be said without reading the rows.
 *
 * @param name of the dataset
 * @param featureSet id of the set
 * @param universe whose rows
 * @param cut which sessions
 */
public record DatasetPlan(String name, int featureSet, Dataset.Universe universe, Dataset.Cut cut)
    implements Serializable {

  /**
   * Returns what a request comes to, given what is stored.
   *
   * @throws UnusableDataset when the name is taken, there are no rows, a ticker has none, or the
   *     sessions are too few
   */
  public static DatasetPlan of(JdbcIO.DataSourceConfiguration database, DatasetRequest request)
      throws SQLException, IOException {
    Transactions transactions = new Transactions(database);
    try {
      DatasetStore store = new DatasetStore(transactions);
      DateRange range = request.range();
      if (store.exists(request.name())) {
        throw UnusableDataset.taken(request.name());
      }
      int featureSet =
          store.find(Feature.set().key()).orElseThrow(() -> UnusableDataset.noFeatures(range));
      Dataset.Universe universe =
          universe(store.tickers(featureSet, range), range, request.universe());
      List<LocalDate> sessions = store.sessions(featureSet, range, universe.tickers());
      SegmentRule rule = request.split().rule();
      Dataset.Cut cut =
          new Dataset.Cut(rule.cut(sessions), request.split().timeSteps(), rule.purge());
      return new DatasetPlan(request.name(), featureSet, universe, cut);
    } finally {
      transactions.close();
    }
  }

  private static Dataset.Universe universe(
      Map<String, Long> rows, DateRange range, DatasetRequest.Universe asked) {
    if (rows.isEmpty()) {
      throw UnusableDataset.noFeatures(range);
    }
    if (!asked.tickers().isEmpty()) {
      List<String> without = new ArrayList<>(asked.tickers());
      without.removeAll(rows.keySet());
      if (!without.isEmpty()) {
        throw UnusableDataset.asked(
            "no features stored in %s for %s: a row needs %d bars before it; leave the ticker out or"
                    .formatted(range, String.join(", ", without), Feature.BARS)
                + " ingest earlier sessions");
      }
      return new Dataset.Universe("given", asked.tickers());
    }
    List<String> enough =
        rows.entrySet().stream()
            .filter(ticker -> ticker.getValue() >= asked.leastRows())
            .map(Map.Entry::getKey)
            .toList();
    if (enough.isEmpty()) {
      throw UnusableDataset.asked(
          "no ticker has %d rows in %s: the longest series has %d; lower --min-rows"
              .formatted(
                  asked.leastRows(),
                  range,
                  rows.values().stream().mapToLong(n -> n).max().orElse(0)));
    }
    return new Dataset.Universe("all with at least %d rows".formatted(asked.leastRows()), enough);
  }
}
