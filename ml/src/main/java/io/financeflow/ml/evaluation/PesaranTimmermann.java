package io.financeflow.ml.evaluation;

import java.util.Optional;
import jdplus.toolkit.base.api.stats.ProbabilityType;
import jdplus.toolkit.base.core.dstats.Normal;

/**
 * The test of Pesaran and Timmermann (1992) that directions are forecast no better than if they had
 * nothing to do with what came.
 *
 * @param accuracy share of pairs with the same sign, 0 to 1
 * @param statistic standard normal under independence; positive when better than that
 * @param pValue one-sided
 */
public record PesaranTimmermann(double accuracy, double statistic, double pValue) {

  /**
   * Tests; what is not above 0 counts as down on both sides.
   *
   * @return empty when either side never changes its sign, or the variance is not positive
   */
  public static Optional<PesaranTimmermann> test(double[] actual, double[] forecast) {
    Pairs.require(actual, forecast);
    double n = actual.length;
    double same = 0;
    double y = 0;
    double z = 0;
    for (int i = 0; i < actual.length; i++) {
      same += actual[i] > 0 == forecast[i] > 0 ? 1 / n : 0;
      y += actual[i] > 0 ? 1 / n : 0;
      z += forecast[i] > 0 ? 1 / n : 0;
    }
    double expected = y * z + (1 - y) * (1 - z);
    double ofSame = expected * (1 - expected) / n;
    double ofExpected =
        (2 * y - 1) * (2 * y - 1) * z * (1 - z) / n
            + (2 * z - 1) * (2 * z - 1) * y * (1 - y) / n
            + 4 * y * z * (1 - y) * (1 - z) / (n * n);
    double variance = ofSame - ofExpected;
    if (!(variance > 1e-15)) {
      return Optional.empty();
    }
    double statistic = (same - expected) / Math.sqrt(variance);
    double p = new Normal().getProbability(statistic, ProbabilityType.Upper);
    return Optional.of(new PesaranTimmermann(same, statistic, p));
  }
}
