package io.financeflow.ml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.ml.forecaster.Baseline;
import io.financeflow.ml.forecaster.Forecast;
import io.financeflow.ml.forecaster.Series;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConformalTest {

  private static List<double[]> windows(double... errors) {
    return Arrays.stream(errors).mapToObj(error -> new double[] {error, 2 * error}).toList();
  }

  @Test
  void theReachIsTheQuantileOfTheAbsoluteErrorsOfEachStep() {
    List<double[]> nine = windows(3, -1, 2, -9, 5, 4, -7, 6, 8);

    assertThat(Conformal.of(nine, 0.9).reach()).containsExactly(9.0, 18.0); // ceil(10 x 0.9) = 9
    assertThat(Conformal.of(nine, 0.8).reach()).containsExactly(8.0, 16.0);
    assertThat(Conformal.of(nine, 0.75).reach()).containsExactly(8.0, 16.0); // ceil(7.5)
    assertThat(Conformal.of(nine, 0.5).reach()).containsExactly(5.0, 10.0);
    assertThat(Conformal.needed(0.9)).isEqualTo(9);
    assertThat(Conformal.needed(0.95)).isEqualTo(19);
    assertThatThrownBy(() -> Conformal.of(windows(1, 2, 3, 4, 5, 6, 7, 8), 0.9))
        .hasMessage("intervals of 0.9 need 9 windows, each with a scale, but there are 8 and 8");
  }

  @Test
  void scaledErrorsWidenWithTheScale() {
    double[] scales = {1, 1, 2, 2};
    Conformal conformal = Conformal.scaled(windows(1, -2, 6, 8), scales, 0.8);

    assertThat(conformal.reach()).containsExactly(4.0, 8.0); // 1, 2, 3, 4 in units of the scale
    assertThat(conformal.around(new double[] {100, 101}, 0.5).steps())
        .containsExactly(new Forecast.Step(98, 100, 102), new Forecast.Step(97, 101, 105));
    assertThatThrownBy(() -> conformal.around(new double[] {1}, 0))
        .hasMessage("a scale must be finite and > 0 but was 0.0");
  }

  @Test
  void measuredCoverageIsThatWhichWasPromised() {
    Random random = new Random(5);
    double[] errors = IntStream.range(0, 2099).mapToDouble(i -> random.nextGaussian()).toArray();
    double[] ones = new double[errors.length];
    Arrays.fill(ones, 1);

    double bound = 4 * Math.sqrt(0.9 * 0.1 / 2000); // four standard deviations of 2000 throws

    assertThat(Conformal.coverage(errors, ones, 99, 0.9).orElseThrow())
        .isCloseTo(0.9, within(bound));
  }

  @Test
  void scalingKeepsTheCoverageWhenVolatilityChanges() {
    Random random = new Random(6);
    double[] scales = IntStream.range(0, 1099).mapToDouble(i -> i < 599 ? 1 : 4).toArray();
    double[] errors = Arrays.stream(scales).map(scale -> scale * random.nextGaussian()).toArray();
    double[] ones = new double[errors.length];
    Arrays.fill(ones, 1);
    int wild = 599 - 99; // where the last 99 errors are calm ones at first

    double[] fromThere = Arrays.copyOfRange(errors, wild, wild + 119);
    double[] theirScales = Arrays.copyOfRange(scales, wild, wild + 119);

    assertThat(Conformal.coverage(errors, scales, 99, 0.9).orElseThrow())
        .isCloseTo(0.9, within(4 * Math.sqrt(0.09 / 1000)));
    assertThat(Conformal.coverage(fromThere, Arrays.copyOf(ones, 119), 99, 0.9).orElseThrow())
        .isLessThan(0.75);
    assertThat(Conformal.coverage(fromThere, theirScales, 99, 0.9).orElseThrow())
        .isGreaterThanOrEqualTo(0.75);
  }

  @Test
  void tooFewErrorsHaveNoCoverage() {
    assertThat(Conformal.coverage(new double[9], new double[9], 9, 0.9)).isEmpty();
  }

  @Test
  void calibrationUsesTheTrailingWindowsOnly() {
    double[] line = IntStream.range(0, 40).mapToDouble(i -> i).toArray();

    Conformal conformal =
        new Calibration(9, 3, 0, 0.9).calibrate(Baseline.LAST_VALUE, Series.of(line));

    assertThat(conformal.reach()).containsExactly(1.0, 2.0, 3.0);
    assertThatThrownBy(
            () -> new Calibration(9, 3, 0, 0.9).calibrate(Baseline.LAST_VALUE, Series.of(1, 2)))
        .hasMessage("9 windows of 3 need more than 11 values but there are 2: take a longer range");
    assertThatThrownBy(() -> new Calibration(8, 1, 0, 0.9))
        .hasMessage(
            "calibration needs 9 windows, horizon >= 1 and volatility 0 or >= 2 but had 8, 1, 0");
  }

  @Test
  void theScaleIsTheDeviationOfTheChangesBefore() {
    double[] y = {0, 1, 0, 3, 3, 99};

    assertThat(new Calibration(9, 1, 3, 0.9).scale(y, 5)) // changes -1, 3, 0
        .isCloseTo(Math.sqrt(13.0 / 3), within(1e-15));
    assertThat(new Calibration(9, 1, 0, 0.9).scale(y, 5)).isEqualTo(1);
    assertThat(new Calibration(9, 1, 3, 0.9).scale(y, 1)).isEqualTo(1);
  }
}
