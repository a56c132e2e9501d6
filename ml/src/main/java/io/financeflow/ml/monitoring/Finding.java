package io.financeflow.ml.monitoring;

import java.util.OptionalDouble;

/**
 * One figure held against its limit.
 *
 * @param metric what was measured: psi, ks, wasserstein, rmse, mae, directional_accuracy, coverage
 * @param value the figure, finite; empty when it could not be measured
 * @param threshold the limit that it was held against: the one it broke, else the nearest
 * @param verdict what follows
 * @param reason the same in words, one line
 */
public record Finding(
    String metric, OptionalDouble value, double threshold, Verdict verdict, String reason) {

  /** Refuses numbers that are not finite, and a judgement without a value. */
  public Finding {
    if (!Double.isFinite(threshold) || !Double.isFinite(value.orElse(0))) {
      throw new IllegalArgumentException(
          "%s must be finite but was %s, held against %s".formatted(metric, value, threshold));
    }
    if (value.isEmpty() != (verdict == Verdict.TOO_FEW)) {
      throw new IllegalArgumentException(metric + " has " + value + " and is judged " + verdict);
    }
  }

  static Finding tooFew(String metric, double threshold, String reason) {
    return new Finding(metric, OptionalDouble.empty(), threshold, Verdict.TOO_FEW, reason);
  }
}
