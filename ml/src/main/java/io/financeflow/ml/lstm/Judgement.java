package io.financeflow.ml.lstm;

import io.financeflow.ml.dataset.Windows;
import io.financeflow.ml.evaluation.DirectionMetrics;
import io.financeflow.ml.evaluation.ErrorMetrics;
import io.financeflow.ml.lstm.LstmSettings.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How good forecasts are beside those that need no learning. Returns are judged by error and by
 * direction, directions by their likelihoods as forecasts of 0 and 1 and by direction.
 *
 * @param windows how many forecasts
 * @param lines the model's first, then {@code zero}, {@code mean} and {@code majority}
 */
public record Judgement(int windows, List<Line> lines) {

  /**
   * One way to forecast.
   *
   * @param name whose forecasts
   * @param mae mean absolute error
   * @param rmse root of the mean squared error
   * @param directionalAccuracy share of windows with the right direction, of those whose return is
   *     not 0; NaN when there are none
   */
  public record Line(String name, double mae, double rmse, double directionalAccuracy) {}

  /**
   * Judges a model on windows.
   *
   * @param train the windows that it learnt from: means and majorities are theirs
   * @param windows at least one
   */
  public static Judgement of(LstmModel model, Windows train, Windows windows) {
    Target target = model.settings().target();
    double[] came = came(target, windows);
    double[] known = came(target, train);
    double mean = Arrays.stream(known).average().orElse(0);
    double zero = target == Target.DIRECTION ? 0.5 : 0;
    long up = Arrays.stream(known).filter(value -> value > zero).count();
    double majority = 2 * up > known.length ? 1 : target == Target.DIRECTION ? 0 : -1;
    List<Line> lines = new ArrayList<>();
    lines.add(line("lstm", model, windows, came, model.forecast(windows).values()));
    lines.add(line("zero", model, windows, came, constant(windows, zero)));
    lines.add(line("mean", model, windows, came, constant(windows, mean)));
    // A class has no size; its error is that of the mean's size in its direction.
    double size = target == Target.DIRECTION ? majority : majority * Math.abs(mean);
    lines.add(line("majority", model, windows, came, constant(windows, size)));
    return new Judgement(windows.size(), List.copyOf(lines));
  }

  private static Line line(
      String name, LstmModel model, Windows windows, double[] came, double[] forecasts) {
    double[] returns = new double[came.length];
    double[] directions = new double[came.length];
    for (int i = 0; i < came.length; i++) {
      returns[i] = windows.label(i);
      directions[i] = model.direction(forecasts[i]);
    }
    return new Line(
        name,
        ErrorMetrics.mae(came, forecasts),
        ErrorMetrics.rmse(came, forecasts),
        DirectionMetrics.of(returns, directions).accuracy().orElse(Double.NaN));
  }

  /** Returns what forecasts are of: the labels, or 1 for those above 0 and 0 for the others. */
  static double[] came(Target target, Windows windows) {
    double[] came = new double[windows.size()];
    for (int i = 0; i < came.length; i++) {
      float label = windows.label(i);
      came[i] = target == Target.DIRECTION ? (label > 0 ? 1 : 0) : label;
    }
    return came;
  }

  private static double[] constant(Windows windows, double value) {
    double[] values = new double[windows.size()];
    Arrays.fill(values, value);
    return values;
  }
}
