package io.financeflow.ml.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows of features of several names on several days, with the return that followed as label. A
 * label that is not known is NaN. Immutable; parts are views.
 */
public final class Panel {
  private final List<LocalDate> days;
  private final List<String> names;
  private final double[][] features;
  private final double[] labels;
  private final int knownLabels;

  private Panel(
      List<LocalDate> days,
      List<String> names,
      double[][] features,
      double[] labels,
      int knownLabels) {
    this.days = days;
    this.names = names;
    this.features = features;
    this.labels = labels;
    this.knownLabels = knownLabels;
  }

  /**
   * One row.
   *
   * @param day at whose close the features are known
   */
  public record Key(LocalDate day, String name) {}

  /**
   * Returns a panel; arrays are not copied and must not change.
   *
   * @param keys days ascending, no name twice on a day
   * @param features one array per row, all as long, finite
   * @param labels one per row, 0.01 is 1 %; NaN for unknown
   */
  public static Panel of(List<Key> keys, double[][] features, double[] labels) {
    if (keys.size() != features.length || keys.size() != labels.length) {
      throw new IllegalArgumentException(
          "a panel has as many keys as features and labels but had %d, %d, %d"
              .formatted(keys.size(), features.length, labels.length));
    }
    for (int i = 0; i < features.length; i++) {
      boolean late = i > 0 && keys.get(i).day().isBefore(keys.get(i - 1).day());
      if (late
          || features[i].length != features[0].length
          || !Arrays.stream(features[i]).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException(
            "rows of a panel are by day, with as many finite features each, but %s is not"
                .formatted(keys.get(i)));
      }
    }
    return new Panel(
        keys.stream().map(Key::day).toList(),
        keys.stream().map(Key::name).toList(),
        features,
        labels,
        labels.length);
  }

  /** Returns how many rows. */
  public int rows() {
    return days.size();
  }

  /** Returns how many features, 0 without rows. */
  public int width() {
    return features.length == 0 ? 0 : features[0].length;
  }

  /** Returns the day of a row. */
  public LocalDate day(int row) {
    return days.get(row);
  }

  /** Returns the name of a row. */
  public String name(int row) {
    return names.get(row);
  }

  /** Returns one feature of a row. */
  public double feature(int row, int column) {
    return features[row][column];
  }

  /** Returns a copy of the features of a row. */
  public double[] features(int row) {
    return features[row].clone();
  }

  /** Returns the label of a row, NaN when it is not known. */
  public double label(int row) {
    return row < knownLabels ? labels[row] : Double.NaN;
  }

  /** Returns the days, ascending, each once. */
  public List<LocalDate> days() {
    return days.stream().distinct().toList();
  }

  /** Returns the first row that is not before a day; {@link #rows} when all are. */
  public int firstOf(LocalDate day) {
    int row = 0;
    while (row < rows() && days.get(row).isBefore(day)) {
      row++;
    }
    return row;
  }

  /** Returns the rows from..to, the latter exclusive. */
  public Panel slice(int from, int to) {
    return new Panel(
        days.subList(from, to),
        names.subList(from, to),
        Arrays.copyOfRange(features, from, to),
        Arrays.copyOfRange(labels, from, to),
        Math.max(0, Math.min(to, knownLabels) - from));
  }

  /** Returns the same with the labels of all rows from a place on unknown. */
  public Panel hidden(int from) {
    return new Panel(days, names, features, labels, Math.min(from, knownLabels));
  }

  /** Returns the rows whose label is known. */
  public Panel labelled() {
    List<Integer> known = new ArrayList<>();
    for (int row = 0; row < rows(); row++) {
      if (!Double.isNaN(label(row))) {
        known.add(row);
      }
    }
    return new Panel(
        known.stream().map(days::get).toList(),
        known.stream().map(names::get).toList(),
        known.stream().map(row -> features[row]).toArray(double[][]::new),
        known.stream().mapToDouble(this::label).toArray(),
        known.size());
  }
}
