package io.financeflow.orchestrator.engine;

import java.time.Duration;

/**
 * How a scheduler goes about it.
 *
 * @param lease how long a process may be silent before it is declared dead
 * @param poll the longest wait when nothing is notified and nothing is due
 */
public record SchedulerSettings(Duration lease, Duration poll) {

  /** A lease of 6 seconds, a look every second. */
  public static final SchedulerSettings USUAL =
      new SchedulerSettings(Duration.ofSeconds(6), Duration.ofSeconds(1));

  /** Refuses what is not positive. */
  public SchedulerSettings {
    if (lease.compareTo(Duration.ofMillis(100)) < 0 || poll.isNegative() || poll.isZero()) {
      throw new IllegalArgumentException(
          "lease must be >= 100 ms and poll > 0 but were " + lease + ", " + poll);
    }
  }
}
