package io.financeflow.ml.arima;

import java.util.Arrays;

/**
 * The conditional sum of squares of an ARMA model at its least, by Levenberg and Marquardt's method
 * from lags of zero, as R's {@code arima(method = "CSS")} starts. Much quicker than exact
 * likelihood; roots are not constrained.
 *
 * @param coefficients where it is least; the constant as in {@link Coefficients}
 * @param sigma2 mean squared error there
 */
record ConditionalFit(Coefficients coefficients, double sigma2) {

  private static final int MOST_STEPS = 100;
  private static final double ENOUGH = 1e-9;
  private static final double FIRST_DAMPING = 1e-3;
  private static final double LEAST_DAMPING = 1e-12;
  private static final double HOPELESS = 1e12;

  /**
   * Returns the least.
   *
   * @param w the differenced series, none missing
   * @throws FitFailed when there are too few values
   */
  static ConditionalFit of(double[] w, ArimaSpec spec) {
    ConditionalErrors errors = new ConditionalErrors(w, spec);
    if (errors.count() <= spec.coefficients()) {
      throw new FitFailed(spec, "%d values are too few".formatted(w.length));
    }
    double mean = Arrays.stream(w).average().orElse(0);
    Point least = Point.at(errors, Coefficients.start(spec, mean)).descend(errors);
    return new ConditionalFit(perStep(least.coefficients), least.squares / errors.count());
  }

  private static Coefficients moved(Coefficients from, double[] step) {
    double[] values = from.values();
    for (int i = 0; i < values.length; i++) {
      values[i] -= step[i];
    }
    return new Coefficients(from.spec(), values);
  }

  /** The mean of seasonal differences is that of a season; the drift is per step. */
  private static Coefficients perStep(Coefficients found) {
    ArimaSpec spec = found.spec();
    if (!spec.constant() || spec.order().seasonal().differences() == 0) {
      return found;
    }
    double[] values = found.values();
    values[values.length - 1] /= spec.order().period();
    return new Coefficients(spec, values);
  }

  private static final class Point {
    private final Coefficients coefficients;
    private final double[] errors;
    private final double squares;

    private Point(Coefficients coefficients, double[] errors, double squares) {
      this.coefficients = coefficients;
      this.errors = errors;
      this.squares = squares;
    }

    static Point at(ConditionalErrors errors, Coefficients coefficients) {
      double[] at = errors.at(coefficients);
      double squares = NormalEquations.dot(at, at);
      return new Point(
          coefficients, at, Double.isFinite(squares) ? squares : Double.POSITIVE_INFINITY);
    }

    /** Steps down until a step brings next to nothing, or none leads down. */
    Point descend(ConditionalErrors function) {
      Point point = this;
      double damping = FIRST_DAMPING;
      for (int step = 0; step < MOST_STEPS && point.squares > 0; step++) {
        NormalEquations equations =
            NormalEquations.of(
                function.derivatives(point.coefficients, point.errors), point.errors);
        Point next = point;
        while (!(next.squares < point.squares) && damping < HOPELESS) {
          next = Point.at(function, moved(point.coefficients, equations.step(damping)));
          damping *= next.squares < point.squares ? 1.0 / 8 : 8;
        }
        if (!(point.squares - next.squares > ENOUGH * point.squares)) {
          return next.squares < point.squares ? next : point;
        }
        point = next;
        damping = Math.max(damping, LEAST_DAMPING);
      }
      return point;
    }
  }
}
