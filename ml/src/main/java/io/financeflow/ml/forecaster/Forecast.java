package io.financeflow.ml.forecaster;

import java.util.ArrayList;
import java.util.List;
import jdplus.toolkit.base.api.stats.ProbabilityType;
import jdplus.toolkit.base.core.dstats.Normal;

/**
 * The next values of a series with intervals.
 *
 * @param steps one ahead first; at least one
 * @param level share that the intervals shall cover, in (0, 1)
 */
public record Forecast(List<Step> steps, double level) {

  /** Copies the steps and checks the level. */
  public Forecast {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a forecast must have a step");
    }
    requireLevel(level);
  }

  /**
   * One value ahead, in the units of the series.
   *
   * @param low lower end of the interval, <= point
   * @param point expected value; the median where the model is on logarithms
   * @param high upper end, >= point
   */
  public record Step(double low, double point, double high) {

    /** Checks the order, which NaN has none of. */
    public Step {
      if (!(low <= point && point <= high)) {
        throw new IllegalArgumentException(
            "low <= point <= high must hold but were %s, %s, %s".formatted(low, point, high));
      }
    }
  }

  /**
   * Returns intervals of normal errors around points.
   *
   * @param points expected values, at least one
   * @param spreads standard errors, >= 0, as many
   */
  public static Forecast normal(double[] points, double[] spreads, double level) {
    requireLevel(level);
    double reach = new Normal().getProbabilityInverse((1 + level) / 2, ProbabilityType.Lower);
    List<Step> steps = new ArrayList<>(points.length);
    for (int i = 0; i < points.length; i++) {
      double half = reach * spreads[i];
      steps.add(new Step(points[i] - half, points[i], points[i] + half));
    }
    return new Forecast(steps, level);
  }

  /** Returns the forecast of a series from that of its logarithms: points become medians. */
  public Forecast exponentiated() {
    return new Forecast(
        steps.stream()
            .map(s -> new Step(Math.exp(s.low), Math.exp(s.point), Math.exp(s.high)))
            .toList(),
        level);
  }

  /** Returns how many steps. */
  public int horizon() {
    return steps.size();
  }

  private static void requireLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be in (0, 1) but was " + level);
    }
  }
}
