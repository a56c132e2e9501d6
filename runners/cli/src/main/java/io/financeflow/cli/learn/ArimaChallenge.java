package io.financeflow.cli.learn;

import io.financeflow.cli.learn.ArimaRun.Request;
import io.financeflow.ml.model.ArimaDuel;
import io.financeflow.ml.model.ArimaSet;
import io.financeflow.ml.model.ArimaTraining;
import io.financeflow.ml.model.Closes;
import io.financeflow.ml.model.HoldOut;
import io.financeflow.ml.model.StoredCloses;
import io.financeflow.ml.store.Alias;
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
import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * ARIMA models of the same tickers, target and order, from the same first session up to now. They
 * are compared by twins that have not seen the latest sessions, at most {@link HoldOut#SESSIONS},
 * all after those the champion has seen.
 */
final class ArimaChallenge implements Challenge {
  private final StoredVersion base;
  private final ArimaSet set;
  private final Request request;
  private final SortedMap<String, Closes> closes;
  private final Optional<LocalDate> newest;

  /** A challenge to a version, or without a champion one that goes on from it. */
  ArimaChallenge(Database database, Clock clock, StoredVersion base) {
    TradingCalendar calendar = TradingCalendar.nyse();
    LocalDate today = LocalDate.ofInstant(clock.instant(), calendar.zone());
    LocalDate from = base.origin().range().from();
    DateRange range = new DateRange(from, today.isBefore(from) ? from : today);
    this.base = base;
    this.set = ArimaSet.read(new ModelStore(database, clock).artifact(base));
    this.request =
        new Request(
            List.copyOf(set.members().keySet()), range, ArimaRecipe.of(base), Optional.empty());
    this.closes = new StoredCloses(database, calendar).read(request.tickers(), range);
    this.newest =
        closes.values().stream()
            .filter(each -> each.length() > 0)
            .map(each -> each.sessions().get(each.length() - 1))
            .max(LocalDate::compareTo);
  }

  private boolean isChampion() {
    return base.aliases().contains(Alias.CHAMPION);
  }

  @Override
  public int newSessions() {
    LocalDate last = base.origin().range().to();
    return newest
        .filter(session -> session.isAfter(last))
        .map(session -> TradingCalendar.nyse().distance(last, session))
        .orElse(0);
  }

  @Override
  public int heldBack() {
    return isChampion() ? Math.min(HoldOut.SESSIONS, newSessions()) : HoldOut.SESSIONS;
  }

  @Override
  public Trained train() throws InterruptedException {
    int threads = Runtime.getRuntime().availableProcessors();
    LocalDate first =
        newest
            .map(session -> TradingCalendar.nyse().shift(session, 1 - heldBack()))
            .orElseThrow(() -> new TooLittleData("there are no bars of its tickers any more"));
    ArimaDuel duel =
        new ArimaDuel(
            first,
            isChampion() ? Optional.of(set) : Optional.empty(),
            request.recipe().target(),
            request.recipe().forecaster());
    duel.fight(closes, threads);
    if (duel.sessions() < Retraining.FEWEST_SESSIONS) {
      throw new TooLittleData(
          "only %d sessions can be held back, and %d are needed to compare on"
              .formatted(duel.sessions(), Retraining.FEWEST_SESSIONS));
    }
    ArimaTraining training =
        new ArimaTraining(
            request.recipe().target(), request.recipe().forecaster(), threads, () -> {});
    training.train(closes);
    ArimaSet trained =
        training.set().orElseThrow(() -> new TooLittleData("no ticker has a model any more"));
    NewVersion version = ArimaVersion.of(base.model(), request, training, trained);
    return new Trained(
        child(version),
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

  private NewVersion child(NewVersion of) {
    return new NewVersion(
        of.model(),
        of.kind(),
        of.target(),
        of.format(),
        of.artifact(),
        of.config(),
        of.origin(),
        of.seed(),
        of.codeVersion(),
        of.scaler(),
        of.metrics(),
        OptionalInt.of(base.version()));
  }
}
