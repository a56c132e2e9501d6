package io.financeflow.ml.model;

import io.financeflow.ml.evaluation.DieboldMariano;
import io.financeflow.ml.forecaster.Fitted;
import io.financeflow.ml.forecaster.Forecast;
import io.financeflow.ml.monitoring.Performance;
import io.financeflow.ml.monitoring.Scored;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Forecasts of the last sessions, one step ahead, by models that have not learnt from them: they
 * take each value as it comes, and their parameters stay. Beside them stands the last value. All is
 * measured in simple returns, so that tickers can be put together. Not thread-safe.
 */
public final class HoldOut {
  /** Sessions that are held out. */
  public static final int SESSIONS = 60;

  /** Closes before them that a series must have to be held out from. */
  static final int SHORTEST = 40;

  private static final double LEVEL = 0.95;
  private static final double ROUNDING = 1e-12;

  private final List<Scored> model = new ArrayList<>();
  private final List<Scored> lastValue = new ArrayList<>();
  private int tickers;

  /**
   * What came out.
   *
   * @param tickers how many were held out
   * @param model the models' forecasts
   * @param lastValue those of the last value, that is, of no change
   * @param test whether either is better by squared errors, the mean of each session's tickers
   *     counting once; empty when they never differ
   */
  public record Figures(
      int tickers, Performance model, Performance lastValue, Optional<DieboldMariano> test) {}

  /** Tells whether a series is long enough. */
  static boolean fits(Closes closes) {
    return closes.present() >= SESSIONS + SHORTEST;
  }

  /** Returns what comes before the sessions that are held out. */
  static double[] training(Closes closes) {
    return closes.first(closes.length() - SESSIONS);
  }

  /**
   * Adds a ticker.
   *
   * @param target of the model
   * @param fitted the model, fitted to {@link #training}
   * @param naive the last value, fitted to the same closes
   */
  void add(Target target, Fitted fitted, Fitted naive, Closes closes) {
    tickers++;
    model.addAll(walk(target, fitted, closes));
    lastValue.addAll(walk(Target.CLOSE, naive, closes));
  }

  /** Returns the figures so far; empty without any forecast. */
  public Optional<Figures> figures() {
    return model.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Figures(tickers, Performance.of(model), Performance.of(lastValue), test()));
  }

  private static List<Scored> walk(Target target, Fitted fitted, Closes closes) {
    List<Scored> scored = new ArrayList<>(SESSIONS);
    Fitted model = fitted;
    for (int i = closes.length() - SESSIONS; i < closes.length(); i++) {
      double before = closes.at(i - 1);
      double change = closes.at(i) / before - 1;
      if (!Double.isNaN(change)) {
        Forecast.Step step = model.forecast(1, LEVEL).steps().get(0);
        scored.add(
            new Scored(
                closes.sessions().get(i),
                0,
                change(target, step.low(), before),
                change(target, step.point(), before),
                change(target, step.high(), before),
                change));
      }
      model = model.update(target == Target.NEXT_RETURN ? change : closes.at(i));
    }
    return scored;
  }

  /** The rounding of logarithms and sums is no forecast of a change. */
  private static double change(Target target, double forecast, double before) {
    double change = target.asReturn(forecast, before);
    return Math.abs(change) < ROUNDING ? 0 : change;
  }

  private Optional<DieboldMariano> test() {
    double[] first = daily(model);
    double[] second = daily(lastValue);
    return DieboldMariano.test(first, second, 1, 2, DieboldMariano.Variance.RECTANGULAR);
  }

  /** Returns the root of the mean squared error of each session, in order. */
  private static double[] daily(List<Scored> scored) {
    Map<LocalDate, List<Double>> squares = new TreeMap<>();
    for (Scored each : scored) {
      double error = each.actual() - each.predicted();
      squares.computeIfAbsent(each.target(), date -> new ArrayList<>()).add(error * error);
    }
    return squares.values().stream()
        .mapToDouble(
            session ->
                Math.sqrt(session.stream().mapToDouble(Double::doubleValue).average().orElse(0)))
        .toArray();
  }
}
