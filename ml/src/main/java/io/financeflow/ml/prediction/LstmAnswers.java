package io.financeflow.ml.prediction;

import io.financeflow.ml.dataset.FeatureRows;
import io.financeflow.ml.dataset.Range;
import io.financeflow.ml.dataset.RecentRows;
import io.financeflow.ml.dataset.Windows;
import io.financeflow.ml.evaluation.Conformal;
import io.financeflow.ml.lstm.LstmModel;
import io.financeflow.ml.store.ModelRefusal;
import io.financeflow.ml.store.Prediction;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.model.FeatureSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Predictions of networks, one session ahead. Windows end at the as-of date and are scaled as the
 * version's own were; labels are not read.
 */
final class LstmAnswers {
  private final StoredVersion version;
  private final LstmModel model;
  private final Learnt learnt;
  private final RecentRows rows;
  private final TradingCalendar calendar;

  LstmAnswers(
      StoredVersion version,
      LstmModel model,
      Learnt learnt,
      RecentRows rows,
      TradingCalendar calendar) {
    this.version = version;
    this.model = model;
    this.learnt = learnt;
    this.rows = rows;
    this.calendar = calendar;
  }

  Answer to(Question question) {
    if (question.horizon() != 1) {
      throw new ModelRefusal(
          "%s forecasts one session ahead, not %d: leave the horizon at 1"
              .formatted(version.ref().text(), question.horizon()));
    }
    if (!question.asOfs().from().isAfter(learnt.last())) {
      throw new ModelRefusal(
          "%s has learnt from what came after %s: ask for a session after %s"
              .formatted(version.ref().text(), question.asOfs().from(), learnt.last()));
    }
    Range asOfs = sessions(question.asOfs());
    List<String> tickers = tickers(question);
    Windows windows = windows(read(question.asOfs(), tickers), asOfs);
    Optional<Conformal> intervals = learnt.intervals(model, question.level());
    List<Prediction> predictions = predictions(windows, intervals);
    String note = intervals.isPresent() ? "" : learnt.withoutIntervals(model, question.level());
    return new Answer(predictions, leftOut(tickers, windows, asOfs), note);
  }

  private Range sessions(DateRange asOfs) {
    return new Range(
        calendar.sessionIndex(calendar.nextOrSame(asOfs.from())),
        calendar.sessionIndex(calendar.previousOrSame(asOfs.to())));
  }

  private List<String> tickers(Question question) {
    if (!question.tickers().isEmpty()) {
      return question.tickers();
    }
    List<String> universe = learnt.tickers();
    return universe.isEmpty() ? rows.tickers(featureSet(), question.asOfs()) : universe;
  }

  private FeatureRows read(DateRange asOfs, List<String> tickers) {
    LocalDate first = calendar.nextOrSame(asOfs.from());
    FeatureRows read =
        rows.read(
            featureSet(),
            tickers,
            new DateRange(calendar.shift(first, 1 - lookBack()), asOfs.to()));
    if (!read.features().equals(model.features())) {
      throw new ModelRefusal(
          "%s takes the features %s but feature set %s has %s: train it again"
              .formatted(version.ref().text(), model.features(), featureSet(), read.features()));
    }
    return read;
  }

  private Windows windows(FeatureRows read, Range asOfs) {
    int first = asOfs.from() - lookBack() + 1;
    return Windows.unlabelled(read, model.scaler(), new Windows.Cut(0, lookBack(), first, asOfs));
  }

  private List<Prediction> predictions(Windows windows, Optional<Conformal> intervals) {
    double[] values = model.forecast(windows).values();
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      LocalDate asOf = session(windows.session(i));
      double value = values[i];
      predictions.add(
          new Prediction(
              version.id(),
              windows.ticker(i),
              asOf,
              calendar.next(asOf),
              1,
              value,
              intervals.map(
                  each ->
                      new Prediction.Interval(
                          value - each.reach().get(0),
                          value + each.reach().get(0),
                          each.level()))));
    }
    return predictions;
  }

  private SortedMap<String, String> leftOut(List<String> tickers, Windows windows, Range asOfs) {
    SortedMap<String, Integer> said = new TreeMap<>();
    for (int i = 0; i < windows.size(); i++) {
      said.merge(windows.ticker(i), 1, Integer::sum);
    }
    SortedMap<String, String> leftOut = new TreeMap<>();
    for (String ticker : tickers) {
      int missing = asOfs.size() - said.getOrDefault(ticker, 0);
      if (missing > 0) {
        leftOut.put(
            ticker,
            "%d of %d sessions are not the end of %d consecutive ones with rows of %s"
                .formatted(missing, asOfs.size(), lookBack(), featureSet()));
      }
    }
    return leftOut;
  }

  private LocalDate session(int index) {
    LocalDate first = calendar.nextOrSame(calendar.firstDate());
    return calendar.shift(first, index - calendar.sessionIndex(first));
  }

  private int lookBack() {
    return model.settings().network().lookBack();
  }

  private FeatureSet.Key featureSet() {
    return version
        .origin()
        .featureSet()
        .orElseThrow(
            () ->
                new ModelRefusal(
                    version.ref().text() + " does not say its feature set: train it again"));
  }
}
