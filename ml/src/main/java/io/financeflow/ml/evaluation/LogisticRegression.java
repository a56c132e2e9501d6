package io.financeflow.ml.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Logistic regression by iteratively reweighted least squares (Newton's method), a step halved
 * while it makes the penalised likelihood worse.
 */
final class LogisticRegression {
  private static final int ITERATIONS = 50;

  private final List<double[]> rows = new ArrayList<>();
  private final List<Boolean> up = new ArrayList<>();
  private final double ridge;

  private LogisticRegression(double ridge) {
    this.ridge = ridge;
  }

  /** Returns intercept and slopes; labels of exactly 0 are left out. */
  static double[] fit(Panel training, double ridge) {
    FeatureScaling scaling = FeatureScaling.of(training);
    LogisticRegression regression = new LogisticRegression(ridge);
    for (int row = 0; row < training.rows(); row++) {
      if (training.label(row) != 0) {
        double[] x = scaling.scaled(training, row);
        double[] withOne = new double[x.length + 1];
        withOne[0] = 1;
        System.arraycopy(x, 0, withOne, 1, x.length);
        regression.rows.add(withOne);
        regression.up.add(training.label(row) > 0);
      }
    }
    double[] beta = regression.climb(training.width() + 1);
    return scaling.unscaled(beta[0], Arrays.copyOfRange(beta, 1, beta.length));
  }

  static double probability(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private double[] climb(int size) {
    double[] beta = new double[size];
    double best = likelihood(beta);
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      double[] step = step(beta);
      double[] next = moved(beta, step, 1);
      double reached = likelihood(next);
      for (double share = 0.5; !(reached >= best) && share > 1e-6; share /= 2) {
        next = moved(beta, step, share);
        reached = likelihood(next);
      }
      if (!(reached > best)) {
        return beta;
      }
      boolean settled = reached - best < 1e-14 * (1 + Math.abs(best));
      beta = next;
      best = reached;
      if (settled) {
        return beta;
      }
    }
    return beta;
  }

  private double[] step(double[] beta) {
    int size = beta.length;
    double[] gradient = new double[size];
    double[][] curvature = new double[size][size];
    for (int row = 0; row < rows.size(); row++) {
      double[] x = rows.get(row);
      double p = probability(dot(beta, x));
      double rest = (up.get(row) ? 1 : 0) - p;
      for (int i = 0; i < size; i++) {
        gradient[i] += rest * x[i];
        for (int j = 0; j < size; j++) {
          curvature[i][j] += p * (1 - p) * x[i] * x[j];
        }
      }
    }
    for (int i = 1; i < size; i++) {
      gradient[i] -= ridge * beta[i];
      curvature[i][i] += ridge;
    }
    return SymmetricSystem.solve(curvature, gradient);
  }

  private double likelihood(double[] beta) {
    double sum = 0;
    for (int row = 0; row < rows.size(); row++) {
      double z = dot(beta, rows.get(row));
      double against = up.get(row) ? -z : z;
      sum -= against > 30 ? against : Math.log1p(Math.exp(against));
    }
    for (int i = 1; i < beta.length; i++) {
      sum -= ridge * beta[i] * beta[i] / 2;
    }
    return sum;
  }

  private static double[] moved(double[] beta, double[] step, double share) {
    double[] moved = beta.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += share * step[i];
    }
    return moved;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
