package io.financeflow.ml.lstm;

/**
 * Sums of rows times numbers, on rows that lie in arrays of their own.
 *
 * <p>Four rows per loop and no more: the compiler turns such loops into vector instructions, and
 * leaves those over six or more rows scalar.
 */
final class RowProducts {
  /** Rows come in groups of so many. */
  static final int GROUP = 4;

  private RowProducts() {}

  /** Returns the next multiple of {@link #GROUP}. */
  static int padded(int rows) {
    return (rows + GROUP - 1) / GROUP * GROUP;
  }

  /**
   * Sets each row {@code out[j]} to the sum over k of {@code factors[j][k] * in[k]}.
   *
   * @param in a multiple of {@link #GROUP} rows
   * @param width how many numbers of a row count
   */
  static void multiply(float[][] out, float[][] factors, float[][] in, int width) {
    for (int j = 0; j < out.length; j++) {
      set(out[j], factors[j], in, width);
      for (int k = GROUP; k < in.length; k += GROUP) {
        add(out[j], factors[j], k, in, k, width);
      }
    }
  }

  /** Sets a row to the sum of the first four rows times factors. */
  private static void set(float[] out, float[] factors, float[][] in, int width) {
    sum(out, in[0], in[1], in[2], in[3], factors[0], factors[1], factors[2], factors[3], width);
  }

  /** Adds four rows, from {@code row} on, times four factors, from {@code factor} on, to a row. */
  static void add(float[] out, float[] factors, int factor, float[][] in, int row, int width) {
    addSum(
        out,
        in[row],
        in[row + 1],
        in[row + 2],
        in[row + 3],
        factors[factor],
        factors[factor + 1],
        factors[factor + 2],
        factors[factor + 3],
        width);
  }

  private static void sum(
      float[] out,
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      float fa,
      float fb,
      float fc,
      float fd,
      int width) {
    for (int i = 0; i < width; i++) {
      out[i] = fa * a[i] + fb * b[i] + fc * c[i] + fd * d[i];
    }
  }

  private static void addSum(
      float[] out,
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      float fa,
      float fb,
      float fc,
      float fd,
      int width) {
    for (int i = 0; i < width; i++) {
      out[i] += fa * a[i] + fb * b[i] + fc * c[i] + fd * d[i];
    }
  }
}
