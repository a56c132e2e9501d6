package io.financeflow.ml.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.ml.arima.ArimaOrder.Part;
import io.financeflow.ml.forecaster.Forecast;
import io.financeflow.ml.forecaster.Forecast.Step;
import io.financeflow.ml.forecaster.NothingToFit;
import io.financeflow.ml.forecaster.Series;
import io.financeflow.ml.forecaster.UnreadableModel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Forecasts against R 4.2.2 with forecast 8.20; its level is 95 %. */
class ArimaForecasterTest {
  private static final ArimaOrder AIRLINE =
      new ArimaOrder(new Part(0, 1, 1), new Part(0, 1, 1), 12);
  private static final ArimaForecaster FIXED =
      ArimaForecaster.of(new ArimaSpec(ArimaOrder.of(1, 1, 1), false));

  @Test
  void autoregressionForecastsAsTheReference() {
    ArimaModel model =
        ArimaForecaster.of(new ArimaSpec(ArimaOrder.of(3, 0, 0), true)).fit(Textbook.series("lh"));

    assertThat(points(model.forecast(5, 0.95)))
        .containsExactly(
            new double[] {2.46018290, 2.27084469, 2.19861530, 2.26071251, 2.34694683},
            within(1e-5));
    assertThat(spreads(model, 5))
        .containsExactly(
            new double[] {0.42268229, 0.50293326, 0.52452582, 0.52471628, 0.53054997},
            within(1e-5));
  }

  @Test
  void differencedModelsForecastAsTheReference() {
    ArimaModel www = FIXED.fit(Textbook.series("WWWusage"));
    ArimaModel nile = FIXED.fit(Textbook.series("Nile"));

    assertThat(points(www.forecast(5, 0.95)))
        .containsExactly(
            new double[] {218.880504, 218.152408, 217.678871, 217.370894, 217.170592},
            within(1e-4));
    assertThat(spreads(www, 5))
        .containsExactly(
            new double[] {3.129428, 7.494204, 11.868371, 16.019620, 19.879879}, within(1e-3));
    assertThat(points(nile.forecast(3, 0.95)))
        .containsExactly(new double[] {816.180248, 835.558359, 840.487605}, within(0.01));
    assertThat(spreads(nile, 3))
        .containsExactly(new double[] {140.6033, 150.4246, 153.6459}, within(0.001));
  }

  @Test
  void seasonalModelForecastsAsTheReference() {
    ArimaModel model =
        ArimaForecaster.of(new ArimaSpec(AIRLINE, false)).fit(Textbook.series("USAccDeaths"));

    assertThat(points(model.forecast(6, 0.95)))
        .containsExactly(
            new double[] {8336.0615, 7531.8294, 8314.6440, 8616.8690, 9488.9128, 9859.7576},
            within(0.1));
    double[] reference = {315.4481, 363.0058, 405.0171, 443.0627, 478.0902, 510.7210};
    double[] spreads = spreads(model, 6);
    for (int i = 0; i < 6; i++) { // psi weights leave out what the first values leave uncertain
      assertThat(spreads[i] / reference[i]).isBetween(0.997, 1.0);
    }
  }

  @Test
  void modelOfLogarithmsForecastsMedians() {
    ArimaModel model =
        ArimaForecaster.of(new ArimaSpec(AIRLINE, false))
            .onLogarithms()
            .fit(Textbook.series("AirPassengers"));

    Step first = model.forecast(1, 0.95).steps().get(0);

    assertThat(first.point()).isCloseTo(Math.exp(6.110185743), within(0.01));
    assertThat(first.low()).isCloseTo(Math.exp(6.037607185), within(0.06));
    assertThat(first.high()).isCloseTo(Math.exp(6.182764301), within(0.06));
  }

