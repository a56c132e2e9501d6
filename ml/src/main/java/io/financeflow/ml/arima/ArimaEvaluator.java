package io.financeflow.ml.arima;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.financeflow.ml.evaluation.Backtest;
import io.financeflow.ml.evaluation.ErrorMetrics;
import io.financeflow.ml.evaluation.Fold;
import io.financeflow.ml.evaluation.Refit;
import io.financeflow.ml.evaluation.WalkForward;
import io.financeflow.ml.forecaster.Forecaster;
import io.financeflow.ml.forecaster.Series;
import io.financeflow.ml.tuning.Budget;
import io.financeflow.ml.tuning.Evaluation;
import io.financeflow.ml.tuning.Evaluator;
import io.financeflow.ml.tuning.SearchSpace;
import io.financeflow.ml.tuning.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Scores orders of ARIMA models by their one-step forecasts over walk-forward folds, estimated anew
 * in each. The last fold is held back: no search sees it, {@link #heldBack} reports it in the end.
 *
 * <p>Values: p, d, q, and where the space has them constant and log (true or false). A constant is
 * left out where the order allows none. A fold where the order could not be estimated is scored by
 * the simpler model that took its place; the details then say so. Thread-safe.
 */
public final class ArimaEvaluator implements Evaluator {
  /** What a fold is scored by. */
  public enum Measure {
    /** Root of the mean squared error, in the units of the series. */
    RMSE,
    /** Mean absolute error over that of the seasonal naive forecast in the training part. */
    MASE
  }

  private final Series series;
  private final WalkForward walk;
  private final Measure measure;

  /**
   * Cuts the series.
   *
   * @param walk at least two folds, of which the last is held back
   * @throws IllegalArgumentException when the series is too short, or has no value in a test block
   */
  public ArimaEvaluator(Series series, WalkForward walk, Measure measure) {
    if (walk.folds() < 2) {
      throw new IllegalArgumentException(
          "tuning needs at least 2 folds, as the last is held back, but had " + walk.folds());
    }
    for (Fold fold : walk.over(series.length())) {
      if (series.slice(fold.testFrom(), fold.testTo()).present() == 0) {
        throw new IllegalArgumentException(
            "no value in test block %d to %d: take longer blocks"
                .formatted(fold.testFrom(), fold.testTo()));
      }
    }
    this.series = series;
    this.walk = walk;
    this.measure = measure;
  }

  /** Returns p and q up to 3, d up to 1, with and without constant: 64 combinations. */
  public static SearchSpace space() {
    return SearchSpace.of(
        SearchSpace.intRange("p", 0, 3, 1),
        SearchSpace.intRange("d", 0, 1, 1),
        SearchSpace.intRange("q", 0, 3, 1),
        SearchSpace.choice("constant", false, true));
  }

  @Override
  public Evaluation evaluate(Values values, Budget budget, Optional<byte[]> checkpoint) {
    int held = walk.test() + walk.gaps().embargo();
    Series seen = series.slice(0, series.length() - held);
    Noting noting = new Noting(forecaster(values), new JsonArray());
    List<Double> scores = scores(noting, seen, walk.folds() - 1);
    JsonObject details = new JsonObject();
    if (!noting.simpler().isEmpty()) {
      details.add("simpler", noting.simpler());
    }
    double mean = scores.stream().mapToDouble(score -> score).sum() / scores.size();
    return new Evaluation(mean, scores, Optional.empty(), details);
  }

  /** Returns the score of values on the fold that no search has seen. */
  public double heldBack(Values values) {
    return scores(forecaster(values), series, 1).get(0);
  }

  /** Returns the forecaster that values stand for. */
  public static ArimaForecaster forecaster(Values values) {
    ArimaOrder order = ArimaOrder.of(values.integer("p"), values.integer("d"), values.integer("q"));
    boolean constant = values.has("constant") && values.flag("constant");
    ArimaForecaster forecaster =
        ArimaForecaster.of(new ArimaSpec(order, constant && order.differences() < 2));
    return values.has("log") && values.flag("log") ? forecaster.onLogarithms() : forecaster;
  }

  /** Scores the last so many folds of what is given. */
  private List<Double> scores(Forecaster model, Series given, int folds) {
    WalkForward last =
        new WalkForward(walk.scheme(), folds, walk.test(), walk.train(), walk.gaps());
    List<Fold> cut = last.over(given.length());
    List<Backtest.Judged> judged = new Backtest(last, Refit.ALWAYS, 1, 0.9).run(model, given);
    List<Double> scores = new ArrayList<>();
    for (int f = 0; f < folds; f++) {
      int fold = f;
      List<Backtest.Judged> own = judged.stream().filter(one -> one.fold() == fold).toList();
      scores.add(score(own, given.slice(cut.get(f).trainFrom(), cut.get(f).trainTo())));
    }
    return scores;
  }

  private double score(List<Backtest.Judged> judged, Series training) {
    double[] came = judged.stream().mapToDouble(Backtest.Judged::actual).toArray();
    double[] said = judged.stream().mapToDouble(one -> one.forecast().point()).toArray();
    return measure == Measure.RMSE
        ? ErrorMetrics.rmse(came, said)
        : ErrorMetrics.mase(came, said, training.presentValues(), training.period())
            .orElseThrow(
                () -> new IllegalArgumentException("the training part does not vary: take RMSE"));
  }

  /** Notes which fits fell back to simpler models. */
  private record Noting(ArimaForecaster model, JsonArray simpler) implements Forecaster {
    @Override
    public String name() {
      return model.name();
    }

    @Override
    public ArimaModel fit(Series training) {
      ArimaModel fitted = model.fit(training);
      fitted.simplerBecause().ifPresent(simpler::add);
      return fitted;
    }

    @Override
    public ArimaModel load(byte[] saved) {
      return model.load(saved);
    }
  }
}
