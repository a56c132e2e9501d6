package io.financeflow.ml.retraining;

import io.financeflow.ml.prediction.Lesson;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.Float4Array;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.model.DatasetTable;
import io.financeflow.schema.model.FeatureSetTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * The stored features of the tickers that networks learnt from, session by session. Thread-safe.
 */
final class FeatureSessions {
  private final Database database;

  FeatureSessions(Database database) {
    this.database = database;
  }

  /** Returns each feature's values per session of a range; empty when its tickers are not told. */
  SortedMap<String, SortedMap<LocalDate, double[]>> in(StoredVersion version, DateRange range) {
    return Lesson.of(database, version)
        .map(lesson -> database.jdbi().withHandle(handle -> read(handle, lesson, range)))
        .orElseGet(TreeMap::new);
  }

  private static SortedMap<String, SortedMap<LocalDate, double[]>> read(
      Handle handle, Lesson lesson, DateRange range) {
    List<String> names =
        handle
            .createQuery(FeatureSetTable.SELECT_NAMES)
            .bind(0, lesson.featureSet().name())
            .bind(1, lesson.featureSet().version())
            .map((row, context) -> List.of((String[]) row.getArray(1).getArray()))
            .one();
    SortedMap<LocalDate, List<float[]>> sessions = sessions(handle, lesson, range, names.size());
    SortedMap<String, SortedMap<LocalDate, double[]>> features = new TreeMap<>();
    for (int k = 0; k < names.size(); k++) {
      int column = k;
      SortedMap<LocalDate, double[]> values = new TreeMap<>();
      sessions.forEach((session, rows) -> values.put(session, column(rows, column)));
      features.put(names.get(k), values);
    }
    return features;
  }

  private static SortedMap<LocalDate, List<float[]>> sessions(
      Handle handle, Lesson lesson, DateRange range, int width) {
    int set =
        handle
            .createQuery(FeatureSetTable.SELECT_ID)
            .bind(0, lesson.featureSet().name())
            .bind(1, lesson.featureSet().version())
            .map((row, context) -> row.getInt(1))
            .one();
    SortedMap<LocalDate, List<float[]>> sessions = new TreeMap<>();
    handle
        .createQuery(DatasetTable.SELECT_ROWS)
        .bind(0, set)
        .bind(1, range.from())
        .bind(2, range.to())
        .bindArray(3, String.class, lesson.tickers().toArray())
        .map(
            (row, context) -> {
              float[] values = new float[width];
              Float4Array.read(row.getBytes(3), values);
              LocalDate session = LocalDate.ofEpochDay(row.getInt(1));
              return sessions.computeIfAbsent(session, day -> new ArrayList<>()).add(values);
            })
        .forEach(added -> {});
    return sessions;
  }

  private static double[] column(List<float[]> rows, int column) {
    return rows.stream().mapToDouble(row -> row[column]).filter(Double::isFinite).toArray();
  }
}
