package io.financeflow.ml.retraining;

import io.financeflow.ml.model.ArimaSet;
import io.financeflow.ml.model.Closes;
import io.financeflow.ml.model.StoredCloses;
import io.financeflow.ml.store.ModelStore;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What versions read: the returns of their tickers (ARIMA), or the features of the tickers that
 * they learnt from (networks), session by session.
 */
final class Inputs {
  private final ModelStore models;
  private final StoredCloses closes;
  private final FeatureSessions features;

  Inputs(Database database, ModelStore models) {
    TradingCalendar calendar = TradingCalendar.nyse();
    this.models = models;
    this.closes = new StoredCloses(database, calendar);
    this.features = new FeatureSessions(database);
  }

  /**
   * Returns the rows of each input and session in a range, finite ones only; no input for a version
   * whose tickers are not told any more.
   */
  SortedMap<String, SortedMap<LocalDate, double[]>> in(StoredVersion version, DateRange range) {
    if (!version.kind().equals("arima")) {
      return features.in(version, range);
    }
    Collection<String> tickers = ArimaSet.read(models.artifact(version)).members().keySet();
    SortedMap<LocalDate, List<Double>> returns = new TreeMap<>();
    closes.read(tickers, range).values().forEach(each -> add(each, returns));
    SortedMap<LocalDate, double[]> rows = new TreeMap<>();
    returns.forEach((session, values) -> rows.put(session, array(values)));
    return new TreeMap<>(Map.of("returns", rows));
  }

  private static void add(Closes closes, SortedMap<LocalDate, List<Double>> returns) {
    double[] values = closes.values();
    for (int i = 1; i < values.length; i++) {
      double change = values[i] / values[i - 1] - 1;
      if (!Double.isNaN(change)) {
        returns.computeIfAbsent(closes.sessions().get(i), day -> new ArrayList<>()).add(change);
      }
    }
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
