package io.financeflow.ml.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Sizes of errors of a model whose scores are forecasts of the returns themselves.
 *
 * @param count forecasts
 * @param mae mean absolute error, 0.01 is 1 %
 * @param rmse root of the mean squared error, likewise
 * @param skill 1 less the squared errors over those of forecasting no return; empty when there was
 *     none
 * @param againstZero Diebold-Mariano on the mean squared error per day, for names move together:
 *     negative when the model is better than forecasting no return
 */
public record PanelErrors(
    int count,
    double mae,
    double rmse,
    OptionalDouble skill,
    Optional<DieboldMariano> againstZero) {

  /** Measures; there is an outcome on at least one day. */
  static PanelErrors of(List<CrossSection> days) {
    double[] outcomes =
        days.stream().flatMapToDouble(day -> Arrays.stream(day.outcomes())).toArray();
    double[] scores = days.stream().flatMapToDouble(day -> Arrays.stream(day.scores())).toArray();
    List<CrossSection> some = days.stream().filter(day -> !day.entries().isEmpty()).toList();
    return new PanelErrors(
        outcomes.length,
        ErrorMetrics.mae(outcomes, scores),
        ErrorMetrics.rmse(outcomes, scores),
        ErrorMetrics.skill(outcomes, scores, new double[outcomes.length]),
        DieboldMariano.ofLosses(
            some.stream().mapToDouble(day -> loss(day, day.scores())).toArray(),
            some.stream().mapToDouble(day -> loss(day, new double[day.entries().size()])).toArray(),
            1,
            DieboldMariano.Variance.RECTANGULAR));
  }

  private static double loss(CrossSection day, double[] forecasts) {
    double rmse = ErrorMetrics.rmse(day.outcomes(), forecasts);
    return rmse * rmse;
  }
}
