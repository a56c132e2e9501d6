package io.financeflow.pipelines.features;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrossSectionTest {
  private static final double UNKNOWN = Double.NaN;

  @Test
  void ranksAreAveragedAmongEqualReturnsAndUnknownOnesLeftOut() {
    double[] returns = {0.03, -0.01, UNKNOWN, 0.02, -0.01, 0.02, 99};

    CrossSection market = new CrossSection(returns, 6);

    assertThat(market.rank(-0.01)).isEqualTo(0.5 / 4);
    assertThat(market.rank(0.02)).isEqualTo(2.5 / 4);
    assertThat(market.rank(0.03)).isEqualTo(1);
    assertThat(market.mean()).isEqualTo((0.03 - 0.01 + 0.02 - 0.01 + 0.02) / 5);
    assertThat(market.median()).isEqualTo(0.02);
  }

  @Test
  void medianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
    assertThat(new CrossSection(new double[] {4, 1, 3, 2}, 4).median()).isEqualTo(2.5);
  }

  @Test
  void loneReturnIsInTheMiddle() {
    assertThat(new CrossSection(new double[] {0.1}, 1).rank(0.1)).isEqualTo(0.5);
  }

  @Test
  void sessionWithoutKnownReturnsHasNoMeanAndNoMedian() {
    CrossSection market = new CrossSection(new double[] {UNKNOWN}, 1);

    assertThat(market.mean()).isNaN();
    assertThat(market.median()).isNaN();
  }
}
