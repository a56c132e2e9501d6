package io.financeflow.ml.tuning;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When a search stops although there is more to try.
 *
 * @param trials how many it may have in all, earlier runs included, >= 1
 * @param time how long one run may begin trials, > 0; those that were begun are finished
 */
public record Limits(OptionalInt trials, Optional<Duration> time) {

  /** None. */
  public static final Limits NONE = new Limits(OptionalInt.empty(), Optional.empty());

  /** Checks the bounds. */
  public Limits {
    if (trials.isPresent() && trials.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "the number of trials must be >= 1 but was " + trials.getAsInt());
    }
    if (time.isPresent() && (time.get().isZero() || time.get().isNegative())) {
      throw new IllegalArgumentException("the time must be > 0 but was " + time.get());
    }
  }

  /** Returns a limit of trials. */
  public static Limits trials(int trials) {
    return new Limits(OptionalInt.of(trials), Optional.empty());
  }

  /** Returns a limit of time. */
  public static Limits time(Duration time) {
    return new Limits(OptionalInt.empty(), Optional.of(time));
  }
}
