package io.financeflow.ml.evaluation;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How good the forecasts of one model were.
 *
 * @param errors their sizes
 * @param direction whether the sign of the change was hit; values that did not change are left out,
 *     and a forecast of no change says down, so that the last value always does
 * @param timing the test that directions are better than chance; no change counts as down
 * @param coverage share of the values that came within the intervals, 0 to 1
 * @param conformal the same of intervals from the model's last {@link #TRAILING} errors (more where
 *     the level needs more), without the first forecasts of a series; empty without others. With a
 *     horizon above 1 the latest of these errors were not known yet
 */
public record Scores(
    Errors errors,
    DirectionMetrics direction,
    Optional<PesaranTimmermann> timing,
    double coverage,
    OptionalDouble conformal) {
  /** Errors before each forecast that its conformal interval comes from. */
  public static final int TRAILING = 60;

  /**
   * Sizes of errors.
   *
   * @param count forecasts that were judged, >= 1
   * @param mae mean absolute error, in the units of the values
   * @param rmse root of the mean squared error, in the units of the values
   * @param mase mean absolute error over that of the seasonal naive forecast in the training parts;
   *     empty where these do not vary
   * @param smape 0 to 200
   * @param skill 1 - MSE / MSE of the first baseline; above 0 is better than it
   */
  public record Errors(
      long count,
      double mae,
      double rmse,
      OptionalDouble mase,
      double smape,
      OptionalDouble skill) {}
}
