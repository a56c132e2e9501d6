package io.financeflow.ml.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.ml.arima.ArimaOrder.Part;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ArmaFilterTest {
  private static final ArimaSpec AIRLINE =
      new ArimaSpec(new ArimaOrder(new Part(0, 1, 1), new Part(0, 1, 1), 12), false);

  @Test
  void goingOnIsTheSameAsStartingOver() {
    double[] y = Textbook.series("USAccDeaths").values();
    ArmaFilter filter = ArmaFilter.of(new Coefficients(AIRLINE, -0.43, -0.55));
    FilterState early = filter.run(Arrays.copyOf(y, 40));

    FilterState late = filter.advance(early, Arrays.copyOfRange(y, 40, 72));

    assertThat(filter.forecast(late, 24))
        .containsExactly(filter.forecast(filter.run(y), 24), within(1e-7));
    assertThat(early.covariance).hasSize(14 * 15 / 2);
  }

  @Test
  void missingValueCountsAsWhatWasExpected() {
    ArmaFilter filter = ArmaFilter.of(new Coefficients(AIRLINE, -0.43, -0.55));
    FilterState state = filter.run(Textbook.series("USAccDeaths").values());
    double[] expected = filter.forecast(state, 3);

    FilterState later = filter.advance(state, Double.NaN, Double.NaN);

    assertThat(filter.forecast(later, 1)[0]).isCloseTo(expected[2], within(1e-9));
  }

  @Test
  void covarianceThatHasVanishedIsNotKept() {
    Coefficients coefficients =
        new Coefficients(new ArimaSpec(ArimaOrder.of(1, 1, 1), true), 0.5, 0.3, 0.1);

    FilterState state = ArmaFilter.of(coefficients).run(Textbook.series("WWWusage").values());

    assertThat(state.covariance).isEmpty();
    assertThat(state.tail).containsExactly(220);
    assertThat(state.state).hasSize(2);
  }

  @Test
  void stationaryCovarianceSolvesItsEquation() {
    // ARMA(1,1), phi 0.5, theta 0.4: variance (1 + 2 phi theta + theta^2) / (1 - phi^2)
    double[][] covariance = StationaryCovariance.of(new double[] {0.5, 0}, new double[] {1, 0.4});

    assertThat(covariance[0][0]).isCloseTo(1.56 / 0.75, within(1e-14));
    assertThat(covariance[1][0]).isCloseTo(0.4, within(1e-14));
    assertThat(covariance[1][1]).isCloseTo(0.16, within(1e-14));
  }
}
