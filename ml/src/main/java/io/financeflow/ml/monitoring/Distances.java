package io.financeflow.ml.monitoring;

import java.util.List;

/**
 * How far apart two samples are, in three measures. Each is 0 for equal samples.
 *
 * @param psi population stability index, {@code sum of (r - c) ln(r / c)} over the shares r and c
 *     of the samples per bin: bins of equal width over both samples together, as many as Sturges
 *     says ({@code ceil(log2 n + 1)}), empty cells counted as 0.0001, as Evidently does. Above 0.1
 *     is usually taken as a shift, above 0.25 as one to act on
 * @param ks Kolmogorov and Smirnov's statistic: the largest difference of the distribution
 *     functions, 0 to 1
 * @param wasserstein area between the distribution functions over the standard deviation of the
 *     reference sample (of both where that is 0): by how many deviations values have moved
 */
public record Distances(double psi, double ks, double wasserstein) {

  /**
   * Compares.
   *
   * @param reference finite values, at least one
   * @param current likewise
   */
  public static Distances between(double[] reference, double[] current) {
    return PooledRows.of(List.of(reference, current)).distances(new boolean[] {false, true});
  }
}
