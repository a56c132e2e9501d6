package io.financeflow.ml.monitoring;

import io.financeflow.ml.evaluation.DirectionMetrics;
import io.financeflow.ml.evaluation.ErrorMetrics;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * How good forecasts were.
 *
 * @param count how many, >= 1
 * @param rmse root of their mean squared error, in the units of the target
 * @param mae their mean absolute error
 * @param directionalAccuracy share with the sign of what came; empty when nothing moved
 * @param coverage share of intervals that held what came
 */
public record Performance(
    int count, double rmse, double mae, OptionalDouble directionalAccuracy, double coverage) {

  /** Checks the bounds. */
  public Performance {
    boolean errors = rmse >= 0 && mae >= 0 && Double.isFinite(rmse) && Double.isFinite(mae);
    if (count < 1 || !errors || !share(coverage) || !share(directionalAccuracy.orElse(0))) {
      throw new IllegalArgumentException(
          "no performance: %d forecasts, rmse %s, mae %s, directions %s, coverage %s"
              .formatted(count, rmse, mae, directionalAccuracy, coverage));
    }
  }

  /** Measures; at least one forecast. */
  public static Performance of(List<Scored> scored) {
    double[] actual = values(scored, Scored::actual);
    double[] predicted = values(scored, Scored::predicted);
    DirectionMetrics directions =
        DirectionMetrics.of(
            values(scored, each -> each.actual() - each.origin()),
            values(scored, each -> each.predicted() - each.origin()));
    return new Performance(
        scored.size(),
        ErrorMetrics.rmse(actual, predicted),
        ErrorMetrics.mae(actual, predicted),
        directions.accuracy(),
        (double) scored.stream().filter(Scored::covered).count() / scored.size());
  }

  /**
   * Returns the latest of them by target date, in that order.
   *
   * @param most how many at most
   */
  public static List<Scored> latest(List<Scored> scored, int most) {
    List<Scored> ordered = scored.stream().sorted(Comparator.comparing(Scored::target)).toList();
    return ordered.subList(Math.max(0, ordered.size() - most), ordered.size());
  }

  private static double[] values(List<Scored> scored, ToDoubleFunction<Scored> value) {
    return scored.stream().mapToDouble(value).toArray();
  }

  private static boolean share(double value) {
    return value >= 0 && value <= 1;
  }
}
