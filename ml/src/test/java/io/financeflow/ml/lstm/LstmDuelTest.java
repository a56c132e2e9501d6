package io.financeflow.ml.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.ml.dataset.FeatureRows;
import io.financeflow.ml.dataset.NoWindows;
import io.financeflow.ml.dataset.Range;
import io.financeflow.ml.dataset.SimulatedRows;
import io.financeflow.ml.dataset.TickerRows;
import io.financeflow.ml.dataset.WindowFold;
import io.financeflow.ml.dataset.WindowFold.Cutting;
import io.financeflow.ml.dataset.Windows;
import io.financeflow.ml.lstm.LstmSettings.Network;
import io.financeflow.ml.lstm.LstmSettings.Optimizer;
import io.financeflow.ml.lstm.LstmSettings.Target;
import io.financeflow.ml.lstm.LstmSettings.Training;
import io.financeflow.ml.monitoring.Contender;
import io.financeflow.ml.monitoring.Judgement;
import io.financeflow.ml.monitoring.PromotionGate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Three tickers, 160 sessions; the newest 30 are judged, five and one lie before them. */
class LstmDuelTest {
  private static final Range ALL = new Range(1000, 1159);
  private static final int FIRST_JUDGED = 1130;
  private static final int LAST_LEARNT = 1123;
  private static final Cutting CUTTING = new Cutting("next_return", 5);

  private static LstmSettings settings(Target target) {
    return new LstmSettings(
        target, new Network(4, 1, 5, 0), new Training(Optimizer.ADAM, 0.03, 64, 12, 100), 1, 5);
  }

  private static LstmDuel duel(Target target, FeatureRows rows, Optional<LstmModel> champion)
      throws InterruptedException {
    return LstmDuel.fight(
        settings(target),
        champion,
        WindowFold.latest(rows, ALL, 30, CUTTING),
        LstmDuel.Progress.NONE);
  }

  /** Rows whose values of sessions in a range are others. */
  private static FeatureRows changed(int from, int to) {
    FeatureRows rows = SimulatedRows.of(3, 160, 0.8);
    for (TickerRows ticker : rows.tickers()) {
      for (int row = 0; row < ticker.size(); row++) {
        if (ticker.sessions()[row] >= from && ticker.sessions()[row] <= to) {
          ticker.features()[2 * row] = 1e6f;
          ticker.labels()[row] = 9;
        }
      }
    }
    return rows;
  }

  @Test
  void laterValuesDoNotChangeTheTwin() throws InterruptedException {
    FeatureRows rows = SimulatedRows.of(3, 160, 0.8);
    byte[] twin = duel(Target.NEXT_RETURN, rows, Optional.empty()).twin().save();

    FeatureRows later = changed(LAST_LEARNT + 1, 1159);
    FeatureRows within = changed(LAST_LEARNT, LAST_LEARNT);

    assertThat(duel(Target.NEXT_RETURN, later, Optional.empty()).twin().save()).isEqualTo(twin);
    assertThat(duel(Target.NEXT_RETURN, within, Optional.empty()).twin().validLosses())
        .isNotEqualTo(duel(Target.NEXT_RETURN, rows, Optional.empty()).twin().validLosses());
  }

  @Test
  void twinThatHasLearntBeatsAChampionThatHasNot() throws InterruptedException {
    FeatureRows noise = SimulatedRows.of(3, 160, 0);
    LstmModel champion = duel(Target.NEXT_RETURN, noise, Optional.empty()).twin();
    LstmDuel duel = duel(Target.NEXT_RETURN, SimulatedRows.of(3, 160, 0.8), Optional.of(champion));

    Judgement judgement =
        PromotionGate.USUAL.judge(
            duel.challenger("twin"), duel.champion("champion"), duel.baselines(), 1);

    assertThat(duel.sessions()).isEqualTo(30);
    assertThat(duel.tickers()).isEqualTo(3);
    assertThat(judgement).isInstanceOf(Judgement.Promote.class);
    assertThat(judgement.duels())
        .extracting(Judgement.Duel::opponent)
        .containsExactly("champion", "zero", "mean");
  }

  @Test
  void twinOfNoiseBeatsNobody() throws InterruptedException {
    LstmDuel duel = duel(Target.NEXT_RETURN, SimulatedRows.of(3, 160, 0), Optional.empty());

    assertThat(
            PromotionGate.USUAL.judge(
                duel.challenger("twin"), duel.champion("none"), duel.baselines(), 1))
        .isInstanceOf(Judgement.Keep.class);
  }

  @Test
  void errorsAreRootsOfTheMeanSquaresOfADay() throws InterruptedException {
    FeatureRows rows = SimulatedRows.of(3, 160, 0.8);
    Contender zero = duel(Target.NEXT_RETURN, rows, Optional.empty()).baselines().get(0);
    double squares = 0;
    for (TickerRows ticker : rows.tickers()) {
      squares += Math.pow(ticker.labels()[FIRST_JUDGED - 1000], 2);
    }

    assertThat(zero.folds()).hasSize(1);
    assertThat(zero.folds().get(0)).hasSize(30);
    assertThat(zero.folds().get(0)[0]).isCloseTo(Math.sqrt(squares / 3), within(1e-12));
  }

  @Test
  void directionsAreProbabilitiesAgainstOneAndZero() throws InterruptedException {
    FeatureRows rows = SimulatedRows.of(3, 160, 0.8);
    LstmDuel duel = duel(Target.DIRECTION, rows, Optional.empty());
    List<Contender> baselines = duel.baselines();
    Windows train = WindowFold.latest(rows, ALL, 30, CUTTING).train();
    double rises = 0;
    for (int i = 0; i < train.size(); i++) {
      rises += train.label(i) > 0 ? 1.0 / train.size() : 0;
    }
    double squares = 0;
    for (TickerRows ticker : rows.tickers()) {
      squares += Math.pow((ticker.labels()[FIRST_JUDGED - 1000] > 0 ? 1 : 0) - rises, 2);
    }

    assertThat(baselines)
        .extracting(Contender::name)
        .containsExactly("even-chance", "majority-class");
    assertThat(baselines.get(0).folds().get(0)).containsOnly(0.5);
    assertThat(baselines.get(1).folds().get(0)[0]).isCloseTo(Math.sqrt(squares / 3), within(1e-12));
    assertThat(
            PromotionGate.USUAL.judge(duel.challenger("twin"), duel.champion("none"), baselines, 1))
        .isInstanceOf(Judgement.Promote.class);
  }

  @Test
  void interruptionEndsIt() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(
            () -> duel(Target.NEXT_RETURN, SimulatedRows.of(3, 160, 0), Optional.empty()))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void tooFewSessionsAreRefused() {
    FeatureRows rows = SimulatedRows.of(3, 36, 0);

    assertThatThrownBy(() -> WindowFold.latest(rows, new Range(1000, 1035), 30, CUTTING))
        .isInstanceOf(NoWindows.class)
        .hasMessageStartingWith("36 sessions are too few to hold back 30, with 6 between");
  }
}
