package io.financeflow.ml.evaluation;

import static io.financeflow.ml.evaluation.DieboldMariano.Variance.BARTLETT;
import static io.financeflow.ml.evaluation.DieboldMariano.Variance.RECTANGULAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against R's {@code forecast::dm.test}. */
class DieboldMarianoTest {
  private static final double[] FIRST = {
    0.5, -1.2, 0.3, 0.8, -0.4, 1.1, -0.9, 0.2, 0.6, -0.7, 1.4, -0.1
  };
  private static final double[] SECOND = {
    0.7, -1.5, 0.1, 1.2, -0.6, 0.9, -1.3, 0.4, 1.0, -0.2, 1.9, -0.5
  };

  @ParameterizedTest
  @CsvSource({
    "1, 2, -2.243123983, 0.04644633149",
    "1, 1, -1.950565529, 0.07704334132",
    "3, 2, -3.832050291, 0.002784515795"
  })
  void statisticIsTheReferences(int horizon, int power, double statistic, double p) {
    DieboldMariano test =
        DieboldMariano.test(FIRST, SECOND, horizon, power, RECTANGULAR).orElseThrow();

    assertThat(test.statistic()).isCloseTo(statistic, within(1e-9));
    assertThat(test.twoSided()).isCloseTo(p, within(1e-10));
    assertThat(test.firstBetter()).isCloseTo(p / 2, within(1e-10));
  }

  @Test
  void bartlettTamesAVarianceNearZero() {
    double rectangular =
        DieboldMariano.test(FIRST, SECOND, 2, 1, RECTANGULAR).orElseThrow().statistic();
    double bartlett = DieboldMariano.test(FIRST, SECOND, 2, 1, BARTLETT).orElseThrow().statistic();

    assertThat(rectangular).isCloseTo(-7.738791177, within(1e-8));
    assertThat(bartlett).isBetween(-3.0, -2.0);
  }

  @Test
  void exchangeTurnsTheSign() {
    DieboldMariano test =
        DieboldMariano.test(/* first= */ SECOND, /* second= */ FIRST, 1, 2, RECTANGULAR)
            .orElseThrow();

    assertThat(test.statistic()).isCloseTo(2.243123983, within(1e-9));
    assertThat(test.firstBetter()).isCloseTo(1 - 0.04644633149 / 2, within(1e-10));
  }

  @Test
  void equalLossesCannotBeTested() {
    assertThat(DieboldMariano.test(FIRST, FIRST, 1, 2, RECTANGULAR)).isEmpty();
    assertThat(DieboldMariano.test(new double[] {1}, new double[] {2}, 1, 2, BARTLETT)).isEmpty();
    assertThatThrownBy(() -> DieboldMariano.test(FIRST, SECOND, 12, 2, BARTLETT))
        .hasMessage("horizon must be in 1..11 and power 1 or 2 but were 12 and 2");
  }
}
