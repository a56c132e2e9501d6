package io.financeflow.cli.learn;

import io.financeflow.ml.model.ArimaTraining;
import io.financeflow.ml.model.Closes;
import io.financeflow.ml.model.StoredCloses;
import io.financeflow.ml.model.Target;
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
   * @param recipe how
   * @param tuned the search that the recipe comes of
   */
  record Request(
      List<String> tickers, DateRange range, ArimaRecipe recipe, Optional<Tuning.Found> tuned) {

    /** Puts the tickers in order. */
    Request {
      tickers = List.copyOf(new TreeSet<>(tickers));
    }

    /** Returns the same with what a search has found. */
    Request with(Target target, Tuning.Found search) {
      return new Request(tickers, range, ArimaRecipe.found(target, search), Optional.of(search));
    }
  }

  /** Trains; when the present thread is interrupted, what is done counts. */
  ArimaTraining train(int threads, FitProgress progress) {
    ArimaTraining training =
        new ArimaTraining(
            request.recipe.target(), request.recipe.forecaster(), threads, progress::step);
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
