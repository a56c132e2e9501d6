package io.financeflow.ml.evaluation;

import java.util.OptionalDouble;

/**
 * How often forecasts have the sign of what came.
 *
 * <p>A pair whose actual value is 0 has no direction and is left out; a forecast of 0 says down.
 *
 * @param bothUp pairs that were forecast up and went up
 * @param wronglyUp forecast up, went down
 * @param bothDown forecast down, went down
 * @param wronglyDown forecast down, went up
 */
public record DirectionMetrics(long bothUp, long wronglyUp, long bothDown, long wronglyDown) {

  /** Refuses negative counts. */
  public DirectionMetrics {
    if (Math.min(Math.min(bothUp, wronglyUp), Math.min(bothDown, wronglyDown)) < 0) {
      throw new IllegalArgumentException(
          "counts must be >= 0 but were %d, %d, %d, %d"
              .formatted(bothUp, wronglyUp, bothDown, wronglyDown));
    }
  }

  /** Counts; arrays are as long as each other, not empty and finite. */
  public static DirectionMetrics of(double[] actual, double[] forecast) {
    Pairs.require(actual, forecast);
    long[] counts = new long[4];
    for (int i = 0; i < actual.length; i++) {
      if (actual[i] != 0) {
        counts[(forecast[i] > 0 ? 0 : 2) + (forecast[i] > 0 == actual[i] > 0 ? 0 : 1)]++;
      }
    }
    return new DirectionMetrics(counts[0], counts[1], counts[2], counts[3]);
  }

  /** Returns how many pairs were counted. */
  public long count() {
    return bothUp + wronglyUp + bothDown + wronglyDown;
  }

  /** Returns the share of pairs with the same direction; empty without pairs. */
  public OptionalDouble accuracy() {
    return ratio(bothUp + bothDown, count());
  }

  /**
   * Returns the mean of the shares that were hit among ups and downs; empty unless there are both.
   */
  public OptionalDouble balancedAccuracy() {
    OptionalDouble ups = ratio(bothUp, bothUp + wronglyDown);
    OptionalDouble downs = ratio(bothDown, bothDown + wronglyUp);
    return ups.isPresent() && downs.isPresent()
        ? OptionalDouble.of((ups.getAsDouble() + downs.getAsDouble()) / 2)
        : OptionalDouble.empty();
  }

  /**
   * Returns Matthews' correlation of the two directions, -1 to 1; empty when either never changes.
   */
  public OptionalDouble matthews() {
    double product =
        (double) (bothUp + wronglyUp)
            * (bothUp + wronglyDown)
            * (bothDown + wronglyUp)
            * (bothDown + wronglyDown);
    double numerator = (double) bothUp * bothDown - (double) wronglyUp * wronglyDown;
    return product > 0 ? OptionalDouble.of(numerator / Math.sqrt(product)) : OptionalDouble.empty();
  }

  private static OptionalDouble ratio(long part, long whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }
}
