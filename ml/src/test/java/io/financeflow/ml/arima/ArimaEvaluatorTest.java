package io.financeflow.ml.arima;

import static io.financeflow.ml.evaluation.WalkForward.Scheme.EXPANDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.ml.evaluation.WalkForward;
import io.financeflow.ml.evaluation.WalkForward.Gaps;
import io.financeflow.ml.forecaster.Series;
import io.financeflow.ml.tuning.Budget;
import io.financeflow.ml.tuning.Evaluation;
import io.financeflow.ml.tuning.SearchSpace;
import io.financeflow.ml.tuning.Values;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArimaEvaluatorTest {
  private static final WalkForward WALK = new WalkForward(EXPANDING, 3, 10, 40, new Gaps(1, 2));
  private static final double[] WALKING = walking();

  private static double[] walking() {
    Random random = new Random(4);
    double[] y = new double[90];
    for (int i = 1; i < y.length; i++) {
      y[i] = y[i - 1] + random.nextGaussian();
    }
    return y;
  }

  private static Values order(int p, int d, int q, boolean log) {
    return SearchSpace.of(
            SearchSpace.choice("p", p),
            SearchSpace.choice("d", d),
            SearchSpace.choice("q", q),
            SearchSpace.choice("constant", false),
            SearchSpace.choice("log", log))
        .grid(0);
  }

  private static Evaluation evaluate(double[] y, Values values) {
    return new ArimaEvaluator(Series.of(y), WALK, ArimaEvaluator.Measure.RMSE)
        .evaluate(values, new Budget(0, 1), Optional.empty());
  }

  private static double rmseOfChanges(double[] y, int from, int to) {
    double squares = 0;
    for (int i = from; i < to; i++) {
      squares += Math.pow(y[i] - y[i - 1], 2);
    }
    return Math.sqrt(squares / (to - from));
  }

  @Test
  void aRandomWalkIsScoredByItsChangesAndTheLastFoldIsHeldBack() {
    Evaluation found = evaluate(WALKING, order(0, 1, 0, false));
    double first = rmseOfChanges(WALKING, 56, 66);
    double second = rmseOfChanges(WALKING, 68, 78);

    assertThat(found.folds()).hasSize(2);
    assertThat(found.folds().get(0)).isCloseTo(first, within(1e-12));
    assertThat(found.folds().get(1)).isCloseTo(second, within(1e-12));
    assertThat(found.objective()).isCloseTo((first + second) / 2, within(1e-12));
    assertThat(
            new ArimaEvaluator(Series.of(WALKING), WALK, ArimaEvaluator.Measure.RMSE)
                .heldBack(order(0, 1, 0, false)))
        .isCloseTo(rmseOfChanges(WALKING, 80, 90), within(1e-12));
    assertThat(found.details().isEmpty()).isTrue();
  }

  @Test
  void whatIsHeldBackChangesNoScore() {
    double[] other = WALKING.clone();
    Arrays.fill(other, 78, 90, 1e6);

    for (Values values : new Values[] {order(0, 1, 0, false), order(1, 0, 1, false)}) {
      assertThat(evaluate(other, values)).isEqualTo(evaluate(WALKING, values));
    }
  }

  @Test
  void aSimplerModelIsScoredAndNoted() {
    Evaluation found = evaluate(WALKING, order(0, 1, 0, true)); // values are not all above 0

    assertThat(found.objective()).isEqualTo(evaluate(WALKING, order(0, 1, 0, false)).objective());
    assertThat(found.details().get("simpler").getAsJsonArray()).hasSize(2);
  }

  @Test
  void maseScalesByTheTrainingPart() {
    double mase =
        new ArimaEvaluator(Series.of(WALKING), WALK, ArimaEvaluator.Measure.MASE)
            .heldBack(order(0, 1, 0, false));

    assertThat(mase).isCloseTo(meanChange(80, 90) / meanChange(1, 79), within(1e-12));
  }

  private static double meanChange(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.abs(WALKING[i] - WALKING[i - 1]);
    }
    return sum / (to - from);
  }

  @Test
  void valuesBecomeModels() {
    assertThat(ArimaEvaluator.space().gridSize()).isEqualTo(64);
    assertThat(ArimaEvaluator.forecaster(order(2, 1, 3, true)).name()).isEqualTo("arima-2-1-3-log");
    assertThatThrownBy(
            () ->
                new ArimaEvaluator(
                    Series.of(WALKING),
                    new WalkForward(EXPANDING, 1, 10, 40, Gaps.NONE),
                    ArimaEvaluator.Measure.RMSE))
        .hasMessage("tuning needs at least 2 folds, as the last is held back, but had 1");
  }
}
