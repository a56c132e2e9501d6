package io.financeflow.ml.monitoring;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The rows of groups, sorted once, so that any division of the groups into two samples is compared
 * in one pass. Immutable.
 */
final class PooledRows {
  private static final double EMPTY_CELL = 1e-4;

  private final double[] sorted;
  private final int[] group;
  private final Moments[] moments;
  private final int[][] cells;

  private PooledRows(double[] sorted, int[] group, Moments[] moments, int[][] cells) {
    this.sorted = sorted;
    this.group = group;
    this.moments = moments;
    this.cells = cells;
  }

  /** Sums of a group's values less the mean of all. */
  private record Moments(double rows, double sum, double squares) {
    static final Moments NONE = new Moments(0, 0, 0);

    Moments plus(double value) {
      return new Moments(rows + 1, sum + value, squares + value * value);
    }

    Moments plus(Moments other) {
      return new Moments(rows + other.rows, sum + other.sum, squares + other.squares);
    }

    double deviation() {
      return Math.sqrt(Math.max(0, squares / rows - sum / rows * (sum / rows)));
    }
  }

  /** Pools them; values are finite, and there is one. */
  static PooledRows of(List<double[]> groups) {
    int rows = groups.stream().mapToInt(values -> values.length).sum();
    double[] values = new double[rows];
    int[] origin = new int[rows];
    int next = 0;
    for (int g = 0; g < groups.size(); g++) {
      for (double value : groups.get(g)) {
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException("values must be finite but one is " + value);
        }
        values[next] = value;
        origin[next++] = g;
      }
    }
    int[] order =
        IntStream.range(0, rows)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    return sorted(
        IntStream.of(order).mapToDouble(i -> values[i]).toArray(),
        IntStream.of(order).map(i -> origin[i]).toArray(),
        groups.size());
  }

  private static PooledRows sorted(double[] sorted, int[] group, int groups) {
    double mean = 0;
    for (double value : sorted) {
      mean += value / sorted.length;
    }
    int bins = (int) Math.ceil(Math.log(sorted.length) / Math.log(2) + 1);
    double low = sorted[0];
    double width = (sorted[sorted.length - 1] - low) / bins;
    Moments[] moments = new Moments[groups];
    Arrays.fill(moments, Moments.NONE);
    int[][] cells = new int[groups][bins];
    for (int i = 0; i < sorted.length; i++) {
      moments[group[i]] = moments[group[i]].plus(sorted[i] - mean);
      int bin = width > 0 ? (int) Math.min(bins - 1, (sorted[i] - low) / width) : 0;
      cells[group[i]][bin]++;
    }
    return new PooledRows(sorted, group, moments, cells);
  }

  /**
   * Compares two samples.
   *
   * @param current for each group whether it belongs to the second; both must have a row
   */
  Distances distances(boolean[] current) {
    Moments first = Moments.NONE;
    Moments second = Moments.NONE;
    for (int g = 0; g < current.length; g++) {
      first = current[g] ? first : first.plus(moments[g]);
      second = current[g] ? second.plus(moments[g]) : second;
    }
    if (first.rows == 0 || second.rows == 0) {
      throw new IllegalArgumentException("both samples must have a row");
    }
    double deviation = first.deviation() > 0 ? first.deviation() : first.plus(second).deviation();
    double[] gaps = gaps(current, first.rows, second.rows);
    return new Distances(
        stability(current, first.rows, second.rows),
        gaps[0],
        deviation > 0 ? gaps[1] / deviation : 0);
  }

  /** Largest difference of the distribution functions, and the area between them. */
  private double[] gaps(boolean[] current, double first, double second) {
    double largest = 0;
    double area = 0;
    int before = 0;
    for (int i = 0; i < sorted.length - 1; i++) {
      before += current[group[i]] ? 0 : 1;
      double step = sorted[i + 1] - sorted[i];
      if (step > 0) {
        double gap = Math.abs(before / first - (i + 1 - before) / second);
        largest = Math.max(largest, gap);
        area += gap * step;
      }
    }
    return new double[] {largest, area};
  }

  private double stability(boolean[] current, double first, double second) {
    double sum = 0;
    for (int bin = 0; bin < cells[0].length; bin++) {
      int inFirst = 0;
      int inSecond = 0;
      for (int g = 0; g < current.length; g++) {
        inFirst += current[g] ? 0 : cells[g][bin];
        inSecond += current[g] ? cells[g][bin] : 0;
      }
      double r = inFirst == 0 ? EMPTY_CELL : inFirst / first;
      double c = inSecond == 0 ? EMPTY_CELL : inSecond / second;
      sum += (r - c) * Math.log(r / c);
    }
    return sum;
  }
}
