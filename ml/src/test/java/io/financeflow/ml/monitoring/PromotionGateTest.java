package io.financeflow.ml.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromotionGateTest {
  private static final double[] BETTER = {
    0.5, -1.2, 0.3, 0.8, -0.4, 1.1, -0.9, 0.2, 0.6, -0.7, 1.4, -0.1
  };
  private static final double[] WORSE = {
    0.7, -1.5, 0.1, 1.2, -0.6, 0.9, -1.3, 0.4, 1.0, -0.2, 1.9, -0.5
  };
  private static final Contender CHALLENGER = contender("new:2", BETTER);
  private static final Contender NAIVE = contender("last-value", WORSE);

  @Test
  void challengerThatBeatsAllIsPromoted() {
    Judgement judgement =
        PromotionGate.USUAL.judge(
            CHALLENGER, Optional.of(contender("new:1", WORSE)), List.of(NAIVE), 1);

    assertThat(judgement).isInstanceOf(Judgement.Promote.class);
    assertThat(judgement.reasons())
        .containsExactly(
            "new:2 beats new:1: rmse 0.788458 against 1.00457, 21.51 % less (needed: 0.50 %), p 0.0232 (needed: < 0.05)",
            "new:2 beats last-value: rmse 0.788458 against 1.00457, 21.51 % less (needed: 0.50 %), p 0.0232 (needed: < 0.05)");
    // Half of R's two-sided 0.04644633149.
    assertThat(judgement.duels().get(0).pValue().getAsDouble())
        .isCloseTo(0.023223165745, within(1e-9));
  }

  @Test
  void oneOpponentThatIsNotBeatenKeepsTheChampion() {
    Judgement judgement =
        PromotionGate.USUAL.judge(
            CHALLENGER, Optional.of(contender("new:1", BETTER)), List.of(NAIVE), 1);

    assertThat(judgement).isInstanceOf(Judgement.Keep.class);
    assertThat(judgement.reasons().get(0))
        .isEqualTo(
            "new:2 does not beat new:1: rmse 0.788458 against 0.788458, 0.00 % less (needed: 0.50 %), p none (needed: < 0.05)");
    assertThat(judgement.duels()).extracting(Judgement.Duel::won).containsExactly(false, true);
  }

  @Test
  void betterByChanceIsNotEnough() {
    Judgement judgement =
        new PromotionGate(0.005, 0.02).judge(CHALLENGER, Optional.empty(), List.of(NAIVE), 1);

    assertThat(judgement).isInstanceOf(Judgement.Keep.class);
    assertThat(judgement.duels().get(0).improvement()).isCloseTo(0.215131, within(1e-6));
  }

  @Test
  void significantButTooLittleIsNotEnough() {
    assertThat(new PromotionGate(0.25, 0.05).judge(CHALLENGER, Optional.empty(), List.of(NAIVE), 1))
        .isInstanceOf(Judgement.Keep.class);
  }

  @Test
  void firstModelNeedsOnlyToBeatTheBaselines() {
    assertThat(PromotionGate.USUAL.judge(CHALLENGER, Optional.empty(), List.of(NAIVE), 1))
        .isInstanceOf(Judgement.Promote.class);
  }

  @Test
  void otherFoldsAreNoComparison() {
    Contender other = new Contender("drift", List.of(WORSE));

    assertThatThrownBy(
            () -> PromotionGate.USUAL.judge(CHALLENGER, Optional.empty(), List.of(other), 1))
        .hasMessage("new:2 and drift must be measured on the same folds");
    assertThatThrownBy(() -> PromotionGate.USUAL.judge(CHALLENGER, Optional.empty(), List.of(), 1))
        .hasMessage("a challenger must be held against a baseline");
  }

  /** Two folds of six errors. */
  private static Contender contender(String name, double[] errors) {
    return new Contender(
        name, List.of(Arrays.copyOfRange(errors, 0, 6), Arrays.copyOfRange(errors, 6, 12)));
  }
}
