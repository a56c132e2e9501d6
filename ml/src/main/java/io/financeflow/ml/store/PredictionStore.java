package io.financeflow.ml.store;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.model.PredictionTable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What versions forecast. Storing again what is stored changes nothing; another value for the same
 * version, ticker, as-of and target date replaces the one before. Thread-safe.
 */
public final class PredictionStore {
  private static final int BATCH = 5000;
  private static final Comparator<Prediction> BY_KEY =
      Comparator.comparingLong(Prediction::versionId)
          .thenComparing(Prediction::ticker)
          .thenComparing(Prediction::asOf)
          .thenComparing(Prediction::target);

  private final Database database;
  private final Clock clock;

  /** The predictions of a database that has its tables. */
  public PredictionStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Stores all, or none when it fails.
   *
   * @param run who stores them
   * @return how many were added or changed
   * @throws ModelRefusal when two are about the same version, ticker, as-of and target date
   */
  public int upsert(List<Prediction> predictions, UUID run) {
    List<Prediction> ordered = predictions.stream().sorted(BY_KEY).toList();
    for (int i = 1; i < ordered.size(); i++) {
      if (BY_KEY.compare(ordered.get(i - 1), ordered.get(i)) == 0) {
        Prediction twice = ordered.get(i);
        throw new ModelRefusal(
            "two predictions of one version for %s of %s about %s: keep one"
                .formatted(twice.ticker(), twice.asOf(), twice.target()));
      }
    }
    return database
        .jdbi()
        .inTransaction(
            handle -> {
              int changed = 0;
              for (int i = 0; i < ordered.size(); i += BATCH) {
                List<Prediction> batch = ordered.subList(i, Math.min(i + BATCH, ordered.size()));
                changed += upsert(handle, batch, run);
              }
              return changed;
            });
  }

  /**
   * Returns what a version said about a range of target sessions, with scores, by target and
   * ticker.
   *
   * @param tickers empty for all
   */
  public List<StoredPrediction> find(
      StoredVersion version, DateRange targets, List<String> tickers) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(PredictionTable.SELECT)
                    .bind("version", version.id())
                    .bind("first", targets.from())
                    .bind("last", targets.to())
                    .bindArray("tickers", String.class, tickers)
                    .map((row, context) -> StoredPrediction.of(PredictionTable.read(row)))
                    .list());
  }

  private int upsert(Handle handle, List<Prediction> batch, UUID run) {
    List<LocalDate> targets = each(batch, Prediction::target);
    return handle
        .createQuery(PredictionTable.UPSERT)
        .bind("now", clock.instant())
        .bind("run", run)
        .bindArray("versions", Long.class, each(batch, Prediction::versionId))
        .bindArray("tickers", String.class, each(batch, Prediction::ticker))
        .bindArray("as_ofs", LocalDate.class, each(batch, Prediction::asOf))
        .bindArray("targets", LocalDate.class, targets)
        .bindArray("horizons", Integer.class, each(batch, Prediction::horizon))
        .bindArray("values", Double.class, each(batch, Prediction::value))
        .bindArray("lows", Double.class, ends(batch, Prediction.Interval::low))
        .bindArray("highs", Double.class, ends(batch, Prediction.Interval::high))
        .bindArray("levels", Double.class, ends(batch, Prediction.Interval::level))
        .bind("first", Collections.min(targets))
        .bind("last", Collections.max(targets))
        .mapTo(Integer.class)
        .one();
  }

  private static <T> List<T> each(List<Prediction> batch, Function<Prediction, T> part) {
    return batch.stream().map(part).toList();
  }

  private static List<@Nullable Double> ends(
      List<Prediction> batch, Function<Prediction.Interval, Double> part) {
    List<@Nullable Double> ends = new ArrayList<>();
    batch.forEach(each -> ends.add(each.interval().map(part).orElse(null)));
    return ends;
  }
}
