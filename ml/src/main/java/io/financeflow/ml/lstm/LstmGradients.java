package io.financeflow.ml.lstm;

import java.util.Arrays;

/** Sums of gradients of a layer's weights, and the products that add to them. */
final class LstmGradients {
  private static final int BLOCK = 32;

  private final LstmShape shape;
  private final float[][] rows;
  private final float[][] turned;

  LstmGradients(LstmShape shape) {
    this.shape = shape;
    this.rows = new float[shape.entries()][shape.sums()];
    this.turned = new float[BLOCK][shape.sums()];
  }

  /** Forgets all. */
  void clear() {
    for (float[] row : rows) {
      Arrays.fill(row, 0);
    }
  }

  /**
   * Adds a time step.
   *
   * @param sums gradient rows of the sums
   * @param entries rows of what entered them
   * @param width sequences, a multiple of {@link RowProducts#GROUP}
   */
  void add(float[][] sums, float[][] entries, int width) {
    for (int from = 0; from < width; from += BLOCK) {
      int block = Math.min(BLOCK, width - from);
      turn(sums, from, block);
      for (int k = 0; k < rows.length; k++) {
        for (int i = 0; i < block; i += RowProducts.GROUP) {
          RowProducts.add(rows[k], entries[k], from + i, turned, i, shape.sums());
        }
      }
    }
  }

  private void turn(float[][] sums, int from, int block) {
    for (int j = 0; j < sums.length; j++) {
      float[] row = sums[j];
      for (int i = 0; i < block; i++) {
        turned[i][j] = row[from + i];
      }
    }
  }

  /** Returns those of the features' weights, column after column. */
  float[] ofInputs() {
    return columns(0, shape.inputs());
  }

  /** Returns those of the outputs' weights, column after column. */
  float[] ofOutputs() {
    return columns(shape.inputs() + 1, shape.units());
  }

  /** Returns those of the bias. */
  float[] ofBias() {
    return rows[shape.inputs()];
  }

  private float[] columns(int first, int count) {
    float[] columns = new float[count * shape.sums()];
    for (int k = 0; k < count; k++) {
      for (int j = 0; j < shape.sums(); j++) {
        columns[j * count + k] = rows[first + k][j];
      }
    }
    return columns;
  }
}
