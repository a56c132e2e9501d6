package io.financeflow.orchestrator.policy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;

/**
 * How often a failed task is tried again, and after which wait.
 *
 * <p>With factor 1 the wait is {@code delay}. With a greater factor m it is, in whole seconds after
 * attempt n: {@code min = max(1, ceil(delay * m^(n-1)))}, {@code jitter = sha1(key#n) mod min}, and
 * {@code min + jitter} up to the longest wait. The jitter is the same whoever computes it. Source:
 * Airflow 3, {@code next_retry_datetime}; the key has the run where Airflow has the logical date.
 *
 * @param retries attempts after the first one, 0 or more
 * @param delay the wait after the first attempt, 0 or more
 * @param factor growth per attempt, 1 to 100
 * @param longest no wait is longer; more than 0, at most {@link #LONGEST}
 */
public record Backoff(int retries, Duration delay, double factor, Duration longest) {

  /** 24 hours: no wait is ever longer. */
  public static final Duration LONGEST = Duration.ofHours(24);

  /** Not tried again. */
  public static final Backoff NEVER = fixed(0, Duration.ZERO);

  /** Refuses what is out of bounds. */
  public Backoff {
    if (retries < 0) {
      throw new IllegalArgumentException("retries must be >= 0 but was " + retries);
    }
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay must be >= 0 but was " + delay);
    }
    if (!(factor >= 1 && factor <= 100)) {
      throw new IllegalArgumentException("factor must be 1 to 100 but was " + factor);
    }
    if (longest.isNegative() || longest.isZero() || longest.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("longest must be > 0 and <= 24h but was " + longest);
    }
  }

  /** The same wait after each attempt. */
  public static Backoff fixed(int retries, Duration delay) {
    return new Backoff(retries, delay, 1, LONGEST);
  }

  /** A wait that doubles with each attempt, with jitter. */
  public static Backoff doubling(int retries, Duration delay) {
    return new Backoff(retries, delay, 2, LONGEST);
  }

  /**
   * The wait after a failed attempt.
   *
   * @param key whose attempts these are; the same key and attempt always wait the same
   * @param attempt which attempt failed, from 1
   */
  public Duration after(String key, int attempt) {
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt must be >= 1 but was " + attempt);
    }
    Duration wait = factor > 1 ? growing(key, attempt) : delay;
    return wait.compareTo(longest) > 0 ? longest : wait;
  }

  private Duration growing(String key, int attempt) {
    double grown = Math.ceil(seconds(delay) * Math.pow(factor, attempt - 1.0));
    if (grown >= LONGEST.toSeconds()) {
      return LONGEST;
    }
    long min = Math.max(1, (long) grown);
    long jitter = sha1(key + "#" + attempt).mod(BigInteger.valueOf(min)).longValueExact();
    return Duration.ofSeconds(min + jitter);
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  private static BigInteger sha1(String text) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return new BigInteger(1, sha1.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
