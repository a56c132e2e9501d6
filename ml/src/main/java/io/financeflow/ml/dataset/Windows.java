package io.financeflow.ml.dataset;

import java.util.Arrays;

/**
 * Windows of consecutive sessions of one ticker each, with the label of their last row: places in
 * the rows of a dataset, scaled when they are copied out, never stored.
 *
 * <p>Ordered by session, then by ticker. Immutable and thread-safe.
 */
public final class Windows {
  private final FeatureRows rows;
  private final Scaler scaler;
  private final int lookBack;
  private final long[] ends;
  private final float[] labels;

  private Windows(FeatureRows rows, Scaler scaler, int lookBack, long[] ends, float[] labels) {
    this.rows = rows;
    this.scaler = scaler;
    this.lookBack = lookBack;
    this.ends = ends;
    this.labels = labels;
  }

  /**
   * Which windows.
   *
   * @param label column of the label; windows whose label is not known are left out
   * @param lookBack sessions of a window, >= 1
   * @param first the earliest session that a window may reach
   * @param ends sessions that windows end in
   */
  public record Cut(int label, int lookBack, int first, Range ends) {}

  /** Returns all windows without a hole that a cut allows; there may be none. */
  public static Windows of(FeatureRows rows, Scaler scaler, Cut cut) {
    return collect(rows, scaler, cut, true);
  }

  /** Returns them also where the label is not known yet: what a forecast is made of. */
  public static Windows unlabelled(FeatureRows rows, Scaler scaler, Cut cut) {
    return collect(rows, scaler, cut, false);
  }

  private static Windows collect(FeatureRows rows, Scaler scaler, Cut cut, boolean labelled) {
    long[] keys = new long[1024];
    int count = 0;
    for (int ticker = 0; ticker < rows.tickers().size(); ticker++) {
      TickerRows of = rows.tickers().get(ticker);
      for (int row = cut.lookBack() - 1; row < of.size(); row++) {
        if (allows(cut, of, row) && !(labelled && Float.isNaN(label(rows, of, row, cut.label())))) {
          keys = count == keys.length ? Arrays.copyOf(keys, 2 * count) : keys;
          keys[count++] = key(of.sessions()[row], ticker, row);
        }
      }
    }
    long[] ends = Arrays.copyOf(keys, count);
    Arrays.sort(ends);
    float[] labels = new float[count];
    for (int i = 0; i < count; i++) {
      labels[i] = label(rows, rows.tickers().get(ticker(ends[i])), row(ends[i]), cut.label());
    }
    return new Windows(rows, scaler, cut.lookBack(), ends, labels);
  }

  private static boolean allows(Cut cut, TickerRows of, int row) {
    int last = of.sessions()[row];
    int first = of.sessions()[row - cut.lookBack() + 1];
    return cut.ends().contains(last) && first >= cut.first() && last - first == cut.lookBack() - 1;
  }

  private static float label(FeatureRows rows, TickerRows of, int row, int label) {
    return of.labels()[row * rows.labels().size() + label];
  }

  /** Session above, ticker in the middle, row below: sorted, they are in order of sessions. */
  private static long key(int session, int ticker, int row) {
    return ((long) session << 44) | ((long) ticker << 24) | row;
  }

  private static int ticker(long key) {
    return (int) (key >>> 24) & 0xFFFFF;
  }

  private static int row(long key) {
    return (int) key & 0xFFFFFF;
  }

  /** Returns the same windows, scaled by another. */
  public Windows scaledBy(Scaler other) {
    return new Windows(rows, other, lookBack, ends, labels);
  }

  /** Returns how many there are. */
  public int size() {
    return ends.length;
  }

  /** Returns the rows of a window. */
  public int lookBack() {
    return lookBack;
  }

  /** Returns how many features a row has. */
  public int features() {
    return rows.features().size();
  }

  /** Returns the rows that they are cut out of. */
  public FeatureRows rows() {
    return rows;
  }

  /** Returns the scaler of their features. */
  public Scaler scaler() {
    return scaler;
  }

  /** Returns the label of a window; NaN when it is not known. */
  public float label(int window) {
    return labels[window];
  }

  /** Returns all labels. */
  public float[] labels() {
    return labels.clone();
  }

  /** Returns the number of the session that a window ends in. */
  public int session(int window) {
    return (int) (ends[window] >>> 44);
  }

  /** Returns whose a window is. */
  public String ticker(int window) {
    return rows.tickers().get(ticker(ends[window])).ticker();
  }

  /** Returns the features of a window's last row, as they are stored. */
  public double[] lastRow(int window) {
    float[] values = rows.tickers().get(ticker(ends[window])).features();
    double[] row = new double[features()];
    for (int k = 0; k < row.length; k++) {
      row[k] = values[row(ends[window]) * row.length + k];
    }
    return row;
  }

  /**
   * Copies scaled windows out: per step and feature one number per window, beside each other.
   *
   * @param order numbers of windows
   * @param from first place in the order
   * @param count how many
   * @param into room for count x features x look-back numbers
   */
  public void copy(int[] order, int from, int count, float[] into) {
    int width = features();
    float[] offsets = scaler.offsets();
    float[] factors = scaler.factors();
    for (int i = 0; i < count; i++) {
      long key = ends[order[from + i]];
      float[] values = rows.tickers().get(ticker(key)).features();
      int at = (row(key) - lookBack + 1) * width;
      int place = i;
      for (int t = 0; t < lookBack; t++) {
        for (int k = 0; k < width; k++) {
          into[place] = (values[at++] - offsets[k]) * factors[k];
          place += count;
        }
      }
    }
  }
}
