package io.financeflow.ml.lstm;

/**
 * The weights of a recurrent layer in the orders its loops want, copied out of DL4J's: columns are
 * candidate, forget, output and input gate of all units, column after column.
 */
final class LstmWeights {
  private final LstmShape shape;

  /** Per sum the factors of features, one, outputs before, and zeros. */
  final float[][] forward;

  /** Per unit the factors of the sums it entered. */
  final float[][] toOutputs;

  /** Per feature the factors of the sums it entered. */
  final float[][] toInputs;

  LstmWeights(LstmShape shape) {
    this.shape = shape;
    this.forward = new float[shape.sums()][RowProducts.padded(shape.entries())];
    this.toOutputs = new float[shape.units()][shape.sums()];
    this.toInputs = new float[shape.inputs()][shape.sums()];
  }

  /** Takes weights of features, of outputs and the bias, each column after column. */
  void set(float[] inputs, float[] outputs, float[] bias) {
    int n = shape.inputs();
    int units = shape.units();
    for (int j = 0; j < shape.sums(); j++) {
      System.arraycopy(inputs, j * n, forward[j], 0, n);
      forward[j][n] = bias[j];
      System.arraycopy(outputs, j * units, forward[j], n + 1, units);
      for (int k = 0; k < n; k++) {
        toInputs[k][j] = inputs[j * n + k];
      }
      for (int k = 0; k < units; k++) {
        toOutputs[k][j] = outputs[j * units + k];
      }
    }
  }
}
