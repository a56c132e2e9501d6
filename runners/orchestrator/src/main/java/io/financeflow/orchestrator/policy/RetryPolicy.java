package io.financeflow.orchestrator.policy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether and when a failed attempt is followed by another one, by the class of its error.
 *
 * <p>The class of the latest failure chooses the back-off, and the number of all attempts so far is
 * held against its retries: a task is never tried more often than its most patient class allows.
 * Bad input and refusals are not tried again unless a class of their own says so.
 *
 * @param usual for the classes not named
 * @param byClass for single classes
 */
public record RetryPolicy(Backoff usual, Map<ErrorClass, Backoff> byClass) {

  /** Nothing is tried again. */
  public static final RetryPolicy NEVER = new RetryPolicy(Backoff.NEVER, Map.of());

  /** Keeps a copy. */
  public RetryPolicy {
    byClass = Map.copyOf(byClass);
  }

  /** The same for all classes but bad input and refusals. */
  public static RetryPolicy of(Backoff usual) {
    return new RetryPolicy(usual, Map.of());
  }

  /** This policy with a back-off of its own for a class. */
  public RetryPolicy with(ErrorClass error, Backoff backoff) {
    Map<ErrorClass, Backoff> all = new EnumMap<>(ErrorClass.class);
    all.putAll(byClass);
    all.put(error, backoff);
    return new RetryPolicy(usual, all);
  }

  /** What applies to a class. */
  public Backoff backoff(ErrorClass error) {
    Backoff own = byClass.get(error);
    if (own != null) {
      return own;
    }
    boolean hopeless = error == ErrorClass.BAD_INPUT || error == ErrorClass.REFUSED;
    return hopeless ? Backoff.NEVER : usual;
  }

  /**
   * The wait before the next attempt, from the end of this one; empty when there is none.
   *
   * @param error why the attempt failed
   * @param key names dag, run, task and map index; see {@link Backoff#after}
   * @param attempt which attempt failed, from 1
   */
  public Optional<Duration> next(ErrorClass error, String key, int attempt) {
    Backoff backoff = backoff(error);
    return attempt > backoff.retries()
        ? Optional.empty()
        : Optional.of(backoff.after(key, attempt));
  }
}
