package io.financeflow.ml.prediction;

import io.financeflow.ml.dataset.RecentRows;
import io.financeflow.ml.lstm.LstmModel;
import io.financeflow.ml.model.ArimaSet;
import io.financeflow.ml.model.StoredCloses;
import io.financeflow.ml.store.ModelRefusal;
import io.financeflow.ml.store.ModelStore;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Asks stored versions. A prediction rests on what lies at or before its as-of date, also when more
 * is stored by now: doing it again later gives the same. Reads only; thread-safe.
 */
public final class Predictor {
  private final Database database;
  private final ModelStore store;
  private final TradingCalendar calendar = TradingCalendar.nyse();

  /** The versions of that database. */
  public Predictor(Database database, Clock clock) {
    this.database = database;
    this.store = new ModelStore(database, clock);
  }

  /** Returns the last session with what a version reads: bars, or rows; empty without any. */
  public Optional<LocalDate> lastSession(StoredVersion version) {
    return version
        .origin()
        .featureSet()
        .map(set -> new RecentRows(database, calendar).last(set))
        .orElseGet(() -> new StoredCloses(database, calendar).last());
  }

  /**
   * Asks a version.
   *
   * @throws ModelRefusal when it cannot answer: another kind of model, features that have changed,
   *     a ticker that it does not know, a horizon, a session it has learnt from
   * @throws io.financeflow.ml.store.CorruptArtifact when its bytes are damaged
   * @throws io.financeflow.ml.forecaster.UnreadableModel when its bytes are not a model
   */
  public Answer ask(StoredVersion version, Question question) {
    StoredCloses closes = new StoredCloses(database, calendar);
    return switch (version.format()) {
      case ArimaSet.FORMAT ->
          new ArimaAnswers(version, ArimaSet.read(store.artifact(version)), closes, calendar)
              .to(question);
      case LstmModel.FORMAT -> networks(version).to(question);
      default ->
          throw new ModelRefusal(
              "%s is of format %s, which cannot be asked: train it again"
                  .formatted(version.ref().text(), version.format()));
    };
  }

  private LstmAnswers networks(StoredVersion version) {
    RecentRows rows = new RecentRows(database, calendar);
    return new LstmAnswers(
        version,
        LstmModel.load(store.artifact(version)),
        new Learnt(version, Lesson.of(database, version), rows, calendar),
        rows,
        calendar);
  }
}
