package io.financeflow.ml.store;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What a version said about one ticker and session. Every wrong value is a {@link ModelRefusal}.
 *
 * @param versionId {@link StoredVersion#id}
 * @param ticker vendor symbol
 * @param asOf session at whose close all it rests on was known
 * @param target session it is about, after asOf
 * @param horizon sessions from asOf to target, >= 1
 * @param value finite, in the units of the model's target: USD in the shares of asOf, simple return
 *     of the target session, or probability of a rise
 * @param interval empty without one
 */
public record Prediction(
    long versionId,
    String ticker,
    LocalDate asOf,
    LocalDate target,
    int horizon,
    double value,
    Optional<Interval> interval) {

  /** Checks dates, horizon and values. */
  public Prediction {
    String whose = ticker + " of " + asOf;
    require(target.isAfter(asOf), "the target must be after " + asOf, target, whose);
    require(horizon >= 1, "the horizon must be >= 1", horizon, whose);
    require(Double.isFinite(value), "the value must be finite", value, whose);
    double point = value;
    interval.ifPresent(
        each ->
            require(
                each.low <= point && point <= each.high,
                "the interval must hold the value " + point,
                each,
                whose));
  }

  private static void require(boolean holds, String rule, Object actual, String whose) {
    if (!holds) {
      throw new ModelRefusal("%s but was %s: prediction for %s".formatted(rule, actual, whose));
    }
  }

  /**
   * Where the outcome shall be.
   *
   * @param low finite
   * @param high finite, >= low
   * @param level share of outcomes that it shall cover, in (0, 1)
   */
  public record Interval(double low, double high, double level) {
    /** Checks order and level, which NaN has none of. */
    public Interval {
      if (!(low <= high && Double.isFinite(low) && Double.isFinite(high))) {
        throw new ModelRefusal("an interval must be finite but was " + low + " to " + high);
      }
      if (!(level > 0 && level < 1)) {
        throw new ModelRefusal("level must be in (0, 1) but was " + level);
      }
    }
  }
}
