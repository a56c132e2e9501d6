package io.financeflow.ml.forecaster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.ml.forecaster.Forecast.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineTest {
  private static final double LEVEL = 0.95;
  private static final double REACH = 1.959963984540054;
  private static final Series SERIES = Series.of(1, 3, 2, 5);

  @Test
  void lastValueStaysAndItsSpreadGrowsWithTheRoot() {
    Fitted fitted = Baseline.LAST_VALUE.fit(SERIES);

    assertThat(points(fitted, 3)).containsExactly(5, 5, 5);
    double spread = Math.sqrt((4 + 1 + 9) / 3.0);
    assertThat(spreads(fitted, 4))
        .containsExactly(
            new double[] {spread, spread * Math.sqrt(2), spread * Math.sqrt(3), spread * 2},
            within(1e-12));
  }

  @Test
  void driftGoesOnAlongTheChordOfTheSeries() {
    Fitted fitted = Baseline.DRIFT.fit(SERIES);

    assertThat(points(fitted, 2))
        .containsExactly(new double[] {5 + 4 / 3.0, 5 + 8 / 3.0}, within(1e-12));
    double variance = (4 / 9.0 + 49 / 9.0 + 25 / 9.0) / 2;
    assertThat(spreads(fitted, 2))
        .containsExactly(
            new double[] {
              Math.sqrt(variance * (1 + 1 / 3.0)), Math.sqrt(variance * 2 * (1 + 2 / 3.0))
            },
            within(1e-12));
  }

  @Test
  void seasonalNaiveRepeatsTheLastSeason() {
    Fitted fitted = Baseline.SEASONAL_NAIVE.fit(Series.seasonal(3, 1, 5, 2, 2, 6, 4));

    assertThat(points(fitted, 4)).containsExactly(2, 6, 4, 2);
    double spread = Math.sqrt((1 + 1 + 4) / 3.0);
    assertThat(spreads(fitted, 4))
        .containsExactly(
            new double[] {spread, spread, spread, spread * Math.sqrt(2)}, within(1e-12));
  }

  @Test
  void zeroAndMeanDoNotMove() {
    assertThat(points(Baseline.ZERO.fit(SERIES), 2)).containsExactly(0, 0);
    assertThat(spreads(Baseline.ZERO.fit(SERIES), 1)[0])
        .isCloseTo(Math.sqrt(39 / 4.0), within(1e-12));
    assertThat(points(Baseline.MEAN.fit(SERIES), 2)).containsExactly(2.75, 2.75);
    assertThat(spreads(Baseline.MEAN.fit(SERIES), 1)[0])
        .isCloseTo(Math.sqrt(8.75 / 3 * 1.25), within(1e-12));
  }

  @Test
  void firstOrderAutoregressionIsALineThroughTheValueBefore() {
    // exactly y = 1 + 0.5 x
    Fitted fitted = Baseline.AR1.fit(Series.of(8, 5, 3.5, 2.75, 2.375));

    assertThat(points(fitted, 2)).containsExactly(new double[] {2.1875, 2.09375}, within(1e-12));
    assertThat(spreads(fitted, 1)[0]).isCloseTo(0, within(1e-12));
    assertThat(points(Baseline.AR1.fit(Series.of(4, 4, 4, 4)), 1)).containsExactly(4);
  }

  @Test
  void missingValueHasNoErrorAndCountsAsForecast() {
    Fitted fitted = Baseline.LAST_VALUE.fit(Series.of(Double.NaN, 1, 3, Double.NaN, 5));

    assertThat(points(fitted, 1)).containsExactly(5);
    assertThat(spreads(fitted, 1)[0]).isCloseTo(Math.sqrt((4 + 4) / 2.0), within(1e-12));
    assertThat(points(Baseline.DRIFT.fit(Series.of(1, Double.NaN, 5, 7)).update(Double.NaN), 1))
        .containsExactly(11);
  }

  @Test
  void updateMovesThePlaceAndKeepsTheParameters() {
    assertThat(points(Baseline.LAST_VALUE.fit(SERIES).update(7, 8), 1)).containsExactly(8);
    assertThat(points(Baseline.MEAN.fit(SERIES).update(700), 1)).containsExactly(2.75);
    assertThat(points(Baseline.SEASONAL_NAIVE.fit(Series.seasonal(2, 1, 2, 3)).update(9), 3))
        .containsExactly(3, 9, 3);
  }

  @Test
  void savedBaselinesAreTheSameAndGoOn() {
    Series series = Series.seasonal(3, 1, 5, 2, 2, 6, 4, 1, 7);
    for (Forecaster baseline : Baseline.all()) {
      Fitted fitted = baseline.fit(series);

      Fitted loaded = baseline.load(fitted.save());

      assertThat(loaded.save()).isEqualTo(fitted.save()).hasSizeLessThan(4096);
      assertThat(loaded.update(3, 4).forecast(5, 0.8))
          .isEqualTo(fitted.update(3, 4).forecast(5, 0.8));
      assertThat(loaded.description()).startsWith(baseline.name());
    }
  }

  @Test
  void tooShortASeriesIsRefused() {
    assertThatThrownBy(() -> Baseline.AR1.fit(Series.of(1, 2, 3)))
        .isInstanceOf(NothingToFit.class)
        .hasMessage("ar1 needs at least 4 values but the series has 3: take a longer range");
    assertThatThrownBy(() -> Baseline.SEASONAL_NAIVE.fit(Series.seasonal(5, 1, 2, 3, 4, 5)))
        .isInstanceOf(NothingToFit.class);
    assertThatThrownBy(() -> Baseline.ZERO.fit(Series.of())).isInstanceOf(NothingToFit.class);
    assertThatThrownBy(() -> Baseline.ZERO.load(Baseline.MEAN.fit(SERIES).save()))
        .isInstanceOf(UnreadableModel.class)
        .hasMessageContaining("it is mean version 1, not zero version 1");
  }

  @Test
  void registryKnowsForecastersByName() {
    Forecasters forecasters = new Forecasters(Baseline.all());

    assertThat(forecasters.named("drift")).isSameAs(Baseline.DRIFT);
    assertThat(forecasters.all().keySet())
        .containsExactly("ar1", "drift", "last-value", "mean", "seasonal-naive", "zero");
    assertThatThrownBy(() -> forecasters.named("prophet"))
        .hasMessage(
            "no forecaster is called prophet: choose one of ar1, drift, last-value, mean,"
                + " seasonal-naive, zero");
    assertThatThrownBy(() -> new Forecasters(List.of(Baseline.ZERO, Baseline.ZERO)))
        .hasMessage("two forecasters are called zero");
  }

  @Test
  void seriesAndForecastRefuseWhatTheyCannotMean() {
    assertThatThrownBy(() -> Series.of(1, Double.POSITIVE_INFINITY))
        .hasMessage("values must be finite or NaN but number 1 is Infinity");
    assertThatThrownBy(() -> Series.seasonal(0)).hasMessage("period must be in 1..90 but was 0");
    assertThatThrownBy(() -> Baseline.ZERO.fit(SERIES).forecast(1, 1))
        .hasMessage("level must be in (0, 1) but was 1.0");
    assertThatThrownBy(() -> Baseline.ZERO.fit(SERIES).forecast(0, 0.9))
        .hasMessage("a forecast must have a step");
    assertThat(Series.of(Double.NaN, 1, Double.NaN, 2).trimmed())
        .isEqualTo(Series.of(1, Double.NaN, 2));
  }

  private static double[] points(Fitted fitted, int horizon) {
    return fitted.forecast(horizon, LEVEL).steps().stream().mapToDouble(Step::point).toArray();
  }

  private static double[] spreads(Fitted fitted, int horizon) {
    return fitted.forecast(horizon, LEVEL).steps().stream()
        .mapToDouble(step -> (step.high() - step.point()) / REACH)
        .toArray();
  }
}
