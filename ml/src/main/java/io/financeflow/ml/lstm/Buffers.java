package io.financeflow.ml.lstm;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Numbers between ND4J's memory and Java's, in Fortran order. */
final class Buffers {
  private Buffers() {}

  /** Returns zeros. */
  static Sequences empty(int sequences, int rows, int steps) {
    return new Sequences(new float[sequences * rows * steps], sequences, rows, steps);
  }

  /**
   * Returns a copy of an array [sequences, rows] or [sequences, rows, steps].
   *
   * @throws IllegalArgumentException when it has another number of rows or dimensions
   */
  static Sequences sequences(INDArray array, int rows) {
    if (array.rank() < 2 || array.rank() > 3 || array.size(1) != rows) {
      throw new IllegalArgumentException(
          "expected [sequences, %d, steps] but was %s"
              .formatted(rows, Arrays.toString(array.shape())));
    }
    int steps = array.rank() == 2 ? 1 : (int) array.size(2);
    return new Sequences(floats(array), (int) array.size(0), rows, steps);
  }

  /** Returns a copy of all numbers. */
  static float[] floats(INDArray array) {
    float[] values = new float[(int) array.length()];
    INDArray whole = array.castTo(DataType.FLOAT).dup('f');
    whole.data().asNioFloat().get(values);
    return values;
  }

  /** Sets all numbers of an array of that size. */
  static void set(INDArray array, float[] values, long... size) {
    array.assign(Nd4j.create(values, size, 'f'));
  }
}
