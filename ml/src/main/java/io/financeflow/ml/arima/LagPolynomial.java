package io.financeflow.ml.arima;

import java.util.Arrays;

/** Polynomials in the backward shift B as arrays: {@code c[0] + c[1] B + c[2] B^2 + ...}. */
final class LagPolynomial {
  private LagPolynomial() {}

  /**
   * Returns {@code 1 + sign c1 B^step + sign c2 B^2step + ...}.
   *
   * @param coefficients c1, c2, ..; may be empty
   */
  static double[] of(double[] coefficients, int sign, int step) {
    double[] polynomial = new double[coefficients.length * step + 1];
    polynomial[0] = 1;
    for (int i = 0; i < coefficients.length; i++) {
      polynomial[(i + 1) * step] = sign * coefficients[i];
    }
    return polynomial;
  }

  /** Returns the product. */
  static double[] times(double[] a, double[] b) {
    double[] product = new double[a.length + b.length - 1];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        product[i + j] += a[i] * b[j];
      }
    }
    return product;
  }

  /** Returns {@code (1 - B)^d (1 - B^m)^D}. */
  static double[] differences(ArimaOrder order) {
    double[] polynomial = {1};
    for (int i = 0; i < order.regular().differences(); i++) {
      polynomial = times(polynomial, new double[] {1, -1});
    }
    for (int i = 0; i < order.seasonal().differences(); i++) {
      polynomial = times(polynomial, of(new double[] {1}, -1, order.period()));
    }
    return polynomial;
  }

  /**
   * Tells whether every root has a modulus above that radius, by the step-down recursion (Jury) on
   * {@code c(radius z)}.
   *
   * @param polynomial with c[0] = 1; a constant has no roots
   */
  static boolean rootsBeyond(double radius, double[] polynomial) {
    double[] c = polynomial.clone();
    double power = 1;
    for (int i = 0; i < c.length; i++) {
      c[i] *= power;
      power *= radius;
    }
    for (int last = c.length - 1; last > 0; last--) {
      double reflection = c[last];
      if (!(Math.abs(reflection) < 1)) {
        return false;
      }
      double[] previous = Arrays.copyOf(c, last);
      for (int i = 0; i < last; i++) {
        previous[i] = (c[i] - reflection * c[last - i]) / (1 - reflection * reflection);
      }
      c = previous;
    }
    return true;
  }

  /** Returns the first terms of {@code numerator / denominator}; both begin with 1. */
  static double[] quotient(double[] numerator, double[] denominator, int terms) {
    double[] quotient = new double[terms];
    for (int i = 0; i < terms; i++) {
      double term = i < numerator.length ? numerator[i] : 0;
      for (int j = 1; j <= Math.min(i, denominator.length - 1); j++) {
        term -= denominator[j] * quotient[i - j];
      }
      quotient[i] = term;
    }
    return quotient;
  }

  /** Returns the values that are left when the polynomial is applied: {@code c(B) y}. */
  static double[] apply(double[] polynomial, double[] y) {
    double[] applied = new double[Math.max(0, y.length - polynomial.length + 1)];
    for (int t = 0; t < applied.length; t++) {
      double sum = 0;
      for (int j = 0; j < polynomial.length; j++) {
        if (polynomial[j] != 0) {
          sum += polynomial[j] * y[t + polynomial.length - 1 - j];
        }
      }
      applied[t] = sum;
    }
    return applied;
  }
}
