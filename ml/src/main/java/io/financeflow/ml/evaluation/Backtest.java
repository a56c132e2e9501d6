package io.financeflow.ml.evaluation;

import io.financeflow.ml.forecaster.Fitted;
import io.financeflow.ml.forecaster.Forecast;
import io.financeflow.ml.forecaster.Forecaster;
import io.financeflow.ml.forecaster.NothingToFit;
import io.financeflow.ml.forecaster.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Forecasts of the test blocks of walk-forward folds, as they would have been made at the time. The
 * value at place t is forecast from the places up to t - horizon; parameters come from the training
 * part only.
 *
 * @param folds what is trained on and judged on; its purge is at least horizon - 1, or a model
 *     would have been estimated on values that it did not have yet
 * @param refit when parameters are estimated
 * @param horizon steps ahead, >= 1
 * @param level share that the intervals shall cover, in (0, 1)
 */
public record Backtest(WalkForward folds, Refit refit, int horizon, double level) {

  /** Checks the bounds. */
  public Backtest {
    if (horizon < 1 || folds.gaps().purge() < horizon - 1) {
      throw new IllegalArgumentException(
          "horizon must be >= 1 and purge >= horizon - 1 but were %d and %d"
              .formatted(horizon, folds.gaps().purge()));
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be in (0, 1) but was " + level);
    }
  }

  /**
   * A forecast and what came.
   *
   * @param fold which one, 0 is the earliest
   * @param place in the series
   * @param before the last value known when it was made; 0 when there was none
   * @param actual what came
   * @param forecast what was forecast
   */
  public record Judged(int fold, int place, double before, double actual, Forecast.Step forecast) {
    /** Returns actual less forecast. */
    public double error() {
      return actual - forecast.point();
    }
  }

  /**
   * Returns the forecasts of all places of the test blocks whose value is not missing, in order.
   *
   * @throws NothingToFit when a training part has too few values
   * @throws IllegalArgumentException when the series is too short for the folds
   */
  public List<Judged> run(Forecaster model, Series series) {
    double[] y = series.values();
    List<Fold> cut = folds.over(y.length);
    List<Judged> judged = new ArrayList<>();
    Fitted fitted = model.fit(series.slice(cut.get(0).trainFrom(), cut.get(0).trainTo()));
    int known = cut.get(0).trainTo();
    for (int f = 0; f < cut.size(); f++) {
      Fold fold = cut.get(f);
      if (f > 0 && refit.at(f)) {
        fitted = model.fit(series.slice(fold.trainFrom(), fold.trainTo()));
        known = fold.trainTo();
      }
      for (int place = fold.testFrom(); place < fold.testTo(); place++) {
        int origin = place - horizon + 1;
        if (origin > known) {
          fitted = fitted.update(Arrays.copyOfRange(y, known, origin));
          known = origin;
        }
        if (!Double.isNaN(y[place])) {
          Forecast.Step step = fitted.forecast(horizon, level).steps().get(horizon - 1);
          judged.add(new Judged(f, place, last(y, origin), y[place], step));
        }
      }
    }
    return judged;
  }

  private static double last(double[] y, int origin) {
    int place = origin - 1;
    while (place >= 0 && Double.isNaN(y[place])) {
      place--;
    }
    return place < 0 ? 0 : y[place];
  }
}
