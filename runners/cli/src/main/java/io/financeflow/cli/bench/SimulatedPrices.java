package io.financeflow.cli.bench;

import io.financeflow.ml.forecaster.Series;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Made-up daily closes: random walks of logarithms whose steps depend a little on the last. */
final class SimulatedPrices {
  private static final double DAILY = 0.015;

  private SimulatedPrices() {}

  /** Returns so many series of so many points; equal numbers, equal series. */
  static SortedMap<String, Series> of(int count, int points) {
    SortedMap<String, Series> series = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      Random random = new Random(i);
      double memory = 0.2 * random.nextGaussian();
      double drift = 0.0005 * random.nextGaussian();
      double[] closes = new double[points];
      double close = 20 + 180 * random.nextDouble();
      double step = 0;
      for (int day = 0; day < points; day++) {
        step = drift + memory * step + DAILY * random.nextGaussian();
        close *= Math.exp(step);
        closes[day] = close;
      }
      series.put("S%05d".formatted(i), Series.of(closes));
    }
    return series;
  }
}
