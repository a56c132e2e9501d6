package io.financeflow.ml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErrorMetricsTest {
  private static final double[] ACTUAL = {10, 12, 8, 0};
  private static final double[] FORECAST = {11, 10, 8, 4};

  @Test
  void errorsHaveTheirSize() {
    assertThat(ErrorMetrics.mae(ACTUAL, FORECAST)).isEqualTo(7 / 4.0);
    assertThat(ErrorMetrics.rmse(ACTUAL, FORECAST)).isEqualTo(Math.sqrt(21 / 4.0));
    assertThat(ErrorMetrics.smape(ACTUAL, FORECAST))
        .isCloseTo((200 / 21.0 + 400 / 22.0 + 0 + 200) / 4, within(1e-12));
    assertThat(ErrorMetrics.smape(new double[] {0}, new double[] {0})).isZero();
  }

  @Test
  void scaledErrorIsOverTheNaiveForecastOfTheTrainingValues() {
    double[] training = {1, 3, 2, 6};

    assertThat(ErrorMetrics.mase(ACTUAL, FORECAST, training, 1)).hasValue(1.75 * 3 / 7);
    assertThat(ErrorMetrics.mase(ACTUAL, FORECAST, training, 2)).hasValue(1.75 * 2 / 4);
    assertThat(ErrorMetrics.mase(ACTUAL, FORECAST, training, 4)).isEmpty();
    assertThat(ErrorMetrics.mase(ACTUAL, FORECAST, new double[] {2, 2, 2}, 1)).isEmpty();
  }

  @Test
  void skillIsAgainstABaseline() {
    double[] naive = {10, 10, 12, 8};

    assertThat(ErrorMetrics.skill(ACTUAL, FORECAST, naive)).hasValue(1 - 21 / 84.0);
    assertThat(ErrorMetrics.skill(ACTUAL, naive, naive)).hasValue(0);
    assertThat(ErrorMetrics.skill(ACTUAL, FORECAST, ACTUAL)).isEmpty();
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() {
    assertThatThrownBy(() -> ErrorMetrics.mae(ACTUAL, new double[3]))
        .hasMessage("actual and forecast must be as many and at least one but were 4 and 3");
    assertThatThrownBy(() -> ErrorMetrics.mae(new double[0], new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ErrorMetrics.rmse(new double[] {1}, new double[] {Double.NaN}))
        .hasMessage("values must be finite but pair 0 is 1.0 and NaN");
  }
}
