package io.financeflow.ml.evaluation;

import io.financeflow.ml.forecaster.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * One series with the forecasts of all models at the same places.
 *
 * @param forecasts one list per model, each as long
 * @param scale mean absolute error of the naive forecast in the first training part; 1 where that
 *     is 0
 */
record JudgedSeries(Series series, List<List<Backtest.Judged>> forecasts, double scale) {

  static JudgedSeries of(Series series, List<Fold> folds, List<List<Backtest.Judged>> forecasts) {
    double[] training = training(series, folds.get(0));
    int period = series.period();
    double sum = 0;
    for (int i = period; i < training.length; i++) {
      sum += Math.abs(training[i] - training[i - period]);
    }
    double scale = sum > 0 ? sum / (training.length - period) : 1;
    return new JudgedSeries(series, forecasts, scale);
  }

  /** Returns the mean over all forecasts of MASE by the training part of their folds. */
  OptionalDouble mase(int model, List<Fold> folds) {
    double sum = 0;
    int count = 0;
    for (int f = 0; f < folds.size(); f++) {
      List<Backtest.Judged> ofFold = new ArrayList<>();
      for (Backtest.Judged judged : forecasts.get(model)) {
        if (judged.fold() == f) {
          ofFold.add(judged);
        }
      }
      if (!ofFold.isEmpty()) {
        OptionalDouble mase =
            ErrorMetrics.mase(
                actual(ofFold), points(ofFold), training(series, folds.get(f)), series.period());
        if (mase.isEmpty()) {
          return OptionalDouble.empty();
        }
        sum += mase.getAsDouble() * ofFold.size();
        count += ofFold.size();
      }
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
  }

  /** Returns the squared errors of a model in units of the scale, by places from the end. */
  TreeMap<Integer, Double> losses(int model) {
    TreeMap<Integer, Double> losses = new TreeMap<>();
    for (Backtest.Judged judged : forecasts.get(model)) {
      double scaled = judged.error() / scale;
      losses.put(judged.place() - series.length(), scaled * scaled);
    }
    return losses;
  }

  static double[] actual(List<Backtest.Judged> judged) {
    return judged.stream().mapToDouble(Backtest.Judged::actual).toArray();
  }

  static double[] points(List<Backtest.Judged> judged) {
    return judged.stream().mapToDouble(one -> one.forecast().point()).toArray();
  }

  private static double[] training(Series series, Fold fold) {
    return series.slice(fold.trainFrom(), fold.trainTo()).presentValues();
  }
}
