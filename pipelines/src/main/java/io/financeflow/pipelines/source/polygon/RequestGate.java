package io.financeflow.pipelines.source.polygon;

import io.financeflow.pipelines.source.RequestLimit;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.beam.sdk.util.Sleeper;

/**
 * Waits for a slot and sees to it that it is used in time. Thread-safe.
 *
 * <p>A thread that wakes up too late (a paused process) would send its request into the window of
 * later slots; it lets its slot lapse and reserves another one.
 */
final class RequestGate {
  /** Less than the margin that slots keep between two windows. */
  private static final Duration LAPSES_AFTER = Duration.ofMillis(250);

  private final RequestLimit limit;
  private final LongSupplier nanoTime;
  private final Sleeper sleeper;

  RequestGate(RequestLimit limit, LongSupplier nanoTime, Sleeper sleeper) {
    this.limit = limit;
    this.nanoTime = nanoTime;
    this.sleeper = sleeper;
  }

  /** Returns when the next request may be sent. */
  RequestLimit.Slot await() throws InterruptedException {
    while (true) {
      long reservedAt = nanoTime.getAsLong();
      RequestLimit.Slot slot = limit.reserve();
      if (slot.delay().isZero()) {
        return slot;
      }
      sleeper.sleep(slot.delay().toMillis() + 1);
      Duration late = Duration.ofNanos(nanoTime.getAsLong() - reservedAt).minus(slot.delay());
      if (late.compareTo(LAPSES_AFTER) <= 0) {
        return slot;
      }
    }
  }

  /** Gives a slot back whose request never reached the vendor. */
  void release(RequestLimit.Slot slot) {
    limit.release(slot);
  }
}
