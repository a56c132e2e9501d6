package io.financeflow.sandbox.fault;

import java.time.Duration;

/**
 * How time passes for rate limits, outages and latencies, apart from the clock that says which day
 * it is. Thread-safe.
 */
public interface Pace {

  /** Time since some fixed moment, never going back. */
  Duration elapsed();

  /** Returns after the duration has passed; at once when the thread is interrupted. */
  void pause(Duration duration);

  /** Time as it passes on this machine. */
  static Pace real() {
    return new Pace() {
      @Override
      public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime());
      }

      @Override
      public void pause(Duration duration) {
        try {
          Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }
}
