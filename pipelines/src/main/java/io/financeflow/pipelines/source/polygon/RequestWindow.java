package io.financeflow.pipelines.source.polygon;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.beam.sdk.util.Sleeper;

/**
 * Spaces requests so that no 60 seconds see more than a given number of them. Thread-safe: slots
 * are given out in order under the lock of this object and waited for outside of it.
 *
 * <p>The vendor does not say whether its minute is fixed or sliding; a sliding one satisfies both.
 */
final class RequestWindow {
  /** A minute and a margin for the different travel times of two requests. */
  private static final long WINDOW_NANOS = Duration.ofMillis(60_500).toNanos();

  private final int requestsPerMinute;
  private final LongSupplier nanoTime;
  private final Sleeper sleeper;
  private final Deque<Long> slots = new ArrayDeque<>();

  /** A window of that many requests; 0 never waits. */
  RequestWindow(int requestsPerMinute, LongSupplier nanoTime, Sleeper sleeper) {
    this.requestsPerMinute = requestsPerMinute;
    this.nanoTime = nanoTime;
    this.sleeper = sleeper;
  }

  /** Waits until the next request may be sent. */
  void await() throws InterruptedException {
    if (requestsPerMinute == 0) {
      return;
    }
    long wait = reserve();
    if (wait > 0) {
      sleeper.sleep(TimeUnit.NANOSECONDS.toMillis(wait) + 1);
    }
  }

  /** Gives the last slot back: its request never reached the vendor. */
  synchronized void release() {
    slots.pollLast();
  }

  private synchronized long reserve() {
    long now = nanoTime.getAsLong();
    long slot = now;
    if (slots.size() == requestsPerMinute) {
      slot = Math.max(now, slots.removeFirst() + WINDOW_NANOS);
    }
    slots.addLast(slot);
    return slot - now;
  }
}
