package io.financeflow.cli.learn;

import io.financeflow.cli.config.Environment;
import io.financeflow.cli.learn.ArimaRun.Request;
import io.financeflow.ml.model.ArimaDuel;
import io.financeflow.ml.model.ArimaSet;
import io.financeflow.ml.model.ArimaTraining;
import io.financeflow.ml.model.Closes;
import io.financeflow.ml.model.HoldOut;
import io.financeflow.ml.model.StoredCloses;
import io.financeflow.ml.store.ModelStore;
import io.financeflow.ml.store.NewVersion;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * ARIMA models of the same tickers, target and order, from the same first session up to now. They
 * are compared by twins that have not seen the latest sessions, at most {@link HoldOut#SESSIONS},
 * all after those the champion has seen.
 */
final class ArimaChallenge implements Challenge {
  private final Environment environment;
  private final HeldBack held;
  private final ArimaSet set;
  private final Request request;
  private final SortedMap<String, Closes> closes;

  /** A challenge to a version, or without a champion one that goes on from it. */
  ArimaChallenge(Database database, Environment environment, StoredVersion base) {
    Clock clock = environment.clock();
    this.environment = environment;
    TradingCalendar calendar = TradingCalendar.nyse();
    LocalDate today = LocalDate.ofInstant(clock.instant(), calendar.zone());
    LocalDate from = base.origin().range().from();
    DateRange range = new DateRange(from, today.isBefore(from) ? from : today);
    this.set = ArimaSet.read(new ModelStore(database, clock).artifact(base));
    this.request =
        new Request(
            List.copyOf(set.members().keySet()), range, ArimaRecipe.of(base), Optional.empty());
    this.closes = new StoredCloses(database, calendar).read(request.tickers(), range);
    this.held =
        new HeldBack(
            base,
            closes.values().stream()
                .filter(each -> each.length() > 0)
                .map(each -> each.sessions().get(each.length() - 1))
                .max(LocalDate::compareTo));
  }

  @Override
  public int newSessions() {
    return held.newSessions();
  }

  @Override
  public int heldBack() {
    return held.sessions();
  }

  @Override
  public Trained train() throws InterruptedException {
    StoredVersion base = held.base();
    int threads = Runtime.getRuntime().availableProcessors();
    // The twin's fit, that of what is saved, and that of its hold-out.
    FitProgress progress =
        new FitProgress(environment.console(), environment.clock(), 3 * request.tickers().size());
    LocalDate first =
        held.first()
            .orElseThrow(() -> new TooLittleData("there are no bars of its tickers any more"));
    ArimaDuel duel =
        new ArimaDuel(
            first,
            held.isChampion() ? Optional.of(set) : Optional.empty(),
            request.recipe().target(),
            request.recipe().forecaster());
    duel.fight(closes, threads, progress::step);
    if (duel.sessions() < Retraining.FEWEST_SESSIONS) {
      throw new TooLittleData(
          "only %d sessions can be held back, and %d are needed to compare on"
              .formatted(duel.sessions(), Retraining.FEWEST_SESSIONS));
    }
    ArimaTraining training =
        new ArimaTraining(
            request.recipe().target(), request.recipe().forecaster(), threads, progress::step);
    training.train(closes);
    progress.end();
    ArimaSet trained =
        training.set().orElseThrow(() -> new TooLittleData("no ticker has a model any more"));
    NewVersion version = ArimaVersion.of(base.model(), request, training, trained);
    return new Trained(
        version.childOf(base.version()),
        duel.challenger(base.model()),
        duel.champion(base.ref().text()),
        duel.baselines(),
        ("trained on closes of %d tickers, %s; compared by twins that end before %s, on %d sessions"
                + " of %d tickers")
            .formatted(
                trained.members().size(),
                version.origin().range(),
                first,
                duel.sessions(),
                duel.tickers()));
  }
}
