package io.financeflow.ml.arima;

/** The equations {@code (J J' + damping diag(J J')) step = J e} of a least-squares step. */
final class NormalEquations {
  private final double[][] squares;
  private final double[] gradient;

  private NormalEquations(double[][] squares, double[] gradient) {
    this.squares = squares;
    this.gradient = gradient;
  }

  /** Returns the equations from derivatives, one row per coefficient, and errors. */
  static NormalEquations of(double[][] derivatives, double[] errors) {
    int k = derivatives.length;
    double[][] squares = new double[k][k];
    double[] gradient = new double[k];
    for (int i = 0; i < k; i++) {
      gradient[i] = dot(derivatives[i], errors);
      for (int j = 0; j <= i; j++) {
        squares[i][j] = dot(derivatives[i], derivatives[j]);
        squares[j][i] = squares[i][j];
      }
    }
    return new NormalEquations(squares, gradient);
  }

  /** Returns the step by Cholesky's method; no step along what has no effect. */
  double[] step(double damping) {
    double[][] lower = factor(damping);
    int k = gradient.length;
    double[] step = new double[k];
    for (int i = 0; i < k; i++) {
      double rest = gradient[i];
      for (int l = 0; l < i; l++) {
        rest -= lower[i][l] * step[l];
      }
      step[i] = rest / lower[i][i];
    }
    for (int i = k - 1; i >= 0; i--) {
      double rest = step[i];
      for (int l = i + 1; l < k; l++) {
        rest -= lower[l][i] * step[l];
      }
      step[i] = rest / lower[i][i];
    }
    return step;
  }

  private double[][] factor(double damping) {
    int k = gradient.length;
    double[][] lower = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = i == j ? squares[i][i] * (1 + damping) : squares[i][j];
        for (int l = 0; l < j; l++) {
          sum -= lower[i][l] * lower[j][l];
        }
        if (i == j) {
          lower[i][i] = sum > 0 ? Math.sqrt(sum) : Double.POSITIVE_INFINITY;
        } else {
          lower[i][j] = sum / lower[j][j];
        }
      }
    }
    return lower;
  }

  /** Four sums side by side, for the processor adds them at the same time. */
  static double dot(double[] a, double[] b) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i < a.length - 3; i += 4) {
      sum0 += a[i] * b[i];
      sum1 += a[i + 1] * b[i + 1];
      sum2 += a[i + 2] * b[i + 2];
      sum3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      sum0 += a[i] * b[i];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }
}
