package io.financeflow.ml.evaluation;

import io.financeflow.ml.forecaster.NothingToFit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The plain models of features that any other has to beat. */
public final class PanelBaseline {
  /** Deviations of features squared are 1, so this matters with few rows only. */
  private static final double RIDGE = 1;

  private PanelBaseline() {}

  /** Returns majority class, linear and logistic regression. */
  public static List<PanelModel> all() {
    return List.of(majority(), linear(RIDGE), logistic(RIDGE));
  }

  /** Returns the share of the training labels above 0, less a half: for all the same score. */
  public static PanelModel majority() {
    return new Named("majority-class", false, PanelBaseline::fitMajority);
  }

  /** Returns 0 for all, that is, no return: no direction is up and no order. */
  public static PanelModel zero() {
    return new Named("zero", true, training -> (known, from) -> new double[known.rows() - from]);
  }

  /**
   * Returns linear regression of the label, its forecast the score.
   *
   * @param ridge added to the diagonal for features of deviation 1, >= 0; the intercept is free
   */
  public static PanelModel linear(double ridge) {
    return new Named("linear", true, training -> scorer(LinearRegression.fit(training, ridge)));
  }

  /**
   * Returns logistic regression of "the label is above 0", its probability less a half the score.
   * Labels of exactly 0 are left out.
   *
   * @param ridge as for {@link #linear}; 0 has no answer when a feature separates the labels
   */
  public static PanelModel logistic(double ridge) {
    return new Named(
        "logistic",
        false,
        training -> {
          double[] coefficients = LogisticRegression.fit(training, ridge);
          return (known, from) ->
              Arrays.stream(scores(coefficients, known, from))
                  .map(z -> LogisticRegression.probability(z) - 0.5)
                  .toArray();
        });
  }

  private record Named(String name, boolean forecastsLabels, Function<Panel, Scorer> learner)
      implements PanelModel {
    @Override
    public Scorer fit(Panel training) {
      Panel labelled = training.labelled();
      if (labelled.rows() < labelled.width() + 2) {
        throw new NothingToFit(name, labelled.width() + 2, labelled.rows());
      }
      return learner.apply(labelled);
    }
  }

  private static PanelModel.Scorer fitMajority(Panel training) {
    double up = 0;
    for (int row = 0; row < training.rows(); row++) {
      up += training.label(row) > 0 ? 1 : 0;
    }
    double score = up / training.rows() - 0.5;
    return (known, from) -> {
      double[] scores = new double[known.rows() - from];
      Arrays.fill(scores, score);
      return scores;
    };
  }

  private static PanelModel.Scorer scorer(double[] coefficients) {
    return (known, from) -> scores(coefficients, known, from);
  }

  private static double[] scores(double[] coefficients, Panel known, int from) {
    double[] scores = new double[known.rows() - from];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = coefficients[0];
      for (int j = 1; j < coefficients.length; j++) {
        scores[i] += coefficients[j] * known.feature(from + i, j - 1);
      }
    }
    return scores;
  }
}
