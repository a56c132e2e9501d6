package io.financeflow.pipelines.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.indicators.EMAIndicator;
import org.ta4j.core.indicators.MACDIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;

/**
 * Indicators against the tables that StockCharts publishes in its ChartSchool (cs-rsi.xls,
 * cs-atr.xls, cs-bbands.xls), and MACD against ta4j.
 */
class IndicatorsTest {
  private static final double[] QQQQ = {
    44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826,
    45.8931, 46.0328, 45.614, 46.282, 46.282, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439, 46.2122,
    46.2521, 45.7137, 46.4515, 45.7835, 45.3548, 44.0288, 44.1783, 44.2181, 44.5672, 43.4205,
    42.6628, 43.1314
  };

  private static final double[] HIGH = {
    48.7, 48.72, 48.9, 48.87, 48.82, 49.05, 49.2, 49.35, 49.92, 50.19, 50.12, 49.66, 49.88, 50.19,
    50.36, 50.57, 50.65, 50.43, 49.63, 50.33, 50.29, 50.17, 49.32, 48.5, 48.3201, 46.8, 47.8, 48.39,
    48.66, 48.79
  };
  private static final double[] LOW = {
    47.79, 48.14, 48.39, 48.37, 48.24, 48.635, 48.94, 48.86, 49.5, 49.87, 49.2, 48.9, 49.43, 49.725,
    49.26, 50.09, 50.3, 49.21, 48.98, 49.61, 49.2, 49.43, 48.08, 47.64, 41.55, 44.2833, 47.31, 47.2,
    47.9, 47.7301
  };
  private static final double[] CLOSE = {
    48.16, 48.61, 48.75, 48.63, 48.74, 49.03, 49.07, 49.32, 49.91, 50.13, 49.53, 49.5, 49.75, 50.03,
    50.31, 50.52, 50.41, 49.34, 49.37, 50.23, 49.2375, 49.93, 48.43, 48.18, 46.57, 45.41, 47.77,
    47.72, 48.62, 47.85
  };

  private static final double[] SPY = {
    86.1557, 89.0867, 88.7829, 90.3228, 89.0671, 91.1453, 89.4397, 89.175, 86.9302, 87.6752,
        86.9596,
    89.4299, 89.3221, 88.7241, 87.4497, 87.2634, 89.4985, 87.9006, 89.126, 90.7043, 92.9001,
        92.9784,
    91.8021, 92.6647, 92.6843, 92.3021, 92.7725, 92.5373, 92.949, 93.2039, 91.0669, 89.8318,
        89.7435,
    90.3994, 90.7387, 88.0177, 88.0867, 88.8439, 90.7781, 90.5416, 91.3894, 90.65
  };

  @Test
  void rsiIsThatOfChartSchool() {
    double[] published = {
      70.5328, 66.3186, 66.5498, 69.4063, 66.3552, 57.9749, 62.9296, 63.2571, 56.0593, 62.3771,
      54.7076, 50.4228, 39.9898, 41.4605, 41.8689, 45.4632, 37.304, 33.0795, 37.773
    };
    for (int i = 0; i < published.length; i++) {
      assertThat(Indicators.rsi(QQQQ, 15 + i, 14)).isCloseTo(published[i], within(1e-3));
    }
  }

  @Test
  void atrIsThatOfChartSchool() {
    double[] published = {
      0.555, 0.593929, 0.585791, 0.568949, 0.615452, 0.61792, 0.642354, 0.674329, 0.69277, 0.775429,
      0.78147, 1.209229, 1.30262, 1.38029, 1.366698, 1.336219, 1.316482
    };
    for (int i = 0; i < published.length; i++) {
      assertThat(Indicators.atr(HIGH, LOW, CLOSE, 14 + i, 14))
          .isCloseTo(published[i], within(1e-5));
    }
  }

  @Test
  void bollingerPositionIsThatOfChartSchoolsBands() {
    double[] upper = {91.291862, 91.949268, 92.612595, 92.9342, 93.31195};
    double[] lower = {86.124018, 86.141052, 85.866895, 85.84721, 85.70365};
    for (int i = 0; i < upper.length; i++) {
      double price = SPY[19 + i];
      assertThat(Indicators.bollingerPosition(SPY, 20 + i, 20))
          .isCloseTo((price - lower[i]) / (upper[i] - lower[i]), within(1e-6));
    }
    assertThat(Indicators.bollingerPosition(SPY, 42, 20))
        .isCloseTo((90.65 - 87.951857) / (94.148503 - 87.951857), within(1e-6));
  }

  @Test
  void macdIsThatOfTa4j() {
    double[] prices = new double[120];
    Random random = new Random(7);
    BarSeries series = new BaseBarSeriesBuilder().build();
    ZonedDateTime day = ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    for (int i = 0; i < prices.length; i++) {
      prices[i] = i == 0 ? 1 : prices[i - 1] * (1 + 0.02 * random.nextGaussian());
      series.addBar(day.plusDays(i), prices[i], prices[i], prices[i], prices[i], 1);
    }
    MACDIndicator line = new MACDIndicator(new ClosePriceIndicator(series), 12, 26);
    EMAIndicator signal = new EMAIndicator(line, 9);

    for (int bars : new int[] {2, 30, 120}) {
      Indicators.Macd macd = Indicators.macd(prices, bars);
      double expected = line.getValue(bars - 1).doubleValue();
      assertThat(macd.line()).isCloseTo(expected, within(1e-13));
      assertThat(macd.histogram())
          .isCloseTo(expected - signal.getValue(bars - 1).doubleValue(), within(1e-13));
    }
  }

  @Test
  void constantPricesHaveDefinedValues() {
    double[] constant = {3, 3, 3, 3, 3};

    assertThat(Indicators.rsi(constant, 5, 3)).isEqualTo(50);
    assertThat(Indicators.atr(constant, constant, constant, 5, 3)).isZero();
    assertThat(Indicators.bollingerPosition(constant, 5, 3)).isEqualTo(0.5);
    assertThat(Indicators.zScore(constant, 5, 3)).isZero();
    assertThat(Indicators.zScore(new double[] {0, 0, 0}, 3, 3)).isZero();
    assertThat(Indicators.deviation(constant, 5, 3)).isZero();
    assertThat(Indicators.macd(constant, 5)).isEqualTo(new Indicators.Macd(0, 0));
  }

  @Test
  void valuesThatDifferOnlyByRoundingAreConstant() {
    double[] volume = {1000.0000000000001, 1000, 999.9999999999999};

    assertThat(Indicators.zScore(volume, 3, 3)).isZero();
    assertThat(Indicators.bollingerPosition(volume, 3, 3)).isEqualTo(0.5);
  }

  @Test
  void onlyGainsOrOnlyLossesAreTheEndsOfRsi() {
    assertThat(Indicators.rsi(new double[] {1, 2, 3, 4}, 4, 2)).isEqualTo(100);
    assertThat(Indicators.rsi(new double[] {4, 3, 2, 1}, 4, 2)).isZero();
  }

  @Test
  void zScoreAndDeviationAreOfTheSample() {
    double[] values = {99, 1, 2, 3, 4, 10};

    // Of 1, 2, 3, 4, 10: mean 4, squares 50, sample variance 12.5.
    assertThat(Indicators.deviation(values, 6, 5)).isEqualTo(Math.sqrt(12.5));
    assertThat(Indicators.zScore(values, 6, 5)).isEqualTo(6 / Math.sqrt(12.5));
  }
}
