package io.financeflow.ml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PesaranTimmermannTest {

  /** Published example (vpekar.github.io). */
  @Test
  void statisticIsTheReferences() {
    double[] actual = {23, -2, 56, 51, 4, -45, -12, -24, -51, 78, -6, -7, -39, 31, 35};
    double[] forecast = {14, 3, 45, 23, -5, -56, 4, -11, -34, 29, 3, -11, -12, 24, 3};

    PesaranTimmermann test = PesaranTimmermann.test(actual, forecast).orElseThrow();

    assertThat(test.accuracy()).isCloseTo(11 / 15.0, within(1e-12));
    assertThat(test.statistic()).isCloseTo(1.96833997188, within(1e-10));
    assertThat(test.pValue()).isCloseTo(0.02451446685, within(1e-10));
  }

  @Test
  void oneSignOnlyCannotBeTested() {
    double[] up = {1, 2, 3, 4};

    assertThat(PesaranTimmermann.test(up, new double[] {1, -1, 1, -1})).isEmpty();
    assertThat(PesaranTimmermann.test(new double[] {1, -1, 1, -1}, up)).isEmpty();
  }
}
