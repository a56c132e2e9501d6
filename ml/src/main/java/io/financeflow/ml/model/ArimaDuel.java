package io.financeflow.ml.model;

import io.financeflow.ml.arima.ArimaBatch;
import io.financeflow.ml.arima.ArimaForecaster;
import io.financeflow.ml.forecaster.Baseline;
import io.financeflow.ml.forecaster.Fitted;
import io.financeflow.ml.forecaster.Series;
import io.financeflow.ml.monitoring.Contender;
import io.financeflow.ml.monitoring.DailyErrors;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A challenger, the champion and plain forecasts over the same sessions, which none of them has
 * learnt from: one step ahead, each taking every value as it comes, parameters kept. Not
 * thread-safe.
 *
 * <p>What stands for the challenger is its twin: the same forecaster fitted to what lies before
 * these sessions. All is measured in simple returns, so that tickers can be put together.
 */
public final class ArimaDuel {
  /** Plain forecasts that have to be beaten. */
  private static final List<Baseline> BASELINES = List.of(Baseline.LAST_VALUE, Baseline.DRIFT);

  private static final double LEVEL = 0.95;

  private final LocalDate first;
  private final Optional<ArimaSet> champion;
  private final Target target;
  private final ArimaForecaster forecaster;
  private final DailyErrors challengers = new DailyErrors();
  private final DailyErrors champions = new DailyErrors();
  private final Map<String, DailyErrors> baselines = new LinkedHashMap<>();
  private int tickers;

  /**
   * A duel.
   *
   * @param first session that is held back, with all after it
   * @param champion its models; a ticker that has none, or one that has seen held-back sessions, is
   *     left out for all. Empty without a champion
   * @param target of the challenger
   * @param forecaster of the challenger, on the scale of the values
   */
  public ArimaDuel(
      LocalDate first, Optional<ArimaSet> champion, Target target, ArimaForecaster forecaster) {
    this.first = first;
    this.champion = champion;
    this.target = target;
    this.forecaster = target.scaled(forecaster);
    BASELINES.forEach(each -> baselines.put(each.name(), new DailyErrors()));
  }

  /** One forecaster before the first held-back session, and the shares that it thinks in. */
  private record Walker(Target target, Fitted fitted, double shares) {}

  /**
   * Fits the twins and lets all forecast.
   *
   * @param threads fits at once, >= 1
   * @param progress runs after each twin that was fitted, one at a time
   * @throws InterruptedException when the calling thread is interrupted
   */
  public void fight(SortedMap<String, Closes> closes, int threads, Runnable progress)
      throws InterruptedException {
    SortedMap<String, Series> training = new TreeMap<>();
    closes.forEach(
        (ticker, all) -> {
          double[] before = all.first(place(all));
          boolean enough = Series.of(before).present() >= HoldOut.SHORTEST;
          if (enough && place(all) < all.length() && (champion.isEmpty() || known(ticker, all))) {
            training.put(ticker, target.series(before));
          }
        });
    ArimaBatch.fit(
        training,
        forecaster,
        threads,
        result -> {
          progress.run();
          Closes all = closes.get(result.name());
          if (all != null && result.fit().isPresent()) {
            add(all, result.name(), result.fit().get().model());
          }
        });
  }

  /** Returns how many tickers were compared. */
  public int tickers() {
    return tickers;
  }

  /** Returns on how many sessions. */
  public int sessions() {
    return challengers.size();
  }

  /** Returns the challenger's errors; there must be a {@link #sessions session}. */
  public Contender challenger(String name) {
    return challengers.contender(name);
  }

  /** Returns the champion's errors; empty without a champion. */
  public Optional<Contender> champion(String name) {
    return champion.map(models -> champions.contender(name));
  }

  /** Returns the errors of the plain forecasts. */
  public List<Contender> baselines() {
    List<Contender> all = new ArrayList<>();
    baselines.forEach((name, errors) -> all.add(errors.contender(name)));
    return all;
  }

  private int place(Closes all) {
    int place = 0;
    while (place < all.length() && all.sessions().get(place).isBefore(first)) {
      place++;
    }
    return place;
  }

  private boolean known(String ticker, Closes all) {
    return champion.map(models -> models.members().get(ticker)).stream()
        .anyMatch(
            member -> {
              int last = all.sessions().indexOf(member.last());
              return member.last().isBefore(first) && last >= 0 && !Double.isNaN(all.at(last));
            });
  }

  private void add(Closes all, String ticker, Fitted twin) {
    tickers++;
    int place = place(all);
    Series before = Series.of(all.first(place));
    challengers.addAll(walk(new Walker(target, twin, 1), all, place));
    champion
        .map(models -> models.members().get(ticker))
        .ifPresent(member -> champions.addAll(walk(champion(member, all, place), all, place)));
    for (Baseline each : BASELINES) {
      DailyErrors errors = baselines.get(each.name());
      if (errors != null) {
        errors.addAll(walk(new Walker(Target.CLOSE, each.fit(before), 1), all, place));
      }
    }
  }

  /** Brings the champion's model to the last session before the held-back ones. */
  private static Walker champion(ArimaSet.Member member, Closes all, int place) {
    int last = all.sessions().indexOf(member.last());
    double shares = member.lastClose() / all.at(last);
    Fitted model = member.model();
    for (int i = last + 1; i < place; i++) {
      model = model.update(value(member.target(), all, i, shares));
    }
    return new Walker(member.target(), model, shares);
  }

  private static DailyErrors walk(Walker walker, Closes all, int place) {
    DailyErrors errors = new DailyErrors();
    Fitted model = walker.fitted;
    for (int i = place; i < all.length(); i++) {
      double before = all.at(i - 1);
      double change = all.at(i) / before - 1;
      if (!Double.isNaN(change)) {
        double point = model.forecast(1, LEVEL).steps().get(0).point();
        double forecast = walker.target.asReturn(point, before * walker.shares);
        errors.add(all.sessions().get(i).toEpochDay(), change - forecast);
      }
      model = model.update(value(walker.target, all, i, walker.shares));
    }
    return errors;
  }

  private static double value(Target target, Closes all, int i, double shares) {
    return target == Target.NEXT_RETURN ? all.at(i) / all.at(i - 1) - 1 : all.at(i) * shares;
  }
}
