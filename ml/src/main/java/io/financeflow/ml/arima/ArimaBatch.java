package io.financeflow.ml.arima;

import io.financeflow.ml.forecaster.NothingToFit;
import io.financeflow.ml.forecaster.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Many series at once, one model each. */
public final class ArimaBatch {
  private ArimaBatch() {}

  /**
   * What became of one series.
   *
   * @param name of the series
   * @param fit its model; empty when the series has no value
   */
  public record Result(String name, Optional<ArimaFit> fit) {}

  /**
   * Fits every series on so many threads and hands the results on in the order of the names, on the
   * calling thread, each as soon as it and those before it are done. Equal series give equal
   * results on any number of threads.
   *
   * @param threads >= 1
   * @throws InterruptedException when the calling thread is interrupted; what was handed on stays,
   *     and the threads stop after their present series
   */
  public static void fit(
      SortedMap<String, Series> series,
      ArimaForecaster forecaster,
      int threads,
      Consumer<Result> results)
      throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Result>> pending = new ArrayList<>(series.size());
      for (Map.Entry<String, Series> one : series.entrySet()) {
        pending.add(pool.submit(() -> fit(one.getKey(), one.getValue(), forecaster)));
      }
      for (Future<Result> result : pending) {
        results.accept(result.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a fit broke off: " + e.getCause(), e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static Result fit(String name, Series series, ArimaForecaster forecaster) {
    try {
      return new Result(name, Optional.of(forecaster.fitTraced(series)));
    } catch (NothingToFit e) {
      return new Result(name, Optional.empty());
    }
  }
}
