package io.financeflow.ml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DirectionMetricsTest {

  @Test
  void directionsAreCounted() {
    double[] actual = {1, 2, -1, -3, 4, 0, -2, 5};
    double[] forecast = {2, -1, -1, 3, 1, 1, 0, 1};

    DirectionMetrics metrics = DirectionMetrics.of(actual, forecast);

    assertThat(metrics).isEqualTo(new DirectionMetrics(3, 1, 2, 1));
    assertThat(metrics.accuracy()).hasValue(5 / 7.0);
    assertThat(metrics.balancedAccuracy()).hasValue((3 / 4.0 + 2 / 3.0) / 2);
    assertThat(metrics.matthews().orElseThrow())
        .isCloseTo((3 * 2 - 1 * 1) / Math.sqrt(4 * 4 * 3 * 3), within(1e-15));
  }

  @Test
  void oneDirectionOnlySaysNothing() {
    DirectionMetrics metrics = DirectionMetrics.of(new double[] {1, 2, 3}, new double[] {1, -1, 1});

    assertThat(metrics.accuracy()).hasValue(2 / 3.0);
    assertThat(metrics.balancedAccuracy()).isEmpty();
    assertThat(metrics.matthews()).isEmpty();
    assertThat(DirectionMetrics.of(new double[] {0}, new double[] {1}).accuracy()).isEmpty();
  }

  @Test
  void manyPairsDoNotOverflow() {
    long many = 3_000_000_000L;

    assertThat(new DirectionMetrics(many, 0, many, 0).matthews()).hasValue(1);
  }

  @Test
  void negativeCountsAreRefused() {
    assertThatThrownBy(() -> new DirectionMetrics(1, 2, 3, -4))
        .hasMessage("counts must be >= 0 but were 1, 2, 3, -4");
  }
}
