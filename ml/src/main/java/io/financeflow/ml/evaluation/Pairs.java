package io.financeflow.ml.evaluation;

/** Checks of two arrays that belong together. */
final class Pairs {
  private Pairs() {}

  /** Refuses arrays of different length, empty ones, and values that are not finite. */
  static void require(double[] actual, double[] forecast) {
    if (actual.length != forecast.length || actual.length == 0) {
      throw new IllegalArgumentException(
          "actual and forecast must be as many and at least one but were %d and %d"
              .formatted(actual.length, forecast.length));
    }
    for (int i = 0; i < actual.length; i++) {
      if (!Double.isFinite(actual[i]) || !Double.isFinite(forecast[i])) {
        throw new IllegalArgumentException(
            "values must be finite but pair %d is %s and %s".formatted(i, actual[i], forecast[i]));
      }
    }
  }
}
