package io.financeflow.ml.prediction;

import io.financeflow.ml.forecaster.Forecast;
import io.financeflow.ml.model.ArimaSet;
import io.financeflow.ml.model.Closes;
import io.financeflow.ml.model.Position;
import io.financeflow.ml.model.StoredCloses;
import io.financeflow.ml.store.ModelRefusal;
import io.financeflow.ml.store.Prediction;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Predictions of a set of ARIMA models. For each as-of date only closes up to it are read. */
final class ArimaAnswers {
  private final StoredVersion version;
  private final StoredCloses closes;
  private final TradingCalendar calendar;
  private final SortedMap<String, Position> positions = new TreeMap<>();
  private final List<Prediction> predictions = new ArrayList<>();
  private final SortedMap<String, String> leftOut = new TreeMap<>();

  ArimaAnswers(StoredVersion version, ArimaSet set, StoredCloses closes, TradingCalendar calendar) {
    this.version = version;
    this.closes = closes;
    this.calendar = calendar;
    set.members().forEach((ticker, member) -> positions.put(ticker, Position.of(member)));
  }

  Answer to(Question question) {
    for (String ticker : question.tickers()) {
      if (!positions.containsKey(ticker)) {
        throw new ModelRefusal(
            "%s has no model of %s, only of %d other tickers: see ./financeflow models show %s"
                .formatted(version.ref().text(), ticker, positions.size(), version.ref().text()));
      }
    }
    if (!question.tickers().isEmpty()) {
      positions.keySet().retainAll(question.tickers());
    }
    DateRange asOfs = question.asOfs();
    for (LocalDate asOf : calendar.sessions(asOfs.from(), asOfs.to())) {
      predict(asOf, question);
    }
    return new Answer(predictions, leftOut, "");
  }

  private void predict(LocalDate asOf, Question question) {
    List<String> due = new ArrayList<>();
    LocalDate first = asOf;
    for (String ticker : positions.keySet()) {
      LocalDate last = position(ticker).member().last();
      if (last.isAfter(asOf)) {
        leftOut.put(ticker, "its model has learnt from sessions up to " + last + ", after " + asOf);
      } else {
        due.add(ticker);
        first = last.isBefore(first) ? last : first;
      }
    }
    SortedMap<String, Closes> known = closes.read(due, new DateRange(first, asOf));
    for (String ticker : due) {
      predict(ticker, Optional.ofNullable(known.get(ticker)), asOf, question);
    }
  }

  private void predict(String ticker, Optional<Closes> known, LocalDate asOf, Question question) {
    Optional<Closes> upToDate =
        known.filter(each -> each.sessions().get(each.sessions().size() - 1).equals(asOf));
    if (upToDate.isEmpty()) {
      leftOut.put(ticker, "there is no bar of " + asOf);
      return;
    }
    Position before = position(ticker);
    Optional<Position> now = before.advance(upToDate.get());
    if (now.isEmpty()) {
      leftOut.put(
          ticker,
          "its closes do not reach back to %s, where its model stands: train it again"
              .formatted(before.member().last()));
      return;
    }
    positions.put(ticker, now.get());
    LocalDate target = asOf;
    int horizon = 0;
    for (Forecast.Step step : now.get().forecast(question.horizon(), question.level())) {
      target = calendar.next(target);
      horizon++;
      predictions.add(
          new Prediction(
              version.id(),
              ticker,
              asOf,
              target,
              horizon,
              step.point(),
              Optional.of(new Prediction.Interval(step.low(), step.high(), question.level()))));
    }
  }

  private Position position(String ticker) {
    Position position = positions.get(ticker);
    if (position == null) {
      throw new IllegalStateException("no model of " + ticker);
    }
    return position;
  }
}
