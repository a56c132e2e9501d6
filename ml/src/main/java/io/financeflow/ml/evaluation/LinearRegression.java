package io.financeflow.ml.evaluation;

/** Least squares with a ridge on features of deviation 1. */
final class LinearRegression {
  private LinearRegression() {}

  /** Returns intercept and slopes; the panel has rows and all labels are known. */
  static double[] fit(Panel training, double ridge) {
    FeatureScaling scaling = FeatureScaling.of(training);
    int n = training.rows();
    int width = training.width();
    double mean = 0;
    for (int row = 0; row < n; row++) {
      mean += training.label(row) / n;
    }
    double[][] squares = new double[width][width];
    double[] products = new double[width];
    for (int row = 0; row < n; row++) {
      double[] x = scaling.scaled(training, row);
      for (int i = 0; i < width; i++) {
        products[i] += x[i] * (training.label(row) - mean);
        for (int j = 0; j < width; j++) {
          squares[i][j] += x[i] * x[j];
        }
      }
    }
    for (int i = 0; i < width; i++) {
      squares[i][i] += ridge;
    }
    return scaling.unscaled(mean, SymmetricSystem.solve(squares, products));
  }
}
