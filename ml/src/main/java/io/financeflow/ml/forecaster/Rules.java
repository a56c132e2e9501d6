package io.financeflow.ml.forecaster;

import java.util.Arrays;

/**
 * The rules of the baselines. Variances: Hyndman and Athanasopoulos, Forecasting: Principles and
 * Practice, 3rd edition, section 5.5; that of AR(1) is the sum of its squared psi weights.
 */
final class Rules {
  private Rules() {}

  /** A random walk. */
  static final class LastValue implements Rule {
    @Override
    public int needed(int period) {
      return 2;
    }

    @Override
    public double next(double[] parameters, double[] recent) {
      return recent[0];
    }

    @Override
    public double growth(int ahead, double[] parameters, int memory) {
      return ahead;
    }
  }

  /** A random walk with the mean change per step; parameters: that, and over how many steps. */
  static final class Drift implements Rule {
    @Override
    public int needed(int period) {
      return 3;
    }

    @Override
    public double[] estimate(double[] y) {
      int last = y.length - 1;
      while (Double.isNaN(y[last])) {
        last--;
      }
      return new double[] {(y[last] - y[0]) / last, last};
    }

    @Override
    public int degrees() {
      return 1;
    }

    @Override
    public double next(double[] parameters, double[] recent) {
      return recent[0] + parameters[0];
    }

    @Override
    public double growth(int ahead, double[] parameters, int memory) {
      return ahead * (1 + ahead / parameters[1]);
    }
  }

  /** The value of a season ago. */
  static final class SeasonalNaive implements Rule {
    @Override
    public int needed(int period) {
      return period + 1;
    }

    @Override
    public int memory(int period) {
      return period;
    }

    @Override
    public double next(double[] parameters, double[] recent) {
      return recent[0];
    }

    @Override
    public double growth(int ahead, double[] parameters, int memory) {
      return Math.floorDiv(ahead - 1, memory) + 1;
    }
  }

  /** Always 0: for returns, no change. */
  static final class Zero implements Rule {
    @Override
    public int needed(int period) {
      return 1;
    }

    @Override
    public int memory(int period) {
      return 0;
    }

    @Override
    public double next(double[] parameters, double[] recent) {
      return 0;
    }

    @Override
    public double growth(int ahead, double[] parameters, int memory) {
      return 1;
    }
  }

  /** The mean of all values; parameters: that, and of how many. */
  static final class Mean implements Rule {
    @Override
    public int needed(int period) {
      return 2;
    }

    @Override
    public int memory(int period) {
      return 0;
    }

    @Override
    public double[] estimate(double[] y) {
      double[] present = Arrays.stream(y).filter(value -> !Double.isNaN(value)).toArray();
      return new double[] {Arrays.stream(present).sum() / present.length, present.length};
    }

    @Override
    public int degrees() {
      return 1;
    }

    @Override
    public double next(double[] parameters, double[] recent) {
      return parameters[0];
    }

    @Override
    public double growth(int ahead, double[] parameters, int memory) {
      return 1 + 1 / parameters[1];
    }
  }

  /**
   * The line of least squares through each value and the one before it, where both are present;
   * parameters: intercept, slope. A flat series has slope 0.
   */
  static final class FirstOrder implements Rule {
    @Override
    public int needed(int period) {
      return 4;
    }

    @Override
    public double[] estimate(double[] y) {
      Line line = new Line();
      for (int i = 1; i < y.length; i++) {
        line.add(y[i - 1] - y[0], y[i] - y[0]);
      }
      double slope = line.slope();
      return new double[] {line.intercept(slope) + y[0] * (1 - slope), slope};
    }

    @Override
    public int degrees() {
      return 2;
    }

    @Override
    public double next(double[] parameters, double[] recent) {
      return parameters[0] + parameters[1] * recent[0];
    }

    @Override
    public double growth(int ahead, double[] parameters, int memory) {
      double square = parameters[1] * parameters[1];
      double sum = 0;
      for (int i = 0; i < ahead; i++) {
        sum = 1 + square * sum;
      }
      return sum;
    }
  }

  /** Sums for a line of least squares. */
  private static final class Line {
    private double n;
    private double x;
    private double y;
    private double xx;
    private double xy;

    void add(double newX, double newY) {
      if (!Double.isNaN(newX + newY)) {
        n++;
        x += newX;
        y += newY;
        xx += newX * newX;
        xy += newX * newY;
      }
    }

    double slope() {
      double spread = n * xx - x * x;
      return spread > 0 ? (n * xy - x * y) / spread : 0;
    }

    double intercept(double slope) {
      return n > 0 ? (y - slope * x) / n : 0;
    }
  }
}