  @Test
  void searchForecastsWithTheIntervalsOfTheReference() {
    Forecast lh = ArimaForecaster.auto().fit(Textbook.series("lh")).forecast(12, 0.95);
    Forecast huron = ArimaForecaster.auto().fit(Textbook.series("LakeHuron")).forecast(12, 0.95);

    assertThat(lh.steps().get(0).point()).isCloseTo(2.692626406, within(1e-5));
    assertThat(lh.steps().get(0).low()).isCloseTo(1.80288907, within(1e-5));
    assertThat(lh.steps().get(11).high()).isCloseTo(3.500405641, within(1e-4));
    // The reference's variance has the first value's residual in it: (580.38 / 1000)^2 / 97.
    double variance = 0.5587818619 - 0.58038 * 0.58038 / 97;
    assertThat(huron.steps().get(0).high())
        .isCloseTo(579.96 + 1.959963985 * Math.sqrt(variance), within(1e-6));
    assertThat(huron.steps().get(11).low())
        .isCloseTo(579.96 - 1.959963985 * Math.sqrt(12 * variance), within(1e-6));
  }

  @Test
  void savedModelIsTheSameAndGoesOn() {
    ArimaForecaster auto = ArimaForecaster.auto();
    for (String name : new String[] {"lh", "USAccDeaths", "AirPassengers", "lynx", "presidents"}) {
      ArimaModel model = auto.fit(Textbook.series(name));

      ArimaModel loaded = auto.load(model.save());

      assertThat(loaded).isEqualTo(model);
      assertThat(loaded.save()).isEqualTo(model.save()).hasSizeLessThan(4096);
      assertThat(loaded.update(500, Double.NaN, 600).forecast(24, 0.8))
          .isEqualTo(model.update(500, Double.NaN, 600).forecast(24, 0.8));
    }
  }

  @Test
  void largestModelStaysUnderFourKilobytes() {
    ArimaOrder largest = new ArimaOrder(new Part(10, 2, 10), new Part(2, 1, 2), 90);
    ArimaOrder withCovariance = new ArimaOrder(new Part(5, 2, 5), new Part(1, 1, 1), 18);
    for (ArimaOrder order : new ArimaOrder[] {largest, withCovariance}) {
      Coefficients coefficients = Coefficients.start(new ArimaSpec(order, false), 0);
      int size = ArmaFilter.size(order);
      double[] covariance = new double[size > 24 ? 0 : size * (size + 1) / 2];
      ArimaModel model =
          new ArimaModel(
              coefficients,
              new Goodness(-1, 1, order.lags() + 1, 1000),
              true,
              "x".repeat(200),
              new FilterState(new double[order.lost()], new double[size], covariance));

      assertThat(model.save()).hasSizeLessThan(4096);
    }
  }

