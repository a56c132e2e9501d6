package io.financeflow.ml.evaluation;

/** Mean and deviation of the features of a training part. */
final class FeatureScaling {
  private final double[] mean;
  private final double[] deviation;

  private FeatureScaling(double[] mean, double[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /** Returns those of a panel (n - 1); a feature that does not vary has deviation 1. */
  static FeatureScaling of(Panel training) {
    int width = training.width();
    double[] mean = new double[width];
    double[] deviation = new double[width];
    for (int j = 0; j < width; j++) {
      for (int i = 0; i < training.rows(); i++) {
        mean[j] += training.feature(i, j) / training.rows();
      }
      double squares = 0;
      for (int i = 0; i < training.rows(); i++) {
        squares += Math.pow(training.feature(i, j) - mean[j], 2);
      }
      deviation[j] = squares > 0 ? Math.sqrt(squares / (training.rows() - 1)) : 1;
    }
    return new FeatureScaling(mean, deviation);
  }

  double[] scaled(Panel panel, int row) {
    double[] scaled = new double[mean.length];
    for (int j = 0; j < scaled.length; j++) {
      scaled[j] = (panel.feature(row, j) - mean[j]) / deviation[j];
    }
    return scaled;
  }

  /** Returns intercept and slopes of the features from those of the scaled ones. */
  double[] unscaled(double intercept, double[] slopes) {
    double[] coefficients = new double[slopes.length + 1];
    coefficients[0] = intercept;
    for (int j = 0; j < slopes.length; j++) {
      coefficients[j + 1] = slopes[j] / deviation[j];
      coefficients[0] -= coefficients[j + 1] * mean[j];
    }
    return coefficients;
  }
}
