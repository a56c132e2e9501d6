package io.financeflow.ml.prediction;

import io.financeflow.ml.dataset.FeatureRows;
import io.financeflow.ml.dataset.Range;
import io.financeflow.ml.dataset.RecentRows;
import io.financeflow.ml.dataset.Windows;
import io.financeflow.ml.evaluation.Conformal;
import io.financeflow.ml.lstm.LstmModel;
import io.financeflow.ml.lstm.LstmSettings.Target;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What networks have learnt from, when it is still told. Intervals come from the errors on the
 * validation rows, by which training was stopped: they are slightly too narrow.
 */
final class Learnt {
  private static final String LABEL = "next_return";

  private final StoredVersion version;
  private final Optional<Lesson> lesson;
  private final RecentRows rows;
  private final TradingCalendar calendar;

  Learnt(
      StoredVersion version, Optional<Lesson> lesson, RecentRows rows, TradingCalendar calendar) {
    this.version = version;
    this.lesson = lesson;
    this.rows = rows;
    this.calendar = calendar;
  }

  /** Returns the last session that it has learnt from. */
  LocalDate last() {
    return version.origin().range().to();
  }

  /** Returns whose rows it has learnt from; empty when that is not told. */
  List<String> tickers() {
    return lesson.map(Lesson::tickers).orElse(List.of());
  }

  /** Returns intervals of returns; empty when its rows are not told, or too few for the level. */
  Optional<Conformal> intervals(LstmModel model, double level) {
    if (lesson.isEmpty() || model.settings().target() == Target.DIRECTION) {
      return Optional.empty();
    }
    Windows windows = validation(lesson.get(), model);
    double[] values = model.forecast(windows).values();
    List<double[]> errors = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      errors.add(new double[] {windows.label(i) - values[i]});
    }
    return errors.size() < Conformal.needed(level)
        ? Optional.empty()
        : Optional.of(Conformal.of(errors, level));
  }

  private Windows validation(Lesson of, LstmModel model) {
    int lookBack = model.settings().network().lookBack();
    LocalDate begin = calendar.nextOrSame(of.validFrom());
    LocalDate reach = calendar.shift(begin, 1 - lookBack);
    LocalDate end = calendar.previousOrSame(of.range().to());
    FeatureRows read = rows.labelled(of.featureSet(), of.tickers(), new DateRange(reach, end));
    Range ends = new Range(calendar.sessionIndex(begin), calendar.sessionIndex(end));
    return Windows.of(
        read,
        model.scaler(),
        new Windows.Cut(read.label(LABEL), lookBack, calendar.sessionIndex(reach), ends));
  }

  /** Says why there are none. */
  String withoutIntervals(LstmModel model, double level) {
    if (model.settings().target() == Target.DIRECTION) {
      return "no intervals: the values are probabilities";
    }
    return lesson.isEmpty()
        ? "no intervals: the dataset that it has learnt from is gone or has changed"
        : "no intervals: fewer than %d validation windows".formatted(Conformal.needed(level));
  }
}
