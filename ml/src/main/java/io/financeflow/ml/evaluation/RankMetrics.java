package io.financeflow.ml.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;

/**
 * Whether forecasts order things as they came: across the stocks of one session, the information
 * coefficient. Arrays are as long as each other, not empty and finite.
 */
public final class RankMetrics {
  private RankMetrics() {}

  /** Returns Pearson's correlation (IC), -1 to 1; empty when either side does not vary. */
  public static OptionalDouble pearson(double[] actual, double[] forecast) {
    Pairs.require(actual, forecast);
    double[] x = centred(actual);
    double[] y = centred(forecast);
    double size = Math.sqrt(dot(x, x)) * Math.sqrt(dot(y, y));
    return size > 0
        ? OptionalDouble.of(Math.max(-1, Math.min(1, dot(x, y) / size)))
        : OptionalDouble.empty();
  }

  /** Returns Spearman's correlation (rank IC): that of the ranks, ties with their mean rank. */
  public static OptionalDouble spearman(double[] actual, double[] forecast) {
    Pairs.require(actual, forecast);
    return pearson(ranks(actual), ranks(forecast));
  }

  private static double[] ranks(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i] + 0.0));
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to + 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  private static double[] centred(double[] values) {
    double first = values[0]; // a series that does not vary becomes exactly 0
    double mean = Arrays.stream(values).map(value -> value - first).average().orElse(0);
    return Arrays.stream(values).map(value -> value - first - mean).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
