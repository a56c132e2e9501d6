package io.financeflow.cli.learn;

import io.financeflow.ml.arima.ArimaEvaluator;
import io.financeflow.ml.arima.ArimaForecaster;
import io.financeflow.ml.arima.ArimaOrder;
import io.financeflow.ml.arima.ArimaSpec;
import io.financeflow.ml.model.ArimaTraining;
import io.financeflow.ml.model.Closes;
import io.financeflow.ml.model.StoredCloses;
import io.financeflow.ml.model.Target;
import io.financeflow.ml.tuning.Values;
import io.financeflow.schema.market.DateRange;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** One training of the models of tickers, portion by portion out of the database. */
final class ArimaRun {
  private static final int PORTION = 40;

  private final StoredCloses closes;
  private final Request request;
  private boolean complete;
  private boolean stopped;

  ArimaRun(StoredCloses closes, Request request) {
    this.closes = closes;
    this.request = request;
  }

  /**
   * What is trained.
   *
   * @param tickers in their order, each once
   * @param range of the closes
   * @param target what is forecast
   * @param order without a search; empty to search
   * @param tuned the search that the order comes of
   */
  record Request(
      List<String> tickers,
      DateRange range,
      Target target,
      Optional<ArimaOrder.Part> order,
      Optional<Tuning.Found> tuned) {

    /** Puts the tickers in order. */
    Request {
      tickers = List.copyOf(new TreeSet<>(tickers));
    }

    /** Returns the same with what a search has found. */
    Request with(Target found, Tuning.Found search) {
      Values best = search.best().values();
      ArimaOrder.Part part =
          new ArimaOrder.Part(best.integer("p"), best.integer("d"), best.integer("q"));
      return new Request(tickers, range, found, Optional.of(part), Optional.of(search));
    }

    /**
     * As in R's arima, a given order has a mean without differences, and no drift; one that was
     * tuned has the constant that was found.
     */
    ArimaForecaster forecaster() {
      Optional<Values> best = tuned.map(search -> search.best().values());
      if (best.isPresent()) {
        return ArimaEvaluator.forecaster(best.get());
      }
      return order
          .map(part -> new ArimaOrder(part, ArimaOrder.Part.NONE, 1))
          .map(given -> ArimaForecaster.of(new ArimaSpec(given, given.differences() == 0)))
          .orElseGet(ArimaForecaster::auto);
    }
  }

  /** Trains; when the present thread is interrupted, what is done counts. */
  ArimaTraining train(int threads, FitProgress progress) {
    ArimaTraining training =
        new ArimaTraining(request.target, request.forecaster(), threads, progress::step);
    try {
      for (int from = 0; from < request.tickers.size(); from += PORTION) {
        int to = Math.min(request.tickers.size(), from + PORTION);
        SortedMap<String, Closes> portion =
            closes.read(request.tickers.subList(from, to), request.range);
        training.train(portion);
      }
      complete = true;
    } catch (InterruptedException e) {
      // Told to stop: the flag stays down, or the database would refuse to keep what is done.
      stopped = true;
    } catch (RuntimeException broken) {
      // So does the driver of the database end when it is interrupted.
      if (!Thread.interrupted()) {
        throw broken;
      }
      stopped = true;
    }
    return training;
  }

  /** Tells whether nothing was cut short. */
  boolean complete() {
    return complete;
  }

  /** Tells whether it was told to stop. */
  boolean stopped() {
    return stopped;
  }

  Request request() {
    return request;
  }
}
