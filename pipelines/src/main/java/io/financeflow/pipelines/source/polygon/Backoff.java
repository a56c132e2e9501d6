package io.financeflow.pipelines.source.polygon;

import io.financeflow.pipelines.source.polygon.PolygonSettings.Retries;
import java.time.Duration;

/** The wait before another try: exponential with jitter, never shorter than the vendor asks for. */
final class Backoff {
  private Backoff() {}

  /**
   * Returns the wait after the {@code attempt}-th try failed: {@code firstDelay * 2^(attempt-1)},
   * at most {@code longestDelay}, times a factor between one half and one.
   *
   * @param attempt 1 for the first
   * @param jitter in [0, 1)
   */
  static Duration delay(Retries retries, int attempt, double jitter) {
    double doubled = (double) retries.firstDelay().toMillis() * Math.pow(2, attempt - 1);
    double bounded = Math.min(doubled, (double) retries.longestDelay().toMillis());
    return Duration.ofMillis(Math.round(bounded * (0.5 + jitter / 2)));
  }
}
