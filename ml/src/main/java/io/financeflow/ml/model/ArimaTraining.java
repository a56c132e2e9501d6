package io.financeflow.ml.model;

import io.financeflow.ml.arima.ArimaBatch;
import io.financeflow.ml.arima.ArimaFit;
import io.financeflow.ml.arima.ArimaForecaster;
import io.financeflow.ml.arima.SearchTrace;
import io.financeflow.ml.forecaster.Baseline;
import io.financeflow.ml.forecaster.Series;
import io.financeflow.ml.store.DataOrigin;
import io.financeflow.ml.store.Fingerprint;
import io.financeflow.schema.market.DateRange;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Trains one ARIMA model per ticker, portion by portion, and judges them on the last sessions. What
 * is done when it is interrupted stays. Not thread-safe.
 */
public final class ArimaTraining {
  private final Target target;
  private final ArimaForecaster forecaster;
  private final int threads;
  private final Runnable fitted;
  private final SortedMap<String, ArimaSet.Member> members = new TreeMap<>();
  private final SortedMap<String, String> simpler = new TreeMap<>();
  private final SortedMap<String, SearchTrace> traces = new TreeMap<>();
  private final HoldOut holdOut = new HoldOut();
  private final Fingerprint fingerprint = new Fingerprint();
  private LocalDate first = LocalDate.MAX;
  private LocalDate last = LocalDate.MIN;
  private long rows;

  /**
   * A training.
   *
   * @param forecaster on the scale of the values: logarithms are the target's business
   * @param threads fits at once, >= 1
   * @param fitted told after every fit, of which each ticker takes two; on the calling thread
   */
  public ArimaTraining(Target target, ArimaForecaster forecaster, int threads, Runnable fitted) {
    this.target = target;
    this.forecaster = target.scaled(forecaster);
    this.threads = threads;
    this.fitted = fitted;
  }

  /**
   * Trains the models of some tickers, then judges what comes of the same forecaster without the
   * last sessions. A ticker without a value has no model.
   *
   * @throws InterruptedException when the calling thread is interrupted
   */
  public void train(SortedMap<String, Closes> portion) throws InterruptedException {
    SortedMap<String, Series> all = new TreeMap<>();
    SortedMap<String, Series> training = new TreeMap<>();
    portion.forEach(
        (ticker, closes) -> {
          all.put(ticker, target.series(closes.values()));
          if (HoldOut.fits(closes)) {
            training.put(ticker, target.series(HoldOut.training(closes)));
          }
        });
    ArimaBatch.fit(
        all,
        forecaster,
        threads,
        result -> {
          result.fit().ifPresent(fit -> keep(result.name(), fit, closes(portion, result.name())));
          fitted.run();
        });
    ArimaBatch.fit(
        training,
        forecaster,
        threads,
        result -> {
          result.fit().ifPresent(fit -> judge(fit, closes(portion, result.name())));
          fitted.run();
        });
  }

  /** Returns how many fits a portion takes. */
  public static int fits(SortedMap<String, Closes> portion) {
    return portion.size() + (int) portion.values().stream().filter(HoldOut::fits).count();
  }

  private static Closes closes(SortedMap<String, Closes> portion, String ticker) {
    Closes closes = portion.get(ticker);
    if (closes == null) {
      throw new IllegalStateException(ticker + " was fitted and not asked for");
    }
    return closes;
  }

  private void keep(String ticker, ArimaFit fit, Closes closes) {
    LocalDate end = closes.sessions().get(closes.length() - 1);
    double lastClose = closes.at(closes.length() - 1);
    members.put(ticker, new ArimaSet.Member(target, end, lastClose, fit.model()));
    fit.model().simplerBecause().ifPresent(why -> simpler.put(ticker, why));
    fit.trace().ifPresent(trace -> traces.put(ticker, trace));
    fingerprint.add(ticker, closes.rows());
    rows += closes.present();
    LocalDate begin = closes.sessions().get(0);
    first = begin.isBefore(first) ? begin : first;
    last = end.isAfter(last) ? end : last;
  }

  private void judge(ArimaFit fit, Closes closes) {
    Series training = Series.of(HoldOut.training(closes));
    holdOut.add(target, fit.model(), Baseline.LAST_VALUE.fit(training), closes);
  }

  /** Returns the models so far; empty without any. */
  public Optional<ArimaSet> set() {
    return members.isEmpty() ? Optional.empty() : Optional.of(new ArimaSet(members));
  }

  /** Returns which tickers have a simpler model than was asked for, and why. */
  public SortedMap<String, String> simpler() {
    return Collections.unmodifiableSortedMap(simpler);
  }

  /** Returns how the orders were searched for, by ticker. */
  public SortedMap<String, SearchTrace> traces() {
    return Collections.unmodifiableSortedMap(traces);
  }

  /** Returns how forecasts of the last sessions came out; empty when no series was long enough. */
  public Optional<HoldOut.Figures> holdOut() {
    return holdOut.figures();
  }

  /** Returns what the models were trained on; ends the training, which must have a model. */
  public DataOrigin origin() {
    return DataOrigin.ofBars(new DateRange(first, last), fingerprint.text(), rows);
  }
}
