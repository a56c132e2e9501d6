package io.financeflow.ml.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statistics against R 4.2.2 with urca and forecast 8.20. */
class DifferencesTest {

  @ParameterizedTest
  @CsvSource({
    "lh, 0.3678891108",
    "LakeHuron, 1.221218569",
    "Nile, 1.315226463",
    "WWWusage, 0.7219743181",
    "USAccDeaths, 0.2912338042",
    "AirPassengers, 4.342286797"
  })
  void kpssAgreesWithTheReference(String series, double statistic) {
    assertThat(Kpss.statistic(Textbook.series(series).values())).isCloseTo(statistic, within(1e-9));
  }

  @Test
  void seasonalStrength() {
    assertThat(Stl.seasonalStrength(Textbook.series("USAccDeaths").values(), 12))
        .isCloseTo(0.9447944649, within(1e-9));
    assertThat(Stl.seasonalStrength(Textbook.series("AirPassengers").values(), 12))
        .isCloseTo(0.9406724903, within(1e-9));
  }
}
