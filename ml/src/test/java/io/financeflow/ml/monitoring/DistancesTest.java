package io.financeflow.ml.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DistancesTest {
  private static final double[] FIRST = {.1, .4, .7, 1.2, 1.9, 2.5, 3.1};
  private static final double[] SECOND = {.9, 1.5, 2.2, 2.8, 3.6, 4.4};

  @Test
  void distancesAreThoseOfTheirDefinitions() {
    // 13 values make five bins of 0.86: shares 3 1 2 1 0 of 7, and 1 1 1 1 2 of 6.
    Distances distances = Distances.between(FIRST, SECOND);

    assertThat(distances.psi()).isCloseTo(3.021963939736439, within(1e-12));
    assertThat(distances.ks()).isCloseTo(0.42857142857142855, within(1e-15));
    assertThat(distances.wasserstein()).isCloseTo(1.1082510062133732, within(1e-12));
  }

  @Test
  void tiesCountAtTheirEnds() {
    Distances distances =
        Distances.between(new double[] {1, 1, 2, 3}, new double[] {2, 3, 3, 4, 4});

    assertThat(distances.psi()).isCloseTo(7.6561930494183486, within(1e-12));
    assertThat(distances.ks()).isCloseTo(0.55, within(1e-15));
    assertThat(distances.wasserstein()).isCloseTo(1.7487657985510292, within(1e-12));
  }

  @Test
  void equalSamplesAreNowhereApart() {
    assertThat(Distances.between(FIRST, FIRST)).isEqualTo(new Distances(0, 0, 0));
    assertThat(Distances.between(new double[] {7}, new double[] {7, 7}))
        .isEqualTo(new Distances(0, 0, 0));
  }

  @Test
  void aReferenceWithoutVariationIsMeasuredInDeviationsOfBoth() {
    // Half of the values at 0, half at 2: deviation 1.
    assertThat(Distances.between(new double[] {0, 0}, new double[] {2, 2}).wasserstein())
        .isEqualTo(2);
  }

  @Test
  void whatCannotBeComparedIsRefused() {
    assertThatThrownBy(() -> Distances.between(FIRST, new double[] {Double.NaN}))
        .hasMessage("values must be finite but one is NaN");
    assertThatThrownBy(() -> Distances.between(FIRST, new double[0]))
        .hasMessage("both samples must have a row");
  }

  @Test
  void smallSamplesHaveTheExactProbability() {
    KolmogorovSmirnov test = KolmogorovSmirnov.test(FIRST, SECOND);

    // R: ks.test, exact.
    assertThat(test.statistic()).isCloseTo(0.4285714286, within(1e-10));
    assertThat(test.pValue()).isCloseTo(0.4335664336, within(1e-10));
    assertThat(test.exact()).isTrue();
  }

  @Test
  void tiesAreCountedOverAllOrders() {
    KolmogorovSmirnov test =
        KolmogorovSmirnov.test(new double[] {1, 1, 2, 3}, new double[] {2, 3, 3, 4, 4});

    // 26 of the 126 ways to draw four of the nine values.
    assertThat(test.pValue()).isCloseTo(26 / 126.0, within(1e-12));
    assertThat(KolmogorovSmirnov.test(FIRST, FIRST).pValue()).isEqualTo(1);
  }

  @Test
  void largeSamplesHaveTheProbabilityOfTheLimit() {
    KolmogorovSmirnov apart = KolmogorovSmirnov.test(steps(200, 0), steps(200, 19.5));
    KolmogorovSmirnov near = KolmogorovSmirnov.test(steps(200, 0), steps(200, 9.5));

    // 20 and 10 values of 200 lie below: ten times 0.1 and 0.05 is 1 and 0.5.
    assertThat(apart.exact()).isFalse();
    assertThat(apart.pValue()).isCloseTo(0.26999967167735456, within(1e-12));
    assertThat(near.pValue()).isCloseTo(0.9639452436648751, within(1e-12));
  }

  private static double[] steps(int count, double from) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = from + i;
    }
    return values;
  }
}
