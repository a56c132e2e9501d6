package io.financeflow.ml.dataset;

import io.financeflow.schema.model.Dataset;
import java.util.List;

/**
 * How features become numbers near 0: {@code (value - mean) / deviation}, with 1 in place of a
 * deviation of 0.
 *
 * @param mean of each feature
 * @param deviation of each feature, sample standard deviation, >= 0
 */
public record Scaler(List<Double> mean, List<Double> deviation) {

  /** Copies the lists. */
  public Scaler {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.size() != deviation.size()) {
      throw new IllegalArgumentException(
          "a scaler has as many means as deviations but had %d and %d"
              .formatted(mean.size(), deviation.size()));
    }
  }

  /** Returns the one that a dataset carries: that of its training segment. */
  public static Scaler of(Dataset.Scaling scaling) {
    return new Scaler(scaling.mean(), scaling.deviation());
  }

  /**
   * Measures the rows of a range of sessions.
   *
   * @throws NoWindows when there are fewer than two rows
   */
  public static Scaler fit(FeatureRows rows, Range range) {
    int width = rows.features().size();
    double[] mean = new double[width];
    double[] square = new double[width];
    long count = 0;
    // Welford 1962: one round, without the difference of two large sums.
    for (TickerRows ticker : rows.tickers()) {
      for (int row = 0; row < ticker.size(); row++) {
        if (range.contains(ticker.sessions()[row])) {
          count++;
          add(ticker.features(), row * width, count, mean, square);
        }
      }
    }
    if (count < 2) {
      throw new NoWindows("a scaler needs two rows but there are " + count);
    }
    Double[] means = new Double[width];
    Double[] deviations = new Double[width];
    for (int k = 0; k < width; k++) {
      means[k] = mean[k];
      deviations[k] = Math.sqrt(square[k] / (count - 1));
    }
    return new Scaler(List.of(means), List.of(deviations));
  }

  private static void add(float[] values, int at, long count, double[] mean, double[] square) {
    for (int k = 0; k < mean.length; k++) {
      double from = values[at + k] - mean[k];
      mean[k] += from / count;
      square[k] += from * (values[at + k] - mean[k]);
    }
  }

  /** Returns the means, in single precision. */
  float[] offsets() {
    float[] offsets = new float[mean.size()];
    for (int k = 0; k < offsets.length; k++) {
      offsets[k] = mean.get(k).floatValue();
    }
    return offsets;
  }

  /** Returns what differences from the means are multiplied by. */
  float[] factors() {
    float[] factors = new float[deviation.size()];
    for (int k = 0; k < factors.length; k++) {
      factors[k] = deviation.get(k) > 0 ? (float) (1 / deviation.get(k)) : 1;
    }
    return factors;
  }
}
