package io.financeflow.ml.monitoring;

import java.util.Arrays;
import java.util.List;

/**
 * A forecaster and its errors on the folds of a comparison.
 *
 * @param name shown in reasons, e.g. {@code arima-aapl:3} or {@code last-value}
 * @param folds errors, actual less forecast, of each fold in order of time; finite. Of a panel of
 *     tickers each is the root of a day's mean squared error, for days are what is independent
 */
public record Contender(String name, List<double[]> folds) {

  /** Copies the errors; refuses what is not finite, and a contender without any error. */
  public Contender {
    folds = folds.stream().map(double[]::clone).toList();
    if (folds.stream().mapToInt(fold -> fold.length).sum() == 0) {
      throw new IllegalArgumentException(name + " has no errors to be judged by");
    }
    for (double[] fold : folds) {
      for (double error : fold) {
        if (!Double.isFinite(error)) {
          throw new IllegalArgumentException("errors of " + name + " must be finite: " + error);
        }
      }
    }
  }

  /** Returns all errors, one fold after the other. */
  double[] errors() {
    return folds.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  /** Returns the root of the mean squared error over all folds. */
  double rmse() {
    double[] errors = errors();
    double sum = 0;
    for (double error : errors) {
      sum += error * error;
    }
    return Math.sqrt(sum / errors.length);
  }

  /** Tells whether both were measured on folds of the same lengths. */
  boolean comparableWith(Contender other) {
    return lengths().equals(other.lengths());
  }

  private List<Integer> lengths() {
    return folds.stream().map(fold -> fold.length).toList();
  }
}
