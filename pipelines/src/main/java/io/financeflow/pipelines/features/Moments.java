package io.financeflow.pipelines.features;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Count, mean and deviation of each column of rows seen one by one or merged. Not thread-safe.
 *
 * <p>Sources: B. P. Welford, Technometrics 4 (1962), for a row; T. F. Chan, G. H. Golub and R. J.
 * LeVeque, Updating formulae and a pairwise algorithm for computing sample variances (1979), for a
 * merge. Neither loses digits when the mean is large beside the deviation.
 */
final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] mean;
  private final double[] squares;
  private long count;

  /** No rows of that many columns. */
  Moments(int columns) {
    mean = new double[columns];
    squares = new double[columns];
  }

  /** Adds one row: the first values of an array. */
  void add(float[] row) {
    count++;
    for (int i = 0; i < mean.length; i++) {
      double delta = row[i] - mean[i];
      mean[i] += delta / count;
      squares[i] += delta * (row[i] - mean[i]);
    }
  }

  /** Adds the rows of another, of as many columns. */
  void merge(Moments other) {
    long total = count + other.count;
    if (other.count == 0) {
      return;
    }
    for (int i = 0; i < mean.length; i++) {
      double delta = other.mean[i] - mean[i];
      double share = (double) other.count / total;
      squares[i] += other.squares[i] + delta * delta * share * count;
      mean[i] += delta * share;
    }
    count = total;
  }

  /** Returns the number of rows. */
  long count() {
    return count;
  }

  /** Returns the mean of each column; 0 without rows. */
  List<Double> means() {
    List<Double> means = new ArrayList<>(mean.length);
    for (double value : mean) {
      means.add(value);
    }
    return means;
  }

  /** Returns the sample deviation of each column; 0 with fewer than two rows. */
  List<Double> deviations() {
    if (count < 2) {
      return Collections.nCopies(mean.length, 0.0);
    }
    List<Double> deviations = new ArrayList<>(mean.length);
    for (double value : squares) {
      deviations.add(Math.sqrt(value / (count - 1)));
    }
    return deviations;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Moments moments
        && count == moments.count
        && Arrays.equals(mean, moments.mean)
        && Arrays.equals(squares, moments.squares);
  }

  @Override
  public int hashCode() {
    return Objects.hash(count, Arrays.hashCode(mean), Arrays.hashCode(squares));
  }
}
