package io.financeflow.cli.learn;

import com.google.gson.JsonObject;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.Console;
import io.financeflow.ml.dataset.FeatureRows;
import io.financeflow.ml.dataset.Range;
import io.financeflow.ml.dataset.RecentRows;
import io.financeflow.ml.dataset.WindowFold;
import io.financeflow.ml.dataset.WindowFold.Cutting;
import io.financeflow.ml.dataset.WindowFold.Learning;
import io.financeflow.ml.lstm.EpochReport;
import io.financeflow.ml.lstm.LstmDuel;
import io.financeflow.ml.lstm.LstmModel;
import io.financeflow.ml.lstm.LstmTraining;
import io.financeflow.ml.prediction.Lesson;
import io.financeflow.ml.store.ModelStore;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Networks of the same settings, features and tickers, from the same first session up to the last
 * whose label is known. They are compared by twins that have not seen the latest sessions; the last
 * fifth of what they learn from is to stop by.
 */
final class LstmChallenge implements Challenge {
  private static final String LABEL = TrainLstmCommand.LABEL;

  private final Console console;
  private final ModelStore store;
  private final RecentRows rows;
  private final TradingCalendar calendar;
  private final Lesson lesson;
  private final HeldBack held;

  private LstmChallenge(
      Database database, Environment environment, StoredVersion base, Lesson lesson) {
    Clock clock = environment.clock();
    this.console = environment.console();
    this.store = new ModelStore(database, clock);
    this.calendar = TradingCalendar.nyse();
    this.rows = new RecentRows(database, calendar);
    this.lesson = lesson;
    LocalDate today = LocalDate.ofInstant(clock.instant(), calendar.zone());
    this.held =
        new HeldBack(base, rows.lastLabelled(lesson.featureSet(), lesson.tickers(), LABEL, today));
  }

  /**
   * A challenge to a version, or without a champion one that goes on from it; empty when it is not
   * told what it has learnt from.
   */
  static Optional<Challenge> of(Database database, Environment environment, StoredVersion base) {
    return Lesson.of(database, base)
        .map(lesson -> new LstmChallenge(database, environment, base, lesson));
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
    LstmModel model = LstmModel.load(store.artifact(held.base()));
    Material material = material(model);
    LstmDuel duel =
        LstmDuel.fight(
            model.settings(),
            held.isChampion() ? Optional.of(model) : Optional.empty(),
            WindowFold.latest(material.rows, material.sessions, held.sessions(), material.cutting),
            new LstmDuel.Progress(System::nanoTime, this::told));
    if (duel.sessions() < Retraining.FEWEST_SESSIONS) {
      throw new TooLittleData(
          "only %d sessions can be held back, and %d are needed to compare on"
              .formatted(duel.sessions(), Retraining.FEWEST_SESSIONS));
    }
    Learning learning = Learning.of(material.rows, material.sessions, material.cutting);
    LstmTraining.Result result =
        new LstmTraining(model.settings(), learning.train(), learning.valid(), System::nanoTime)
            .fit(this::told);
    return trained(duel, material, learning, result);
  }

  private void told(EpochReport report) {
    TrainingProgress.show(console, report);
  }

  /** All that is known by now, what is held back included. */
  private record Material(FeatureRows rows, Range sessions, DateRange dates, Cutting cutting) {}

  private Material material(LstmModel model) {
    LocalDate from = lesson.range().from();
    LocalDate to =
        held.newest()
            .filter(session -> !session.isBefore(from))
            .orElseThrow(() -> new TooLittleData("there are no rows of its tickers any more"));
    DateRange dates = new DateRange(from, to);
    FeatureRows all = rows.labelled(lesson.featureSet(), lesson.tickers(), dates);
    if (!all.features().equals(model.features())) {
      throw new TooLittleData(
          "%s takes the features %s but feature set %s has %s: train it with ./financeflow train"
              .formatted(
                  held.base().ref().text(), model.features(), lesson.featureSet(), all.features()));
    }
    Range sessions =
        new Range(calendar.sessionIndex(calendar.nextOrSame(from)), calendar.sessionIndex(to));
    return new Material(
        all, sessions, dates, new Cutting(LABEL, model.settings().network().lookBack()));
  }

  private Trained trained(
      LstmDuel duel, Material material, Learning learning, LstmTraining.Result result) {
    StoredVersion base = held.base();
    LocalDate validFrom =
        calendar.shift(
            held.newest().orElseThrow(), learning.valid().session(0) - material.sessions.to());
    Lesson learnt = new Lesson(lesson.featureSet(), lesson.tickers(), material.dates, validFrom);
    JsonObject config = base.config().deepCopy();
    learnt.addTo(config);
    return new Trained(
        LstmVersions.version(
                base.model(),
                LstmVersions.origin(learnt, base.origin().dataset(), material.rows),
                result,
                config,
                duel.judgement())
            .childOf(base.version()),
        duel.challenger(base.model()),
        duel.champion(base.ref().text()),
        duel.baselines(),
        ("trained on %d windows, %s; compared by twins that end before %s, on %d sessions of %d"
                + " tickers")
            .formatted(
                learning.train().size(),
                material.dates,
                held.first().orElseThrow(),
                duel.sessions(),
                duel.tickers()));
  }
}
