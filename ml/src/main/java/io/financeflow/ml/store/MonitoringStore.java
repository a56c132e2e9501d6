package io.financeflow.ml.store;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.ml.monitoring.Decision;
import io.financeflow.ml.monitoring.Finding;
import io.financeflow.ml.monitoring.Judgement;
import io.financeflow.ml.monitoring.Trigger;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.model.MonitoringCheckTable;
import io.financeflow.schema.model.RetrainingDecisionTable;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * What monitoring found and what was decided about training again. Decisions never change: neither
 * here nor, by a trigger, in SQL. Thread-safe; a call is one transaction.
 */
public final class MonitoringStore {
  private final Database database;
  private final Clock clock;

  /** The store of a database that has its tables. */
  public MonitoringStore(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Adds the findings of one check.
   *
   * @param version that was checked
   * @param subject {@code forecasts}, or the name of an input
   * @param stretch sessions that were looked at
   */
  public void record(
      StoredVersion version, String subject, DateRange stretch, List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    database
        .jdbi()
        .useTransaction(
            handle -> {
              PreparedBatch batch = handle.prepareBatch(MonitoringCheckTable.INSERT);
              for (Finding finding : findings) {
                batch
                    .bind("version_id", version.id())
                    .bind("subject", subject)
                    .bind("metric", finding.metric())
                    .bind("from_date", stretch.from())
                    .bind("to_date", stretch.to())
                    .bindByType("value", value(finding), Double.class)
                    .bind("threshold", finding.threshold())
                    .bind("verdict", finding.verdict().name())
                    .bind("reason", finding.reason())
                    .bind("at", now)
                    .add();
              }
              batch.execute();
            });
  }

  /** Returns the latest checks of a version, newest first. */
  public List<MonitoringCheckTable.Row> checks(StoredVersion version, int most) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(MonitoringCheckTable.SELECT_LATEST)
                    .bind("version_id", version.id())
                    .bind("most", most)
                    .map((row, context) -> MonitoringCheckTable.read(row))
                    .list());
  }

  /**
   * Adds a decision whether to train; returns its number.
   *
   * @param figures what it was based on
   */
  public long record(String model, Decision decision, JsonObject figures) {
    if (decision instanceof Decision.Retrain retrain) {
      return add(model, retrain.trigger(), "RETRAIN", decision.reasons(), figures);
    }
    if (decision instanceof Decision.CoolDown tooSoon) {
      return add(model, tooSoon.trigger(), "COOL_DOWN", decision.reasons(), figures);
    }
    return add(model, null, "LEAVE", decision.reasons(), figures);
  }

  /**
   * Adds a judgement of a challenger; returns its number.
   *
   * @param trigger why it was trained
   * @param challenger its version
   */
  public long record(String model, Trigger trigger, int challenger, Judgement judgement) {
    String word = judgement instanceof Judgement.Promote ? "PROMOTE" : "KEEP";
    return insert(
        model,
        trigger,
        word,
        new Words(judgement.reasons(), figures(judgement)),
        OptionalInt.of(challenger));
  }

  /** Adds that a training which was begun came to nothing; returns its number. */
  public long failed(String model, Trigger trigger, String reason) {
    return add(model, trigger, "FAILED", List.of(reason), new JsonObject());
  }

  /** Returns the latest decisions about a model, newest first. */
  public List<RetrainingDecisionTable.Row> decisions(String model, int most) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(RetrainingDecisionTable.SELECT_LATEST)
                    .bind("model", model)
                    .bind("most", most)
                    .map((row, context) -> RetrainingDecisionTable.read(row))
                    .list());
  }

  /** Returns when a decision last had a model trained: where its cool-down begins. */
  public Optional<Instant> lastAttempt(String model) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(RetrainingDecisionTable.SELECT_LAST_ATTEMPT)
                    .bind("model", model)
                    .mapTo(Instant.class)
                    .findOne());
  }

  private record Words(List<String> reasons, JsonObject figures) {}

  private long add(
      String model,
      @Nullable Trigger trigger,
      String word,
      List<String> reasons,
      JsonObject figures) {
    return insert(model, trigger, word, new Words(reasons, figures), OptionalInt.empty());
  }

  private long insert(
      String model, @Nullable Trigger trigger, String word, Words words, OptionalInt challenger) {
    return database
        .jdbi()
        .inTransaction(
            handle ->
                handle
                    .createQuery(RetrainingDecisionTable.INSERT)
                    .bind("model", ModelRef.requireName(model))
                    .bind("trigger", trigger == null ? null : trigger.name())
                    .bind("decision", word)
                    .bindArray("reasons", String.class, words.reasons.toArray())
                    .bind("figures", words.figures.toString())
                    .bindByType(
                        "challenger_version",
                        challenger.isPresent() ? (Integer) challenger.getAsInt() : null,
                        Integer.class)
                    .bind("at", clock.instant().atOffset(ZoneOffset.UTC))
                    .mapTo(Long.class)
                    .one());
  }

  private static @Nullable Double value(Finding finding) {
    return finding.value().isPresent() ? (Double) finding.value().getAsDouble() : null;
  }

  private static JsonObject figures(Judgement judgement) {
    JsonArray duels = new JsonArray();
    for (Judgement.Duel duel : judgement.duels()) {
      JsonObject json = new JsonObject();
      json.addProperty("opponent", duel.opponent());
      json.addProperty("rmse", duel.rmse());
      json.addProperty("opponent_rmse", duel.opponentRmse());
      json.addProperty("improvement", duel.improvement());
      duel.pValue().ifPresent(p -> json.addProperty("p", p));
      json.addProperty("won", duel.won());
      duels.add(json);
    }
    JsonObject figures = new JsonObject();
    figures.add("duels", duels);
    return figures;
  }
}
