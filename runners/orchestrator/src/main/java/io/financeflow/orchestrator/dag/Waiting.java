package io.financeflow.orchestrator.dag;

import java.time.Duration;

/**
 * How a sensor waits; between two looks it holds no slot.
 *
 * @param every the time between looks, more than 0
 * @param timeout from the first look of the first attempt, not less than {@code every}; then it
 *     fails with NOT_READY and is not tried again
 * @param skipWhenLate whether it is skipped instead
 */
public record Waiting(Duration every, Duration timeout, boolean skipWhenLate) {

  /** Every minute for 6 hours, then failed. */
  public static final Waiting USUAL =
      new Waiting(Duration.ofMinutes(1), Duration.ofHours(6), false);

  /** Refuses what is out of bounds. */
  public Waiting {
    if (every.isNegative() || every.isZero() || timeout.compareTo(every) < 0) {
      throw new IllegalArgumentException(
          "a sensor must wait 0 < every <= timeout but was given " + every + ", " + timeout);
    }
  }
}
