package io.financeflow.ml.lstm;

import static io.financeflow.ml.tuning.SearchSpace.choice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.ml.dataset.FeatureRows;
import io.financeflow.ml.dataset.NoWindows;
import io.financeflow.ml.dataset.Range;
import io.financeflow.ml.dataset.SimulatedRows;
import io.financeflow.ml.dataset.TickerRows;
import io.financeflow.ml.forecaster.UnreadableModel;
import io.financeflow.ml.lstm.LstmEvaluator.Design;
import io.financeflow.ml.lstm.LstmSettings.Network;
import io.financeflow.ml.lstm.LstmSettings.Optimizer;
import io.financeflow.ml.lstm.LstmSettings.Target;
import io.financeflow.ml.lstm.LstmSettings.Training;
import io.financeflow.ml.tuning.Budget;
import io.financeflow.ml.tuning.Evaluation;
import io.financeflow.ml.tuning.SearchSpace;
import io.financeflow.ml.tuning.Values;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Searches on 100 of 150 simulated sessions; the first feature says half of the next return. */
class LstmEvaluatorTest {
  private static final Range SEEN = new Range(1000, 1099);
  private static final SearchSpace SPACE =
      SearchSpace.of(
          choice("units", 4),
          choice("look_back", 4, 8),
          choice("dropout", 0.1),
          choice("learning_rate", 0.02, 0.0001),
          choice("optimizer", "adam", "rmsprop"));

  private static LstmEvaluator evaluator(FeatureRows rows, Target target, int folds) {
    LstmSettings base =
        new LstmSettings(
            target, new Network(25, 1, 60, 0), new Training(Optimizer.SGD, 1, 64, 50, 50), 1, 5);
    return new LstmEvaluator(rows, new Design(SEEN, "next_return", folds, 8), base);
  }

  private static LstmEvaluator evaluator() {
    return evaluator(SimulatedRows.of(4, 150, 0.5), Target.NEXT_RETURN, 2);
  }

  private static Evaluation upTo(LstmEvaluator evaluator, Values values, int epochs) {
    return evaluator.evaluate(values, new Budget(0, epochs), Optional.empty());
  }

  @Test
  void resumedTrialEqualsOneInOneGoBitForBit() {
    Values values = SPACE.grid(0);
    Evaluation whole = upTo(evaluator(), values, 4);

    Evaluation first = upTo(evaluator(), values, 1);
    Evaluation second = evaluator().evaluate(values, new Budget(1, 4), first.checkpoint());

    assertThat(first.objective()).isNotEqualTo(whole.objective());
    assertThat(second.folds()).isEqualTo(whole.folds()).hasSize(2);
    assertThat(second.objective()).isEqualTo(whole.objective());
    assertThat(second.details()).isEqualTo(whole.details());
  }

  @Test
  void replacedFutureLeavesTheObjectiveUnchanged() {
    FeatureRows changed = SimulatedRows.of(4, 150, 0.5);
    for (TickerRows rows : changed.tickers()) {
      for (int row = 100; row < 150; row++) {
        rows.features()[2 * row] = 1e6f;
        rows.labels()[row] = 9;
      }
    }
    for (long place : new long[] {0, 7}) {
      Evaluation before = upTo(evaluator(), SPACE.grid(place), 2);
      Evaluation after = upTo(evaluator(changed, Target.NEXT_RETURN, 2), SPACE.grid(place), 2);

      assertThat(after.folds()).isEqualTo(before.folds());
    }
    changed.tickers().get(0).labels()[99] = 9;
    assertThat(upTo(evaluator(changed, Target.NEXT_RETURN, 2), SPACE.grid(0), 2).folds())
        .isNotEqualTo(upTo(evaluator(), SPACE.grid(0), 2).folds());
  }

  @Test
  void objectiveIsTheErrorBesideThatOfNoChange() {
    // Half of a return is known: at best 0.5 of the standard error is left of 0.7, 1/2 of squares.
    double learned = upTo(evaluator(), SPACE.grid(0), 8).objective();
    double untrained = upTo(evaluator(), SPACE.grid(2), 1).objective();

    assertThat(learned).isBetween(0.45, 0.75);
    assertThat(untrained).isBetween(0.9, 1.6);
    assertThat(
            upTo(evaluator(SimulatedRows.of(4, 150, 0.5), Target.DIRECTION, 2), SPACE.grid(0), 8)
                .objective())
        .isBetween(0.3, 0.65);
  }

  @Test
  void sameWindowsAreJudgedWhateverTheLookBack() {
    FeatureRows rows = SimulatedRows.of(4, 150, 0.5);
    // A session is missing in the last block: windows of 8 sessions across it do not exist.
    TickerRows hole = rows.tickers().get(1);
    for (int row = 92; row < 150; row++) {
      hole.sessions()[row]++;
      hole.labels()[row] = row < 98 ? 1e3f : hole.labels()[row];
    }
    // Labels of 1000 in windows that only the short look-back has; they are not judged.
    Values shorter = SPACE.grid(0);

    assertThat(upTo(evaluator(rows, Target.NEXT_RETURN, 2), shorter, 1).folds().get(1))
        .isBetween(0.3, 3.0);
    assertThat(upTo(evaluator(rows, Target.NEXT_RETURN, 2), SPACE.grid(4), 1).folds()).hasSize(2);
  }

  @Test
  void interruptedThreadStopsTheTrial() {
    LstmEvaluator evaluator = evaluator();
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> upTo(evaluator, SPACE.grid(0), 50))
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void whatCannotBeIsRefused() {
    byte[] other = upTo(evaluator(), SPACE.grid(0), 1).checkpoint().orElseThrow();
    FeatureRows rows = SimulatedRows.of(4, 150, 0.5);

    assertThatThrownBy(
            () ->
                evaluator(rows, Target.NEXT_RETURN, 1)
                    .evaluate(SPACE.grid(0), new Budget(1, 2), Optional.of(other)))
        .isInstanceOf(UnreadableModel.class)
        .hasMessageContaining("it holds 2 folds, not 1");
    LstmSettings base = LstmSettings.defaults(Target.DIRECTION);
    assertThatThrownBy(() -> new LstmEvaluator(rows, new Design(SEEN, "next_return", 2, 60), base))
        .isInstanceOf(NoWindows.class)
        .hasMessageStartingWith(
            "100 sessions are too few for 2 folds of windows of 60: take fewer");
    assertThatThrownBy(() -> evaluator(rows, Target.NEXT_RETURN, 0))
        .hasMessage("folds must be 1 to 50 but was 0");
  }
}
