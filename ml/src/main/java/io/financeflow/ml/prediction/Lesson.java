package io.financeflow.ml.prediction;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.model.Dataset;
import io.financeflow.schema.model.DatasetTable;
import io.financeflow.schema.model.FeatureSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What networks have learnt from: the rows of a feature set. Of a version that was trained on a
 * dataset, the dataset tells; one that was trained again has it in its settings.
 *
 * @param featureSet whose rows
 * @param tickers at least one
 * @param range from the first session of the training rows to the last one of the validation rows,
 *     by which training was stopped
 * @param validFrom first session of the validation rows
 */
public record Lesson(
    FeatureSet.Key featureSet, List<String> tickers, DateRange range, LocalDate validFrom) {
  private static final String KEY = "learnt_from";

  /** Copies the tickers. */
  public Lesson {
    tickers = List.copyOf(tickers);
  }

  /** Returns that of a version; empty when it is not told, for its dataset is gone or changed. */
  public static Optional<Lesson> of(Database database, StoredVersion version) {
    return version
        .origin()
        .featureSet()
        .flatMap(
            set ->
                version.config().has(KEY)
                    ? Optional.of(told(version, set))
                    : dataset(database, version).map(dataset -> of(version, dataset)));
  }

  private static Lesson told(StoredVersion version, FeatureSet.Key set) {
    JsonObject object = version.config().getAsJsonObject(KEY);
    List<String> tickers = new ArrayList<>();
    object.getAsJsonArray("tickers").forEach(each -> tickers.add(each.getAsString()));
    LocalDate validFrom = LocalDate.parse(object.get("valid_from").getAsString());
    return new Lesson(set, tickers, version.origin().range(), validFrom);
  }

  private static Lesson of(StoredVersion version, Dataset dataset) {
    return new Lesson(
        dataset.featureSet(),
        dataset.universe().tickers(),
        version.origin().range(),
        dataset.cut().segments().valid().from());
  }

  private static Optional<Dataset> dataset(Database database, StoredVersion version) {
    return version
        .origin()
        .dataset()
        .flatMap(
            name ->
                database
                    .jdbi()
                    .withHandle(
                        handle ->
                            handle
                                .createQuery(DatasetTable.SELECT)
                                .map((row, context) -> DatasetTable.read(row))
                                .stream()
                                .filter(each -> each.name().equals(name))
                                .filter(
                                    each ->
                                        each.fingerprint().equals(version.origin().fingerprint()))
                                .findFirst()));
  }

  /** Adds to settings what {@link #of} reads; the range is told by the version's origin. */
  public void addTo(JsonObject config) {
    JsonArray names = new JsonArray();
    tickers.forEach(names::add);
    JsonObject object = new JsonObject();
    object.addProperty("valid_from", validFrom.toString());
    object.add("tickers", names);
    config.add(KEY, object);
  }
}