  @Test
  void updateIsTheForecastFromTheLongerSeriesWithTheSameParameters() {
    Series series = Textbook.series("WWWusage");
    ArimaModel early = FIXED.fit(series.slice(0, 90));

    ArimaModel late = early.update(series.slice(90, 100).values());

    ArmaFilter filter = ArmaFilter.of(early.coefficients());
    assertThat(points(late.forecast(5, 0.9)))
        .containsExactly(filter.forecast(filter.run(series.values()), 5), within(1e-9));
    assertThat(late.coefficients()).isEqualTo(early.coefficients());
    assertThat(early.update()).isEqualTo(early);
    assertThatThrownBy(() -> early.update(Double.NEGATIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FIXED.onLogarithms().fit(series).update(0))
        .hasMessage("a model of logarithms takes values > 0 but was given 0.0");
  }

  @Test
  void brokenBytesAreRefused() {
    byte[] saved = FIXED.fit(Textbook.series("Nile")).save();
    byte[] otherVersion = saved.clone();
    otherVersion[11] = 9;

    assertThatThrownBy(() -> FIXED.load(Arrays.copyOf(saved, saved.length - 1)))
        .isInstanceOf(UnreadableModel.class)
        .hasMessage("Not a model that can be loaded: it is cut short; train it again");
    assertThatThrownBy(() -> FIXED.load(Arrays.copyOf(saved, saved.length + 1)))
        .isInstanceOf(UnreadableModel.class)
        .hasMessageContaining("something follows its end");
    assertThatThrownBy(() -> FIXED.load(otherVersion))
        .isInstanceOf(UnreadableModel.class)
        .hasMessageContaining("it is arima version 9, not arima version 1");
    assertThatThrownBy(() -> FIXED.load(new byte[8])).isInstanceOf(UnreadableModel.class);
  }

  @Test
  void failureFallsBackToASimplerModelThatSaysSo() {
    ArimaForecaster large = ArimaForecaster.of(new ArimaSpec(ArimaOrder.of(5, 1, 5), false));

    ArimaModel model = large.fit(Series.of(1, 2, 4, 3, 5, 6, 5));

    assertThat(model.spec()).hasToString("ARIMA(1,1,0) with drift");
    assertThat(model.simplerBecause()).contains("ARIMA(5,1,5): 7 values are too few");
    assertThat(model.description()).endsWith(", for ARIMA(5,1,5): 7 values are too few");
  }

  @Test
  void anySeriesWithAValueHasAModel() {
    Random random = new Random(11);
    for (int i = 0; i < 40; i++) {
      double[] values = new double[1 + random.nextInt(25)];
      double unit = Math.pow(10, random.nextInt(25) - 12);
      for (int t = 0; t < values.length; t++) {
        boolean missing = t > 0 && random.nextInt(4) == 0;
        values[t] = missing ? Double.NaN : unit * Math.round(3 * random.nextGaussian());
      }
      Series series = Series.seasonal(i % 2 == 0 ? 1 : 4, values);
      for (ArimaForecaster forecaster :
          new ArimaForecaster[] {
            ArimaForecaster.auto(), ArimaForecaster.auto().onLogarithms(), FIXED
          }) {
        Forecast forecast = forecaster.fit(series).forecast(3, 0.9);
        assertThat(forecast.steps()).allMatch(step -> Double.isFinite(step.point()));
      }
    }
  }

  @Test
  void logarithmsOfWhatHasNoneAreGivenUp() {
    ArimaModel model = FIXED.onLogarithms().fit(Series.of(1, 2, 0, 3, 5, 4, 6, 7, 5, 8));

    assertThat(model.log()).isFalse();
    assertThat(model.simplerBecause()).contains("logarithms of values that are not all > 0");
  }

  @Test
  void seriesWithoutAValueIsRefused() {
    assertThatThrownBy(() -> FIXED.fit(Series.of(Double.NaN, Double.NaN)))
        .isInstanceOf(NothingToFit.class)
        .hasMessage(
            "arima-1-1-1 needs at least 1 values but the series has 0: take a longer range");
  }

  @Test
  void namesTellOrdersApart() {
    assertThat(ArimaForecaster.auto().name()).isEqualTo("arima");
    assertThat(ArimaForecaster.auto().onLogarithms().name()).isEqualTo("arima-log");
    assertThat(ArimaForecaster.of(new ArimaSpec(AIRLINE, false)).name())
        .isEqualTo("arima-0-1-1-0-1-1-12");
    assertThat(ArimaForecaster.of(new ArimaSpec(ArimaOrder.of(1, 0, 0), true)).name())
        .isEqualTo("arima-1-0-0-with-mean");
  }

  private static double[] points(Forecast forecast) {
    return forecast.steps().stream().mapToDouble(Step::point).toArray();
  }

  /** Standard errors with the variance of maximum likelihood, which R's {@code predict} uses. */
  private static double[] spreads(ArimaModel model, int horizon) {
    Goodness goodness = model.goodness();
    double factor = Math.sqrt(goodness.sigma2() / goodness.unbiasedSigma2()) / 1.959963984540054;
    return model.forecast(horizon, 0.95).steps().stream()
        .mapToDouble(step -> (step.high() - step.point()) * factor)
        .toArray();
  }
}
