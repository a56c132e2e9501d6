package io.financeflow.ml.prediction;

import io.financeflow.ml.dataset.Range;
import io.financeflow.ml.dataset.StoredDataset;
import io.financeflow.ml.dataset.Windows;
import io.financeflow.ml.evaluation.Conformal;
import io.financeflow.ml.lstm.LstmModel;
import io.financeflow.ml.lstm.LstmSettings.Target;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.model.Dataset;
import io.financeflow.schema.model.DatasetTable;
import io.financeflow.schema.model.Segments;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The dataset that networks have learnt from, when it is still there and unchanged. Intervals come
 * from the errors on its validation segment, by which training was stopped: they are slightly too
 * narrow.
 */
final class Learnt {
  private static final String LABEL = "next_return";

  private final Database database;
  private final StoredVersion version;
  private final Optional<Dataset> dataset;

  Learnt(Database database, StoredVersion version) {
    this.database = database;
    this.version = version;
    this.dataset = version.origin().dataset().flatMap(name -> find(database, name));
  }

  private Optional<Dataset> find(Database from, String name) {
    return from.jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(DatasetTable.SELECT)
                    .map((row, context) -> DatasetTable.read(row))
                    .stream()
                    .filter(each -> each.name().equals(name))
                    .filter(each -> each.fingerprint().equals(version.origin().fingerprint()))
                    .findFirst());
  }

  /**
   * Returns the last session that it has learnt from: of a dataset that is gone, the one before its
   * end, whose label was not known.
   */
  LocalDate last() {
    return dataset
        .map(each -> each.cut().segments().valid().to())
        .orElse(version.origin().range().to().minusDays(1));
  }

  /** Returns whose rows it has learnt from; empty when the dataset is gone. */
  List<String> tickers() {
    return dataset.map(each -> each.universe().tickers()).orElse(List.of());
  }

  /** Returns intervals of returns; empty without the dataset, or too few windows for the level. */
  Optional<Conformal> intervals(LstmModel model, double level) {
    if (dataset.isEmpty() || model.settings().target() == Target.DIRECTION) {
      return Optional.empty();
    }
    Windows windows = validation(dataset.get(), model);
    double[] values = model.forecast(windows).values();
    List<double[]> errors = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      errors.add(new double[] {windows.label(i) - values[i]});
    }
    return errors.size() < Conformal.needed(level)
        ? Optional.empty()
        : Optional.of(Conformal.of(errors, level));
  }

  private Windows validation(Dataset found, LstmModel model) {
    try {
      StoredDataset stored = StoredDataset.read(database, found);
      Range ends = stored.sessions(Segments.Name.VALID);
      int lookBack = model.settings().network().lookBack();
      return Windows.of(
          stored.rows(),
          model.scaler(),
          new Windows.Cut(
              stored.rows().label(LABEL), lookBack, ends.from() - found.cut().timeSteps(), ends));
    } catch (SQLException e) {
      throw new IllegalStateException("dataset %s cannot be read".formatted(found.name()), e);
    }
  }

  /** Says why there are none. */
  String withoutIntervals(LstmModel model, double level) {
    if (model.settings().target() == Target.DIRECTION) {
      return "no intervals: the values are probabilities";
    }
    return dataset.isEmpty()
        ? "no intervals: the dataset that it has learnt from is gone or has changed"
        : "no intervals: fewer than %d validation windows".formatted(Conformal.needed(level));
  }
}
