package io.financeflow.ml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankMetricsTest {

  @Test
  void correlationsOfValuesAndOfRanks() {
    double[] actual = {1, 2, 3, 4, 5};
    double[] forecast = {2, 1, 4, 3, 10};

    assertThat(RankMetrics.pearson(actual, forecast).orElseThrow())
        .isCloseTo(18 / Math.sqrt(10 * 50), within(1e-15));
    assertThat(RankMetrics.spearman(actual, forecast).orElseThrow()).isCloseTo(0.8, within(1e-15));
  }

  @Test
  void tiesShareTheirMeanRank() {
    // ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4
    assertThat(
            RankMetrics.spearman(new double[] {5, 7, 7, 9}, new double[] {1, 2, 3, 4})
                .orElseThrow())
        .isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-15));
    assertThat(RankMetrics.spearman(new double[] {0.0, -0.0, 1}, new double[] {1, 1, 2}))
        .hasValue(1);
  }

  @Test
  void whatDoesNotVaryHasNoCorrelation() {
    assertThat(RankMetrics.pearson(new double[] {0.1, 0.1, 0.1}, new double[] {1, 2, 3})).isEmpty();
    assertThat(RankMetrics.spearman(new double[] {1, 2}, new double[] {0.3, 0.3})).isEmpty();
  }
}
