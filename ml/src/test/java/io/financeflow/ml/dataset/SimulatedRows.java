package io.financeflow.ml.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Simulated rows: two features of noise, and a next return that follows the first of them. */
public final class SimulatedRows {
  private SimulatedRows() {}

  /**
   * Returns rows of consecutive sessions from 1000 on.
   *
   * @param signal how much of the next return the first feature says, in its deviations
   */
  public static FeatureRows of(int tickers, int sessions, double signal) {
    Random random = new Random(42);
    List<TickerRows> rows = new ArrayList<>();
    for (int ticker = 0; ticker < tickers; ticker++) {
      int[] numbers = new int[sessions];
      float[] features = new float[2 * sessions];
      float[] labels = new float[sessions];
      for (int row = 0; row < sessions; row++) {
        numbers[row] = 1000 + row;
        features[2 * row] = (float) (5 + 3 * random.nextGaussian());
        features[2 * row + 1] = (float) random.nextGaussian();
        labels[row] =
            (float)
                (0.01 * signal * (features[2 * row] - 5) / 3
                    + 0.01 * (1 - signal) * random.nextGaussian());
      }
      rows.add(new TickerRows("T" + ticker, numbers, features, labels));
    }
    return new FeatureRows(List.of("a", "b"), List.of("next_return"), rows);
  }
}
