package io.financeflow.ml.evaluation;

import java.util.OptionalDouble;

/**
 * Sizes of errors. Arrays are as long as each other, not empty and finite ({@link
 * IllegalArgumentException} otherwise).
 */
public final class ErrorMetrics {
  private ErrorMetrics() {}

  /** Returns the mean absolute error, in the units of the values. */
  public static double mae(double[] actual, double[] forecast) {
    Pairs.require(actual, forecast);
    double sum = 0;
    for (int i = 0; i < actual.length; i++) {
      sum += Math.abs(actual[i] - forecast[i]);
    }
    return sum / actual.length;
  }

  /** Returns the root of the mean squared error, in the units of the values. */
  public static double rmse(double[] actual, double[] forecast) {
    return Math.sqrt(mse(actual, forecast));
  }

  /**
   * Returns the mean absolute error over that of the seasonal naive forecast within the training
   * values (Hyndman and Koehler 2006); below 1 is better than it.
   *
   * @param training the values before, oldest first
   * @param period how far back the naive forecast looks, >= 1
   * @return empty when the training values are no more than a period, or repeat exactly
   */
  public static OptionalDouble mase(
      double[] actual, double[] forecast, double[] training, int period) {
    double error = mae(actual, forecast);
    double naive = 0;
    for (int i = period; i < training.length; i++) {
      naive += Math.abs(training[i] - training[i - period]);
    }
    return naive > 0
        ? OptionalDouble.of(error * (training.length - period) / naive)
        : OptionalDouble.empty();
  }

  /**
   * Returns the symmetric mean absolute percentage error as the M competitions take it, {@code mean
   * of 200 |y - f| / (|y| + |f|)}, from 0 to 200; two zeros count as no error.
   */
  public static double smape(double[] actual, double[] forecast) {
    Pairs.require(actual, forecast);
    double sum = 0;
    for (int i = 0; i < actual.length; i++) {
      double size = Math.abs(actual[i]) + Math.abs(forecast[i]);
      sum += size == 0 ? 0 : 200 * Math.abs(actual[i] - forecast[i]) / size;
    }
    return sum / actual.length;
  }

  /**
   * Returns {@code 1 - MSE / MSE of the baseline}: above 0 is better than it, 1 is perfect.
   *
   * @return empty when the baseline has no error
   */
  public static OptionalDouble skill(double[] actual, double[] forecast, double[] baseline) {
    double mse = mse(actual, forecast);
    double of = mse(actual, baseline);
    return of > 0 ? OptionalDouble.of(1 - mse / of) : OptionalDouble.empty();
  }

  private static double mse(double[] actual, double[] forecast) {
    Pairs.require(actual, forecast);
    double sum = 0;
    for (int i = 0; i < actual.length; i++) {
      sum += (actual[i] - forecast[i]) * (actual[i] - forecast[i]);
    }
    return sum / actual.length;
  }
}
