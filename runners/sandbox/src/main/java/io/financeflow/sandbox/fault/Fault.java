package io.financeflow.sandbox.fault;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Something wrong with the vendor; the module's README has a table of all texts.
 *
 * <p>Immutable values, thread-safe.
 */
public sealed interface Fault {

  /**
   * Reads a fault from its text, {@code name=argument}; a symptom alone means {@code =always}.
   *
   * @throws IllegalArgumentException for an unknown name, listing the known ones, or for an
   *     argument that does not fit
   */
  static Fault parse(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    String argument = equals < 0 ? "always" : text.substring(equals + 1);
    try {
      return named(name, argument);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("fault '" + text + "': " + e.getMessage(), e);
    }
  }

  private static Fault named(String name, String argument) {
    return switch (name) {
      case "rate-limit" -> RateLimit.parse(argument);
      case "outage" -> new Outage(Numbers.duration(argument));
      case "latency" -> Latency.parse(argument);
      default ->
          Symptom.named(name)
              .<Fault>map(symptom -> new Sometimes(symptom, When.parse(argument)))
              .orElseThrow(() -> new IllegalArgumentException("unknown; known are " + known()));
    };
  }

  private static String known() {
    return "rate-limit, outage, latency, "
        + Arrays.stream(Symptom.values()).map(Symptom::text).collect(Collectors.joining(", "));
  }

  /**
   * At most so many requests in any window of this length; the others are answered with 429.
   *
   * @param retryAfter whether the answer says how many seconds to wait
   */
  record RateLimit(int requests, Duration window, boolean retryAfter) implements Fault {

    private static final String RETRY_AFTER = "+retry-after";

    public RateLimit {
      if (requests < 1 || window.isZero() || window.isNegative()) {
        throw new IllegalArgumentException(
            "requests and window must be > 0 but were " + requests + ", " + window);
      }
    }

    private static RateLimit parse(String argument) {
      boolean retryAfter = argument.endsWith(RETRY_AFTER);
      int end = argument.length() - (retryAfter ? RETRY_AFTER.length() : 0);
      int slash = argument.indexOf('/');
      if (slash < 0) {
        throw new IllegalArgumentException("expected N/60s or N/60s+retry-after");
      }
      return new RateLimit(
          Numbers.whole(argument.substring(0, slash)),
          Numbers.duration(argument.substring(slash + 1, end)),
          retryAfter);
    }
  }

  /** Every request is answered with 503 until so long after the first one. */
  record Outage(Duration length) implements Fault {}

  /** Requests hit are answered so much later. */
  record Latency(Duration delay, When when) implements Fault {

    private static Latency parse(String argument) {
      int at = argument.indexOf('@');
      return at < 0
          ? new Latency(Numbers.duration(argument), When.parse("always"))
          : new Latency(
              Numbers.duration(argument.substring(0, at)), When.parse(argument.substring(at + 1)));
    }
  }

  /** Requests hit show the symptom. */
  record Sometimes(Symptom symptom, When when) implements Fault {}
}
