package io.financeflow.ml.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PerformanceCheckTest {
  private static final LocalDate MONDAY = LocalDate.of(2025, 1, 6);
  private final PerformanceCheck check = new PerformanceCheck(new PerformanceCheck.Settings(20, 4));

  @Test
  void performanceIsErrorsDirectionsAndCoverage() {
    Performance performance =
        Performance.of(
            List.of(
                new Scored(MONDAY, 100, 98, 101, 104, 103),
                new Scored(MONDAY.plusDays(1), 103, 101, 104, 107, 100),
                new Scored(MONDAY.plusDays(2), 100, 96, 99, 102, 99),
                new Scored(MONDAY.plusDays(3), 99, 97, 100, 103, 99)));

    // Errors 2, -4, 0, -1; the last did not move, so it has no direction.
    assertThat(performance.count()).isEqualTo(4);
    assertThat(performance.rmse()).isCloseTo(Math.sqrt(21 / 4.0), within(1e-15));
    assertThat(performance.mae()).isEqualTo(1.75);
    assertThat(performance.directionalAccuracy()).hasValue(2 / 3.0);
    assertThat(performance.coverage()).isEqualTo(0.75);
  }

  @Test
  void largerErrorsWarnThenAlarm() {
    Performance promoted = new Performance(250, 1, 1, OptionalDouble.of(0.5), 0.95);

    assertThat(check.check(promoted, errors(20, 1.2)))
        .extracting(Finding::metric, Finding::verdict)
        .contains(tuple("rmse", Verdict.OK), tuple("mae", Verdict.OK));
    assertThat(check.check(promoted, errors(20, 1.3)))
        .extracting(Finding::metric, Finding::threshold, Finding::verdict)
        .contains(tuple("rmse", 1.25, Verdict.WARNING), tuple("mae", 1.25, Verdict.WARNING));
    assertThat(check.check(promoted, errors(20, 2)))
        .extracting(Finding::verdict, Finding::reason)
        .contains(
            tuple(
                Verdict.ALARM,
                "rmse 2.00000 over the last 20, 1.00000 when promoted, limit 1.50000"));
  }

  @Test
  void onlyTheLatestCount() {
    Performance promoted = new Performance(250, 1, 1, OptionalDouble.of(0.5), 0.95);
    List<Scored> scored = new ArrayList<>(errors(60, 1));
    for (int i = 0; i < 20; i++) {
      scored.add(scored(60 + i, 3));
    }
    Collections.reverse(scored);

    assertThat(check.check(promoted, scored).get(0).value()).hasValue(3);
  }

  @Test
  void fallOfCoverageCountsBeyondChance() {
    Performance promoted = new Performance(250, 1, 1, OptionalDouble.empty(), 0.95);

    // 1.645 sqrt(0.95 * 0.05 / 20) is 0.08, more than the five points that matter.
    assertThat(coverage(promoted, 2).verdict()).isEqualTo(Verdict.OK);
    assertThat(coverage(promoted, 2).threshold()).isCloseTo(0.8698321, within(1e-6));
    assertThat(coverage(promoted, 3).verdict()).isEqualTo(Verdict.WARNING);
    assertThat(coverage(promoted, 4).verdict()).isEqualTo(Verdict.ALARM);
    assertThat(coverage(promoted, 4).threshold()).isCloseTo(0.85, within(1e-12));
  }

  @Test
  void fewForecastsSayNothing() {
    assertThat(check.check(new Performance(1, 1, 1, OptionalDouble.empty(), 1), errors(3, 9)))
        .extracting(Finding::verdict)
        .containsExactly(Verdict.TOO_FEW, Verdict.TOO_FEW, Verdict.TOO_FEW, Verdict.TOO_FEW);
  }

  @Test
  void forecastsOutsideTheirIntervalsAreRefused() {
    assertThatThrownBy(() -> new Scored(MONDAY, 1, 2, 1, 3, 1))
        .hasMessage(
            "a scored forecast of 2025-01-06 must be finite, low <= predicted <= high, but was 2.0, 1.0, 3.0 from 1.0; came 1.0");
  }

  private Finding coverage(Performance promoted, int missed) {
    List<Scored> scored = new ArrayList<>(errors(20 - missed, 1));
    for (int i = 0; i < missed; i++) {
      scored.add(scored(20 + i, 11));
    }
    return check.check(promoted, scored).get(3);
  }

  private static List<Scored> errors(int count, double error) {
    List<Scored> scored = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      scored.add(scored(i, error));
    }
    return scored;
  }

  private static Scored scored(int day, double error) {
    return new Scored(MONDAY.plusDays(day), 0, -10, 0, 10, error);
  }
}
