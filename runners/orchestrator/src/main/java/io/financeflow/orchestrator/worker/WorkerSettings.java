package io.financeflow.orchestrator.worker;

import java.time.Duration;

/**
 * What a worker is and how it goes about it.
 *
 * @param host where it runs, for people
 * @param pid its process there
 * @param slots how many tasks it runs at once, 1 to 1000
 * @param lease after how much silence the schedulers declare it dead; it stops its tasks before
 * @param grace how long a task that has to stop may take to do so
 */
public record WorkerSettings(String host, long pid, int slots, Duration lease, Duration grace) {

  /** Refuses what is out of bounds. */
  public WorkerSettings {
    if (slots < 1 || slots > 1000) {
      throw new IllegalArgumentException("slots must be 1 to 1000 but was " + slots);
    }
    if (lease.compareTo(Duration.ofMillis(100)) < 0 || grace.isNegative()) {
      throw new IllegalArgumentException(
          "lease must be >= 100 ms and grace >= 0 but were " + lease + ", " + grace);
    }
  }

  /** How often it says that it lives. */
  Duration beat() {
    return lease.dividedBy(6);
  }

  /** How long it may go on without having been heard. */
  Duration ownLease() {
    return lease.multipliedBy(3).dividedBy(4);
  }
}
