package io.financeflow.ml.lstm;

import io.financeflow.ml.dataset.Windows;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Windows as the arrays that a network takes, some at a time. */
final class Batches {
  private static final int FORECAST = 1_024;

  private Batches() {}

  /** Returns the numbers from 0 on in an order that the seed decides. */
  static int[] shuffled(int size, long seed) {
    int[] order = inOrder(size);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  private static int[] inOrder(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    return order;
  }

  /** Returns some windows as an array [windows, features, steps]. */
  static INDArray inputs(Windows windows, int[] order, int from, int count) {
    float[] values = new float[count * windows.features() * windows.lookBack()];
    windows.copy(order, from, count, values);
    return Nd4j.create(values, new long[] {count, windows.features(), windows.lookBack()}, 'f');
  }

  /** Returns what a network is to put out for some windows, as an array [windows, 1]. */
  static INDArray labels(Windows windows, LabelScale scale, int[] order, int from, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = scale.wanted(windows.label(order[from + i]));
    }
    return Nd4j.create(values, new long[] {count, 1}, 'f');
  }

  /** Returns what a network puts out for every window. */
  static float[] outputs(MultiLayerNetwork network, Windows windows) {
    int[] order = inOrder(windows.size());
    float[] outputs = new float[windows.size()];
    for (int from = 0; from < outputs.length; from += FORECAST) {
      int count = Math.min(FORECAST, outputs.length - from);
      try (INDArray inputs = inputs(windows, order, from, count);
          INDArray put = network.output(inputs)) {
        System.arraycopy(Buffers.floats(put), 0, outputs, from, count);
      }
    }
    return outputs;
  }
}
