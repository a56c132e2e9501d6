package io.financeflow.ml.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RetrainingPolicyTest {
  private static final Instant NOW = Instant.parse("2025-01-31T22:00:00Z");
  private static final Instant LATELY = Instant.parse("2025-01-20T22:00:00Z");
  private static final Finding WORSE = finding(Verdict.ALARM);
  private static final Finding WATCHED = finding(Verdict.WARNING);
  private final RetrainingPolicy policy = RetrainingPolicy.USUAL;

  @Test
  void modelInOrderIsLeft() {
    assertThat(policy.decide(situation(19, List.of(WATCHED), Map.of("a", List.of(WATCHED))), NOW))
        .isEqualTo(
            new Decision.Leave(
                List.of("no alarm, 19 of 20 new sessions, trained 2025-01-20T22:00:00Z")));
  }

  @Test
  void everyTriggerIsNamedAndTheWeightiestFirst() {
    Situation situation =
        new Situation(
            Optional.of(Instant.parse("2025-01-01T22:00:00Z")),
            Optional.empty(),
            20,
            List.of(WORSE),
            Map.of("momentum", List.of(WATCHED, WORSE), "volume", List.of(WATCHED)),
            true);

    assertThat(policy.decide(situation, NOW))
        .isEqualTo(
            new Decision.Retrain(
                Trigger.MANUAL,
                List.of(
                    "manual: asked for",
                    "performance: rmse 2",
                    "drift: 1 of 2 inputs: momentum rmse 2",
                    "new_data: 20 new sessions, 20 are enough",
                    "schedule: trained 2025-01-01T22:00:00Z, due every 30 days")));
  }

  @Test
  void driftOfFewInputsDoesNotCount() {
    assertThat(
            policy.decide(
                situation(
                    0,
                    List.of(),
                    Map.of("a", List.of(WORSE), "b", List.of(WATCHED), "c", List.of())),
                NOW))
        .isInstanceOf(Decision.Leave.class);
  }

  @Test
  void coolDownHoldsEverythingButAPerson() {
    Situation worse = attempted("2025-01-27T22:00:00Z", List.of(WORSE), false);

    assertThat(policy.decide(worse, NOW))
        .isEqualTo(
            new Decision.CoolDown(
                Trigger.PERFORMANCE,
                Instant.parse("2025-02-01T22:00:00Z"),
                List.of("performance: rmse 2", "cool-down until 2025-02-01T22:00:00Z")));
    assertThat(policy.decide(worse, Instant.parse("2025-02-01T22:00:00Z")))
        .isInstanceOf(Decision.Retrain.class);
    assertThat(policy.decide(attempted("2025-01-31T21:00:00Z", List.of(), true), NOW))
        .isEqualTo(new Decision.Retrain(Trigger.MANUAL, List.of("manual: asked for")));
  }

  @Test
  void modelWithoutVersionIsDue() {
    assertThat(
            policy.decide(
                new Situation(Optional.empty(), Optional.empty(), 0, List.of(), Map.of(), false),
                NOW))
        .isEqualTo(new Decision.Retrain(Trigger.SCHEDULE, List.of("schedule: never trained")));
  }

  @Test
  void policiesWithoutSenseAreRefused() {
    assertThatThrownBy(() -> new RetrainingPolicy(Duration.ZERO, 1, 0.5, Duration.ZERO))
        .hasMessage("no policy: every PT0S, 1 sessions, share 0.5, cool-down PT0S");
  }

  private static Situation situation(
      int sessions, List<Finding> performance, Map<String, List<Finding>> drift) {
    return new Situation(
        Optional.of(LATELY), Optional.empty(), sessions, performance, drift, false);
  }

  private static Situation attempted(String last, List<Finding> performance, boolean manual) {
    return new Situation(
        Optional.of(LATELY), Optional.of(Instant.parse(last)), 0, performance, Map.of(), manual);
  }

  private static Finding finding(Verdict verdict) {
    return new Finding("rmse", OptionalDouble.of(2), 1.5, verdict, "rmse 2");
  }
}
