package io.financeflow.pipelines.source.polygon;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.pipelines.source.polygon.PolygonSettings.Retries;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final Retries RETRIES =
      new Retries(6, Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(61));

  @ParameterizedTest
  @CsvSource({
    "1, 0, 500",
    "1, 0.5, 750",
    "2, 0, 1000",
    "3, 0.5, 3000",
    "4, 0, 4000",
    "5, 0, 5000",
    "9, 0.5, 7500"
  })
  void waitDoublesUpToTheBoundWithinHalfToWhole(int attempt, double jitter, long millis) {
    assertThat(Backoff.delay(RETRIES, attempt, jitter)).isEqualTo(Duration.ofMillis(millis));
  }
}
