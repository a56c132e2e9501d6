package io.financeflow.ml.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.ml.forecaster.Series;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against R 4.2.2 with forecast 8.20, {@code auto.arima} with its defaults. Its AICc of differenced
 * models rests on a diffuse prior, ours on the exact likelihood: the two are up to 0.006 apart.
 */
class AutoArimaTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lh                | ARIMA(1,0,0) with mean        | 65.303779     | 1e-5
          LakeHuron         | ARIMA(0,1,0)                  | 220.257865    | 1e-5
          USAccDeaths       | ARIMA(0,1,1)(0,1,1)[12]       | 857.316351    | 0.003
          AirPassengers     | ARIMA(2,1,1)(0,1,0)[12]       | 1018.165165   | 0.001
          log AirPassengers | ARIMA(0,1,1)(0,1,1)[12]       | -483.210085   | 0.007
          WWWusage          | ARIMA(1,1,1)                  | 514.552103    | 0.0002
          Nile              | ARIMA(1,1,1)                  | 1267.507395   | 1e-5
          lynx              | ARIMA(2,0,2) with mean        | 1876.952497   | 1e-5
          log lynx          | ARIMA(2,0,4) with mean        | 170.263168    | 1e-5
          log DAX           | ARIMA(0,1,0) with drift       | -11733.201486 | 1e-5
          """)
  void selectionIsTheReferences(String name, String spec, double aicc, double tolerance) {
    Estimate estimate = AutoArima.select(Textbook.scaled(name)).estimate().orElseThrow();

    assertThat(estimate.coefficients().spec()).hasToString(spec);
    assertThat(estimate.goodness().aicc()).isCloseTo(aicc, within(tolerance));
  }

  @Test
  void searchGoesTheReferencesWay() {
    SearchTrace trace = AutoArima.select(Textbook.series("WWWusage")).trace();

    assertThat(trace.tried())
        .extracting(tried -> tried.spec().toString())
        .containsExactly(
            "ARIMA(2,1,2) with drift",
            "ARIMA(0,1,0) with drift",
            "ARIMA(1,1,0) with drift",
            "ARIMA(0,1,1) with drift",
            "ARIMA(0,1,0)",
            "ARIMA(1,1,2) with drift",
            "ARIMA(0,1,2) with drift",
            "ARIMA(1,1,1) with drift",
            "ARIMA(2,1,1) with drift",
            "ARIMA(2,1,0) with drift",
            "ARIMA(1,1,1)",
            "ARIMA(0,1,1)",
            "ARIMA(1,1,0)",
            "ARIMA(2,1,1)",
            "ARIMA(1,1,2)",
            "ARIMA(0,1,2)",
            "ARIMA(2,1,0)",
            "ARIMA(2,1,2)");
    double[] reference = {
      519.448256, 627.744214, 531.107910, 548.416399, 631.036232, 518.224463, 520.404667,
      516.004842, 518.224470, 523.739626, 514.552103, 549.930481, 529.362751, 516.716976,
      516.677433, 520.127510, 522.430794, 518.005569
    };
    double[] aicc = trace.tried().stream().mapToDouble(SearchTrace.Tried::aicc).toArray();
    assertThat(aicc[0]).isCloseTo(reference[0], within(0.2)); // two local maxima of one height
    assertThat(aicc[17]).isCloseTo(reference[17], within(0.2));
    for (int i = 1; i < 17; i++) {
      assertThat(aicc[i]).isCloseTo(reference[i], within(2e-4));
    }
  }

  @Test
  void longSeriesIsSearchedByConditionalSumsAndFittedExactly() {
    SearchTrace trace = AutoArima.select(Textbook.scaled("log DAX")).trace();

    assertThat(trace.approximate()).isTrue();
    assertThat(trace.differencing().regular()).isEqualTo(1);
    assertThat(trace.refitted().get(trace.refitted().size() - 1).spec())
        .hasToString("ARIMA(0,1,0) with drift");
    assertThat(trace.refitted().subList(0, trace.refitted().size() - 1))
        .allMatch(SearchTrace.Tried::rejected);
  }

  @Test
  void lastFiveHundredDaysAreARandomWalkWithDrift() {
    Series days = Textbook.series("DAX").slice(1360, 1860);

    ArimaModel model = ArimaForecaster.auto().fit(days);

    assertThat(model.spec()).hasToString("ARIMA(0,1,0) with drift");
    assertThat(model.goodness().aicc()).isCloseTo(5427.389594, within(1e-5));
    assertThat(model.coefficients().constant()).isCloseTo(5.698356713, within(1e-8));
    assertThat(model.forecast(12, 0.95).steps().get(11).point())
        .isCloseTo(5542.100281, within(1e-5));
  }

  @Test
  void seriesThatDoesNotVaryNeedsNoSearch() {
    AutoArima.Selection flat = AutoArima.select(Series.of(7, 7, 7, 7));
    AutoArima.Selection line = AutoArima.select(Series.of(1, 3, 5, 7, 9, 11, 13, 15, 17, 19));

    assertThat(flat.trace().tried()).isEmpty();
    assertThat(flat.estimate().orElseThrow().coefficients()).hasToString("{mean=7.0}");
    assertThat(flat.estimate().orElseThrow().goodness().logLikelihood())
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(line.estimate().orElseThrow().coefficients()).hasToString("{drift=2.0}");
  }

  @Test
  void gapsAreFittedExactly() {
    AutoArima.Selection selection = AutoArima.select(Textbook.series("presidents").trimmed());

    assertThat(selection.trace().approximate()).isFalse();
    assertThat(selection.estimate().orElseThrow().coefficients().spec())
        .hasToString("ARIMA(1,0,0)(0,0,1)[4] with mean");
    assertThat(selection.estimate().orElseThrow().goodness().effective()).isEqualTo(114);
  }

  @Test
  void searchKeepsToItsLimits() {
    SearchLimits limits = new SearchLimits(30, 4, new Differencing(1, 0, 0.1, List.of(1.0, 0.1)));

    List<SearchTrace.Tried> tried =
        StepwiseSearch.run(limits, spec -> -spec.coefficients()); // ever more is ever better

    assertThat(tried)
        .allMatch(t -> t.spec().order().regular().ar() <= 3)
        .allMatch(t -> t.spec().order().seasonal().ma() <= 2);
    assertThat(tried.get(tried.size() - 1).spec().order().lags()).isLessThanOrEqualTo(10);
    assertThat(tried).anyMatch(t -> t.spec().coefficients() == 3 + 3 + 2 + 2 + 1);
    assertThat(tried).hasSizeLessThanOrEqualTo(94).doesNotHaveDuplicates();
  }
}
