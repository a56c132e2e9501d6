package io.financeflow.ml.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.ml.arima.ArimaOrder.Part;
import org.junit.jupiter.api.Test;

/** Against R 4.2.2, {@code arima(method = "CSS")}. */
class ConditionalFitTest {
  private static final ArimaOrder AIRLINE =
      new ArimaOrder(new Part(0, 1, 1), new Part(0, 1, 1), 12);

  @Test
  void autoregressionIsTheReferences() {
    ConditionalFit fit =
        ConditionalFit.of(
            Textbook.series("lh").values(), new ArimaSpec(ArimaOrder.of(3, 0, 0), true));

    assertThat(fit.coefficients().values())
        .containsExactly(
            new double[] {0.65782378, -0.06581321, -0.23483547, 2.39181955}, within(1e-6));
    assertThat(fit.sigma2()).isCloseTo(0.190469229, within(1e-9));
  }

  @Test
  void seasonalMovingAverageIsTheReferences() {
    double[] w =
        LagPolynomial.apply(
            LagPolynomial.differences(AIRLINE), Textbook.series("USAccDeaths").values());

    ConditionalFit fit = ConditionalFit.of(w, new ArimaSpec(AIRLINE, false));

    assertThat(fit.coefficients().values())
        .containsExactly(new double[] {-0.37318572, -0.45492691}, within(1e-5));
    assertThat(fit.sigma2()).isCloseTo(110330.441, within(1e-3));
  }

  @Test
  void derivativesAreThoseOfTheErrors() {
    ArimaOrder order = new ArimaOrder(new Part(2, 0, 1), new Part(1, 0, 1), 4);
    ArimaSpec spec = new ArimaSpec(order, true);
    double[] w = Textbook.series("lh").values();
    double[] at = {0.4, -0.2, 0.3, 0.25, -0.35, 2.4};
    ConditionalErrors errors = new ConditionalErrors(w, spec);
    double[][] derivatives =
        errors.derivatives(new Coefficients(spec, at), errors.at(new Coefficients(spec, at)));

    for (int i = 0; i < at.length; i++) {
      double[] above = at.clone();
      above[i] += 1e-6;
      double[] below = at.clone();
      below[i] -= 1e-6;
      double[] high = errors.at(new Coefficients(spec, above));
      double[] low = errors.at(new Coefficients(spec, below));
      for (int t = 0; t < high.length; t++) {
        assertThat(derivatives[i][t]).isCloseTo((high[t] - low[t]) / 2e-6, within(1e-7));
      }
    }
    assertThat(errors.count()).isEqualTo(42);
  }
}
