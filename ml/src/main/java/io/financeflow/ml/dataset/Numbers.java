package io.financeflow.ml.dataset;

import java.util.Arrays;

/** Numbers that become more. */
final class Numbers {
  private float[] values = new float[256];
  private int count;

  void add(float[] more) {
    if (count + more.length > values.length) {
      values = Arrays.copyOf(values, Math.max(2 * values.length, count + more.length));
    }
    System.arraycopy(more, 0, values, count, more.length);
    count += more.length;
  }

  float[] all() {
    return Arrays.copyOf(values, count);
  }
}
