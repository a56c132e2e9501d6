package io.financeflow.ml.monitoring;

import java.time.LocalDate;

/**
 * A stored forecast whose target is known by now.
 *
 * @param target date of the value that was forecast
 * @param origin value without change, which gives directions: the last price when prices are
 *     forecast, 0 when returns are
 * @param low lower end of the interval, <= predicted
 * @param predicted what was forecast
 * @param high upper end, >= predicted
 * @param actual what came
 */
public record Scored(
    LocalDate target, double origin, double low, double predicted, double high, double actual) {

  /** Checks that all are finite and in order. */
  public Scored {
    boolean finite = Double.isFinite(origin) && Double.isFinite(actual);
    boolean ordered = low <= predicted && predicted <= high && Double.isFinite(high - low);
    if (!finite || !ordered) {
      throw new IllegalArgumentException(
          "a scored forecast of %s must be finite, low <= predicted <= high, but was %s, %s, %s from %s; came %s"
              .formatted(target, low, predicted, high, origin, actual));
    }
  }

  double error() {
    return actual - predicted;
  }

  boolean covered() {
    return low <= actual && actual <= high;
  }
}
