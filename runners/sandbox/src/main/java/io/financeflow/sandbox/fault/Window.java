package io.financeflow.sandbox.fault;

import io.financeflow.sandbox.fault.Fault.RateLimit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/** A sliding window over the admitted requests. Not thread-safe. */
final class Window {

  private final RateLimit limit;
  private final ArrayDeque<Duration> admitted = new ArrayDeque<>();

  Window(RateLimit limit) {
    this.limit = limit;
  }

  /** The refusal when the window is full; refused requests do not count. */
  Optional<Overload> overload(Duration now) {
    Duration oldest = admitted.peekFirst();
    while (oldest != null && now.minus(oldest).compareTo(limit.window()) >= 0) {
      admitted.removeFirst();
      oldest = admitted.peekFirst();
    }
    if (oldest == null || admitted.size() < limit.requests()) {
      return Optional.empty();
    }
    Duration wait = oldest.plus(limit.window()).minus(now);
    return Optional.of(new Overload(limit.retryAfter() ? (wait.toMillis() + 999) / 1000 : 0));
  }

  void take(Duration now) {
    admitted.addLast(now);
  }
}
