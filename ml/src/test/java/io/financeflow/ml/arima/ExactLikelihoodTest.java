package io.financeflow.ml.arima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.ml.arima.ArimaOrder.Part;
import io.financeflow.ml.forecaster.Series;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against R 4.2.2: {@code arima} with reltol 1e-14. Where the model is differenced, R's own
 * likelihood (with a diffuse prior) is not exact, and the oracle is the same function on the
 * differenced series.
 */
class ExactLikelihoodTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lh                | 1,0,0 | 0,0,0 | true  | -29.3791624    | 0.197489549      | 0.57392475 2.41328564
          lh                | 3,0,0 | 0,0,0 | true  | -27.0924111    | 0.178660317      | 0.64480205 -0.06338236 -0.21979629 2.39311941
          lh                | 1,0,1 | 0,0,0 | true  | -28.7620332    | 0.192312134      | 0.45220133 0.19816820 2.41007665
          LakeHuron         | 2,0,0 | 0,0,0 | true  | -103.6332225   | 0.478820564      | 1.04361920 -0.24950252 579.0472567
          LakeHuron         | 1,0,1 | 0,0,0 | true  | -103.2452606   | 0.474939845      | 0.74489919 0.32058865 579.0554510
          Nile              | 1,0,0 | 0,0,0 | true  | -639.9521587   | 21124.8384       | 0.50627015 919.5640223
          presidents        | 1,0,0 | 0,0,0 | true  | -416.8922733   | 85.4686396       | 0.82415334 56.1504174
          presidents        | 3,0,0 | 0,0,0 | true  | -414.0819304   | 81.1181264       | 0.74959476 0.25223305 -0.18903430 56.2167464
          log10 lynx        | 2,0,0 | 0,0,0 | true  | 6.50465953     | 0.0510703460     | 1.37760661 -0.73987694 2.90381939
          WWWusage          | 1,1,1 | 0,0,0 | false | -254.149691299 | 9.79331292       | 0.650377769 0.525590546
          Nile              | 0,1,1 | 0,0,0 | false | -632.545625103 | 20599.8673       | -0.732942105
          USAccDeaths       | 0,1,1 | 0,1,1 | false | -425.441102431 | 99352.5844       | -0.430270050 -0.552728612
          log AirPassengers | 0,1,1 | 0,1,1 | false | 244.696486833  | 0.00134809912    | -0.401822893 -0.556935873
          """)
  void estimateIsTheReferences(
      String name,
      String regular,
      String seasonal,
      boolean constant,
      double logLikelihood,
      double sigma2,
      String coefficients) {
    Series series = Textbook.scaled(name).trimmed();
    ArimaOrder order = new ArimaOrder(Part.parse(regular), Part.parse(seasonal), series.period());

    Estimate estimate = ExactLikelihood.search(series.values(), new ArimaSpec(order, constant));

    assertThat(estimate.goodness().logLikelihood()).isCloseTo(logLikelihood, within(1e-6));
    assertThat(estimate.goodness().sigma2() / sigma2).isCloseTo(1, within(1e-5));
    assertThat(estimate.coefficients().values())
        .containsExactly(numbers(coefficients), within(5e-5));
  }

  /** R's likelihood with a diffuse prior, on the series itself. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AirPassengers     | 0,1,1 | 0,1,1 | -507.5014432
          AirPassengers     | 2,1,1 | 0,1,0 | -504.9238526
          USAccDeaths       | 0,1,1 | 0,1,1 | -425.4399936
          log AirPassengers | 0,1,1 | 0,1,1 | 244.6995306
          WWWusage          | 1,1,1 | 0,0,0 | -254.1497358
          WWWusage          | 3,1,0 | 0,0,0 | -251.9969920
          Nile              | 0,1,1 | 0,0,0 | -632.5456244
          Nile              | 1,1,1 | 0,0,0 | -630.6273818
          """)
  void diffusePriorComesCloseToTheExactLikelihood(
      String name, String regular, String seasonal, double logLikelihood) {
    Series series = Textbook.scaled(name);
    ArimaOrder order = new ArimaOrder(Part.parse(regular), Part.parse(seasonal), series.period());

    Estimate estimate = ExactLikelihood.search(series.values(), new ArimaSpec(order, false));

    assertThat(estimate.goodness().logLikelihood()).isCloseTo(logLikelihood, within(5e-3));
  }

  @Test
  void likelihoodAndCoefficientsDoNotDependOnTheUnit() {
    ArimaSpec spec = new ArimaSpec(ArimaOrder.of(1, 1, 1), true);
    double[] y = Textbook.series("WWWusage").values();
    Estimate estimate = ExactLikelihood.search(y, spec);

    Estimate tiny =
        ExactLikelihood.search(Arrays.stream(y).map(value -> value * 0x1p-40).toArray(), spec);

    assertThat(tiny.coefficients().ar()).containsExactly(estimate.coefficients().ar());
    assertThat(tiny.coefficients().ma()).containsExactly(estimate.coefficients().ma());
    assertThat(tiny.coefficients().constant())
        .isEqualTo(estimate.coefficients().constant() * 0x1p-40);
    assertThat(tiny.goodness().logLikelihood())
        .isCloseTo(estimate.goodness().logLikelihood() + 99 * 40 * Math.log(2), within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"0,0,0,0", "1,0,0,0", "0,1,0,0", "0,2,0,0", "0,0,0,1", "0,1,1,1"})
  void missingValuesAreReplacedByTheirExpectation(int p, int d, int q, int seasonal) {
    ArimaOrder order = new ArimaOrder(new Part(p, d, q), new Part(0, seasonal, 0), 12);
    ArimaSpec spec = ArimaSpec.withConstant(order);
    double[] y = Textbook.series("USAccDeaths").values();
    double[] gaps = y.clone();
    int[] missing = {2, 30, 31, 69};
    for (int place : missing) {
      gaps[place] = Double.NaN;
    }

    Estimate estimate = ExactLikelihood.search(gaps, spec);

    // An expectation is where the errors of the whole series are least: no other value is better.
    double[] completed = estimate.completed().values();
    double least = squares(estimate.coefficients(), completed);
    for (int place : missing) {
      for (double step : new double[] {-20, 20}) {
        double[] other = completed.clone();
        other[place] += step;
        assertThat(squares(estimate.coefficients(), other)).isGreaterThan(least);
      }
      completed[place] = y[place];
    }
    assertThat(completed).containsExactly(y, within(1e-9));
  }

  @Test
  void tooShortASeriesIsRefused() {
    ArimaSpec spec = new ArimaSpec(ArimaOrder.of(2, 1, 1), false);

    assertThatThrownBy(() -> ExactLikelihood.search(new double[] {1, 2, 1, 3}, spec))
        .isInstanceOf(FitFailed.class)
        .hasMessage("ARIMA(2,1,1): 4 values are too few");
  }

  /** The squared standard errors of the one-step errors, up to the variance. */
  private static double squares(Coefficients coefficients, double[] y) {
    double[] w = LagPolynomial.apply(LagPolynomial.differences(coefficients.spec().order()), y);
    double[] ar = LagPolynomial.times(coefficients.arPolynomial(), new double[] {1, 0});
    double[] ma = coefficients.maPolynomial();
    double[] phi = new double[Math.max(ar.length, ma.length)];
    for (int i = 1; i < ar.length; i++) {
      phi[i - 1] = -ar[i];
    }
    double[] theta = Arrays.copyOf(ma, phi.length);
    Gain gain = new Gain(phi, theta, StationaryCovariance.of(phi, theta));
    double[] state = new double[phi.length];
    double sum = 0;
    for (double value : w) {
      double error = value - coefficients.differencedMean() - Gain.predicted(phi, state)[0];
      double variance = gain.predictedVariance();
      state = gain.step(state, value - coefficients.differencedMean());
      sum += error * error / variance;
    }
    return sum;
  }

  private static double[] numbers(String text) {
    return List.of(text.split(" ")).stream().mapToDouble(Double::parseDouble).toArray();
  }
}
