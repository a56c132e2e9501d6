package io.financeflow.ml.evaluation;

import io.financeflow.ml.forecaster.Forecaster;
import io.financeflow.ml.forecaster.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Judges a model and its baselines on the same walk-forward folds of the same series.
 *
 * @param model what is judged
 * @param baselines what it has to beat, at least one; skill is against the first
 * @param backtest how forecasts are made
 * @param target what the values are
 * @param trials how many models were tried before this one was chosen, it included, >= 1
 */
public record Comparison(
    Forecaster model, List<Forecaster> baselines, Backtest backtest, Target target, int trials) {

  /** Checks that there is something to compare. */
  public Comparison {
    baselines = List.copyOf(baselines);
    long names = baselines.stream().map(Forecaster::name).distinct().count();
    if (baselines.isEmpty() || names < baselines.size() || trials < 1) {
      throw new IllegalArgumentException(
          "a comparison needs a baseline, none twice, and trials >= 1 but had %s and %d"
              .formatted(baselines.stream().map(Forecaster::name).toList(), trials));
    }
  }

  /**
   * How far it is.
   *
   * @param done series that are judged, or left out
   * @param of how many there are
   * @param series the last of them
   */
  public record Progress(int done, int of, String series) {}

  private record Outcome(String name, JudgedSeries judged, String failure) {}

  /** Returns how many estimations so many series take: what it will cost. */
  public long fits(int series) {
    return (long) series * (1 + baselines.size()) * backtest.refit().fits(backtest.folds().folds());
  }

  /**
   * Judges. A series that is too short, or that a model cannot be fitted to, is left out for all
   * models and reported. The result does not depend on the number of threads.
   *
   * @param threads >= 1
   * @param progress called on this thread, in the order of the names
   * @throws InterruptedException when this thread is interrupted
   * @throws IllegalArgumentException when no series can be judged
   */
  public ComparisonReport run(
      SortedMap<String, Series> series, int threads, Consumer<Progress> progress)
      throws InterruptedException {
    SortedMap<String, JudgedSeries> judged = new TreeMap<>();
    SortedMap<String, String> failures = new TreeMap<>();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Outcome>> pending = new ArrayList<>();
      for (Map.Entry<String, Series> one : series.entrySet()) {
        pending.add(pool.submit(() -> judge(one.getKey(), one.getValue())));
      }
      for (Future<Outcome> future : pending) {
        Outcome outcome = future.get();
        if (outcome.failure().isEmpty()) {
          judged.put(outcome.name(), outcome.judged());
        } else {
          failures.put(outcome.name(), outcome.failure());
        }
        progress.accept(
            new Progress(judged.size() + failures.size(), series.size(), outcome.name()));
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a comparison broke off: " + e.getCause(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
    return new ComparisonLines(this, judged).report(failures);
  }

  List<Forecaster> models() {
    List<Forecaster> all = new ArrayList<>(List.of(model));
    all.addAll(baselines);
    return all;
  }

  private Outcome judge(String name, Series series) {
    JudgedSeries none = new JudgedSeries(series, List.of(), 1);
    try {
      List<List<Backtest.Judged>> forecasts = new ArrayList<>();
      for (Forecaster one : models()) {
        forecasts.add(backtest.run(one, series));
      }
      return forecasts.get(0).isEmpty()
          ? new Outcome(name, none, "no value in a test block: take a longer range")
          : new Outcome(
              name, JudgedSeries.of(series, backtest.folds().over(series.length()), forecasts), "");
    } catch (RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      return new Outcome(name, none, message.isBlank() ? e.getClass().getSimpleName() : message);
    }
  }
}
