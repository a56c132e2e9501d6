package io.financeflow.ml.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.ml.monitoring.Decision;
import io.financeflow.ml.monitoring.Finding;
import io.financeflow.ml.monitoring.Judgement;
import io.financeflow.ml.monitoring.Trigger;
import io.financeflow.ml.monitoring.Verdict;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.db.Rows;
import io.financeflow.schema.model.MonitoringCheckTable;
import io.financeflow.schema.model.RetrainingDecisionTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class MonitoringStoreTest {
  private static final Instant NOON = Instant.parse("2025-02-03T12:00:00Z");
  private static final Finding WORSE =
      new Finding("rmse", OptionalDouble.of(2), 1.5, Verdict.ALARM, "rmse 2");
  private static final Finding FEW =
      new Finding("psi", OptionalDouble.empty(), 0.1, Verdict.TOO_FEW, "psi: 3 sessions");

  private final Database database;
  private final ModelStore models;
  private final MonitoringStore store;

  MonitoringStoreTest(Database database) {
    this.database = database;
    this.models = new ModelStore(database, Sample.CLOCK);
    this.store = new MonitoringStore(database, Sample.CLOCK);
  }

  @Test
  void findingsAreKeptWithTheirVersionAndGoWithIt() {
    StoredVersion version = models.save(Sample.version("m", "one"));

    store.record(version, "forecasts", Sample.YEAR_2024, List.of(WORSE, FEW));
    store.record(version, "momentum", Sample.YEAR_2024, List.of());

    assertThat(store.checks(version, 10)).containsExactly(row(version, FEW), row(version, WORSE));
    assertThat(store.checks(version, 1)).containsExactly(row(version, FEW));
    models.delete("m");
    assertThat(Rows.of(database, "SELECT count(*) FROM monitoring_checks")).containsExactly("0");
  }

  @Test
  void decisionsAreKeptWithReasonsAndFigures() {
    JsonObject figures = JsonParser.parseString("{\"new_sessions\": 3}").getAsJsonObject();
    store.record("m", new Decision.Leave(List.of("no alarm")), figures);
    store.record(
        "m",
        new Decision.CoolDown(Trigger.DRIFT, NOON, List.of("drift", "cool-down")),
        new JsonObject());
    store.record("m", new Decision.Retrain(Trigger.MANUAL, List.of("asked for")), figures);
    store.record("m", Trigger.MANUAL, 2, keep());
    store.failed("m", Trigger.SCHEDULE, "no bars");
    store.record("other", new Decision.Leave(List.of("no alarm")), figures);

    assertThat(store.decisions("m", 10))
        .extracting(
            RetrainingDecisionTable.Row::decision,
            RetrainingDecisionTable.Row::trigger,
            RetrainingDecisionTable.Row::reasons,
            RetrainingDecisionTable.Row::challenger)
        .containsExactly(
            tuple("FAILED", Optional.of("SCHEDULE"), List.of("no bars"), OptionalInt.empty()),
            tuple("KEEP", Optional.of("MANUAL"), List.of("not better"), OptionalInt.of(2)),
            tuple("RETRAIN", Optional.of("MANUAL"), List.of("asked for"), OptionalInt.empty()),
            tuple(
                "COOL_DOWN",
                Optional.of("DRIFT"),
                List.of("drift", "cool-down"),
                OptionalInt.empty()),
            tuple("LEAVE", Optional.empty(), List.of("no alarm"), OptionalInt.empty()));
    assertThat(store.decisions("m", 2).get(1).figures())
        .isEqualTo(
            "{\"duels\": [{\"p\": 0.5, \"won\": false, \"rmse\": 2.0, \"opponent\": \"last-value\","
                + " \"improvement\": -1.0, \"opponent_rmse\": 1.0}]}");
    assertThat(store.decisions("m", 9).get(4).figures()).isEqualTo("{\"new_sessions\": 3}");
  }

  @Test
  void coolDownBeginsWithTheLastTraining() {
    Decision retrain = new Decision.Retrain(Trigger.SCHEDULE, List.of("old"));
    MonitoringStore later =
        new MonitoringStore(database, Clock.offset(Sample.CLOCK, Duration.ofHours(1)));

    assertThat(store.lastAttempt("m")).isEmpty();
    store.record("m", retrain, new JsonObject());
    later.record("m", retrain, new JsonObject());
    store.record("m", new Decision.Leave(List.of("no alarm")), new JsonObject());

    assertThat(store.lastAttempt("m")).contains(NOON.plusSeconds(3600));
  }

  @Test
  void decisionsNeverChange() {
    store.record("m", new Decision.Leave(List.of("no alarm")), new JsonObject());

    for (String sql :
        List.of(
            "UPDATE retraining_decisions SET model = 'n'", "DELETE FROM retraining_decisions")) {
      assertThatThrownBy(() -> database.jdbi().useHandle(handle -> handle.execute(sql)))
          .hasMessageContaining("rows of retraining_decisions never change");
    }
  }

  @Test
  void decisionsWithoutReasonAreRefused() {
    assertThatThrownBy(() -> store.record("m", new Decision.Leave(List.of()), new JsonObject()))
        .hasMessageContaining("retraining_decisions_reasons_check");
  }

  private static Judgement keep() {
    return new Judgement.Keep(
        List.of("not better"),
        List.of(new Judgement.Duel("last-value", 2, 1, OptionalDouble.of(0.5), false)));
  }

  private static MonitoringCheckTable.Row row(StoredVersion version, Finding finding) {
    return new MonitoringCheckTable.Row(
        version.id(),
        "forecasts",
        finding.metric(),
        Sample.YEAR_2024,
        finding.value(),
        finding.threshold(),
        finding.verdict().name(),
        finding.reason(),
        NOON);
  }
}
