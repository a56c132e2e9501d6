package io.financeflow.ml.evaluation;

import io.financeflow.ml.forecaster.Forecast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Intervals from the errors that were made: split conformal prediction (Vovk et al. 2005; Lei et
 * al. 2018). The reach at a step is the ceil((n + 1) level)-th smallest absolute error of n windows
 * at that step; with exchangeable errors it covers the next one with at least that probability.
 *
 * @param level share that the intervals shall cover, in (0, 1)
 * @param reach half width per step, one ahead first, in units of the scale; >= 0
 */
public record Conformal(double level, List<Double> reach) {

  /** Copies and checks. */
  public Conformal {
    requireLevel(level);
    reach = List.copyOf(reach);
    if (reach.isEmpty() || reach.stream().anyMatch(r -> !(r >= 0 && Double.isFinite(r)))) {
      throw new IllegalArgumentException("every reach must be finite and >= 0 but were " + reach);
    }
  }

  /** Returns the fewest windows that give intervals of a level: 9 for 0.9, 19 for 0.95. */
  public static int needed(double level) {
    requireLevel(level);
    int n = 1;
    while (place(n, level) > n) {
      n++;
    }
    return n;
  }

  /**
   * Calibrates on windows of equal scale.
   *
   * @param errors of each trailing window, one ahead first
   */
  public static Conformal of(List<double[]> errors, double level) {
    double[] ones = new double[errors.size()];
    Arrays.fill(ones, 1);
    return scaled(errors, ones, level);
  }

  /**
   * Calibrates on errors in units of a scale that was known when each window began, such as the
   * recent volatility: intervals then widen in wild times.
   *
   * @param errors of each trailing window, one ahead first, as many steps in each
   * @param scales one per window, > 0
   * @throws IllegalArgumentException with fewer windows than {@link #needed}
   */
  public static Conformal scaled(List<double[]> errors, double[] scales, double level) {
    int n = errors.size();
    if (n < needed(level) || scales.length != n) {
      throw new IllegalArgumentException(
          "intervals of %s need %d windows, each with a scale, but there are %d and %d"
              .formatted(level, needed(level), n, scales.length));
    }
    List<Double> reach = new ArrayList<>();
    for (int step = 0; step < errors.get(0).length; step++) {
      double[] sizes = new double[n];
      for (int window = 0; window < n; window++) {
        sizes[window] = Math.abs(errors.get(window)[step]) / positive(scales[window]);
      }
      Arrays.sort(sizes);
      reach.add(sizes[place(n, level) - 1]);
    }
    return new Conformal(level, reach);
  }

  /**
   * Returns intervals around points.
   *
   * @param points at most as many as there are steps
   * @param scale what was known when they were made; 1 for {@link #of}
   */
  public Forecast around(double[] points, double scale) {
    List<Forecast.Step> steps = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      double half = reach.get(i) * positive(scale);
      steps.add(new Forecast.Step(points[i] - half, points[i], points[i] + half));
    }
    return new Forecast(steps, level);
  }

  /**
   * Returns the share of one-step errors that came within intervals calibrated on the {@code
   * trailing} errors before each of them.
   *
   * @param errors oldest first
   * @param scales one per error, known before it, > 0
   * @param trailing errors to calibrate on, at least {@link #needed}
   * @return empty with no more errors than that
   */
  public static OptionalDouble coverage(
      double[] errors, double[] scales, int trailing, double level) {
    int covered = 0;
    for (int i = trailing; i < errors.length; i++) {
      List<double[]> windows = new ArrayList<>();
      for (int before = i - trailing; before < i; before++) {
        windows.add(new double[] {errors[before]});
      }
      Conformal conformal = scaled(windows, Arrays.copyOfRange(scales, i - trailing, i), level);
      covered += Math.abs(errors[i]) <= conformal.reach.get(0) * positive(scales[i]) ? 1 : 0;
    }
    return errors.length > trailing
        ? OptionalDouble.of((double) covered / (errors.length - trailing))
        : OptionalDouble.empty();
  }

  /** The small number keeps 10 x 0.9 from becoming 10. */
  private static int place(int n, double level) {
    return (int) Math.ceil((n + 1) * level - 1e-9);
  }

  private static double positive(double scale) {
    if (!(scale > 0 && Double.isFinite(scale))) {
      throw new IllegalArgumentException("a scale must be finite and > 0 but was " + scale);
    }
    return scale;
  }

  private static void requireLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be in (0, 1) but was " + level);
    }
  }
}
