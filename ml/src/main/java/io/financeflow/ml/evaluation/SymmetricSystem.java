package io.financeflow.ml.evaluation;

/** Linear equations with a positive definite matrix. */
final class SymmetricSystem {
  private SymmetricSystem() {}

  /** Returns x of A x = b by Cholesky's method; what has no effect gets 0. */
  static double[] solve(double[][] a, double[] b) {
    int k = b.length;
    double[][] lower = factor(a);
    double[] x = new double[k];
    for (int i = 0; i < k; i++) {
      double rest = b[i];
      for (int j = 0; j < i; j++) {
        rest -= lower[i][j] * x[j];
      }
      x[i] = rest / lower[i][i];
    }
    for (int i = k - 1; i >= 0; i--) {
      double rest = x[i];
      for (int j = i + 1; j < k; j++) {
        rest -= lower[j][i] * x[j];
      }
      x[i] = rest / lower[i][i];
    }
    return x;
  }

  private static double[][] factor(double[][] a) {
    int k = a.length;
    double[][] lower = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int l = 0; l < j; l++) {
          sum -= lower[i][l] * lower[j][l];
        }
        if (i == j) {
          boolean free = sum > 1e-12 * Math.abs(a[i][i]);
          lower[i][i] = free ? Math.sqrt(sum) : Double.POSITIVE_INFINITY;
        } else {
          lower[i][j] = sum / lower[j][j];
        }
      }
    }
    return lower;
  }
}
