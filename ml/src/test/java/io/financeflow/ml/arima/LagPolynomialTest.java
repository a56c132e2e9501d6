package io.financeflow.ml.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.ml.arima.ArimaOrder.Part;
import org.junit.jupiter.api.Test;

class LagPolynomialTest {

  @Test
  void seasonalDifferencesMultiply() {
    ArimaOrder order = new ArimaOrder(new Part(0, 1, 0), new Part(0, 1, 0), 3);

    assertThat(LagPolynomial.differences(order)).containsExactly(1, -1, 0, -1, 1);
    assertThat(LagPolynomial.apply(LagPolynomial.differences(order), new double[] {1, 2, 4, 8, 16}))
        .containsExactly(16 - 8 - 2 + 1);
  }

  @Test
  void rootsAreComparedWithTheRadius() {
    double[] rootsAt2And4 = LagPolynomial.times(new double[] {1, -0.5}, new double[] {1, -0.25});
    double[] complexAt125 = {1, 0, 0.64};

    assertThat(LagPolynomial.rootsBeyond(1.99, rootsAt2And4)).isTrue();
    assertThat(LagPolynomial.rootsBeyond(2.01, rootsAt2And4)).isFalse();
    assertThat(LagPolynomial.rootsBeyond(1.249, complexAt125)).isTrue();
    assertThat(LagPolynomial.rootsBeyond(1.251, complexAt125)).isFalse();
    assertThat(LagPolynomial.rootsBeyond(1, new double[] {1, -1})).isFalse();
    assertThat(LagPolynomial.rootsBeyond(5, new double[] {1})).isTrue();
    assertThat(LagPolynomial.rootsBeyond(1, new double[] {1, Double.NaN})).isFalse();
  }

  @Test
  void psiWeightsOfTheAirlineModel() {
    ArimaSpec spec = new ArimaSpec(new ArimaOrder(new Part(0, 1, 1), new Part(0, 1, 1), 3), false);

    double[] psi = new Coefficients(spec, -0.4, -0.5).psiWeights(6);

    // (1 - 0.4 B)(1 - 0.5 B^3) / ((1 - B)(1 - B^3)): 0.6 a step, 0.5 more and 0.3 of it a season
    assertThat(psi).containsExactly(new double[] {1, 0.6, 0.6, 1.1, 0.9, 0.9}, within(1e-12));
  }
}
