package io.financeflow.ml.evaluation;

import io.financeflow.ml.forecaster.Fitted;
import io.financeflow.ml.forecaster.Forecast;
import io.financeflow.ml.forecaster.Forecaster;
import io.financeflow.ml.forecaster.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Conformal intervals of a forecaster from the trailing windows of a series: it is fitted once on
 * what comes before them and then goes on with each value, so no error is one of its training.
 *
 * @param windows how many, at least {@link Conformal#needed}; each begins one place later
 * @param horizon steps of each, >= 1
 * @param volatility changes over which the scale is taken, >= 2; 0 for no scaling
 * @param level share that the intervals shall cover
 */
public record Calibration(int windows, int horizon, int volatility, double level) {

  /** Checks the bounds. */
  public Calibration {
    if (windows < Conformal.needed(level) || horizon < 1 || volatility < 0 || volatility == 1) {
      throw new IllegalArgumentException(
          "calibration needs %d windows, horizon >= 1 and volatility 0 or >= 2 but had %d, %d, %d"
              .formatted(Conformal.needed(level), windows, horizon, volatility));
    }
  }

  /**
   * Returns the intervals of what follows the series.
   *
   * @param series without missing values in the trailing windows
   * @throws IllegalArgumentException when it is too short
   */
  public Conformal calibrate(Forecaster model, Series series) {
    double[] y = series.values();
    int first = y.length - windows - horizon + 1;
    if (first < 1) {
      throw new IllegalArgumentException(
          "%d windows of %d need more than %d values but there are %d: take a longer range"
              .formatted(windows, horizon, windows + horizon - 1, y.length));
    }
    Fitted fitted = model.fit(series.slice(0, first));
    List<double[]> errors = new ArrayList<>();
    double[] scales = new double[windows];
    for (int window = 0; window < windows; window++) {
      int origin = first + window;
      double[] error = new double[horizon];
      List<Forecast.Step> steps = fitted.forecast(horizon, level).steps();
      for (int step = 0; step < horizon; step++) {
        error[step] = y[origin + step] - steps.get(step).point();
      }
      errors.add(error);
      scales[window] = scale(y, origin);
      fitted = fitted.update(y[origin]);
    }
    return Conformal.scaled(errors, scales, level);
  }

  /**
   * Returns the standard deviation (n - 1) of the changes before a place, or 1 without scaling or
   * when they do not vary.
   *
   * @param y values without missing ones there
   * @param origin the first place that is not known
   */
  public double scale(double[] y, int origin) {
    int from = Math.max(1, origin - volatility);
    if (volatility == 0 || origin - from < 2) {
      return 1;
    }
    double[] changes = new double[origin - from];
    Arrays.setAll(changes, i -> y[from + i] - y[from + i - 1]);
    double mean = Arrays.stream(changes).average().orElse(0);
    double squares = Arrays.stream(changes).map(c -> (c - mean) * (c - mean)).sum();
    return squares > 0 ? Math.sqrt(squares / (changes.length - 1)) : 1;
  }
}
