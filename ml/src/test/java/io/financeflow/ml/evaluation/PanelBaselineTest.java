package io.financeflow.ml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.ml.forecaster.NothingToFit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Oracles: base R 4.2.2 on its data set mtcars. */
class PanelBaselineTest {
  private static final double[] MPG = {
    21, 21, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4,
    14.7, 32.4, 30.4, 33.9, 21.5, 15.5, 15.2, 13.3, 19.2, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4
  };
  private static final double[] WT = {
    2.62, 2.875, 2.32, 3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25,
    5.424, 5.345, 2.2, 1.615, 1.835, 2.465, 3.52, 3.435, 3.84, 3.845, 1.935, 2.14, 1.513, 3.17,
        2.77,
    3.57, 2.78
  };
  private static final double[] HP = {
    110, 110, 93, 110, 175, 105, 245, 62, 95, 123, 123, 180, 180, 180, 205, 215, 230, 66, 52, 65,
    97, 150, 150, 245, 175, 66, 91, 113, 264, 175, 335, 109
  };
  private static final double[] DISP = {
    160, 160, 108, 258, 360, 225, 360, 146.7, 140.8, 167.6, 167.6, 275.8, 275.8, 275.8, 472, 460,
    440, 78.7, 75.7, 71.1, 120.1, 318, 304, 350, 400, 79, 120.3, 95.1, 351, 145, 301, 121
  };
  private static final double[] QSEC = {
    16.46, 17.02, 18.61, 19.44, 17.02, 20.22, 15.84, 20, 22.9, 18.3, 18.9, 17.4, 17.6, 18, 17.98,
    17.82, 17.42, 19.47, 18.52, 19.9, 20.01, 16.87, 17.3, 15.41, 17.05, 18.9, 16.7, 16.9, 14.5,
    15.5, 14.6, 18.6
  };
  private static final double[] AM = {
    1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1
  };

  private static Panel panel(double[] labels, double[]... columns) {
    LocalDate day = LocalDate.of(2026, 1, 5);
    List<Panel.Key> keys = new ArrayList<>();
    double[][] rows = new double[labels.length][columns.length];
    for (int i = 0; i < labels.length; i++) {
      keys.add(new Panel.Key(day, "N" + i));
      for (int j = 0; j < columns.length; j++) {
        rows[i][j] = columns[j][i];
      }
    }
    return Panel.of(keys, rows, labels);
  }

  private static double[] standardised(double[] x) {
    double mean = Arrays.stream(x).average().orElseThrow();
    double squares = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum();
    return Arrays.stream(x).map(v -> (v - mean) / Math.sqrt(squares / (x.length - 1))).toArray();
  }

  @Test
  void linearRegressionIsThatOfR() {
    double[] found = LinearRegression.fit(panel(MPG, WT, HP), 0);

    assertThat(found)
        .containsExactly(new double[] {37.22727012, -3.87783074, -0.03177295}, within(5e-9));
  }

  @Test
  void ridgeRegressionIsThatOfR() {
    Panel cars =
        panel(MPG, standardised(WT), standardised(HP), standardised(DISP), standardised(QSEC));

    double[] one = LinearRegression.fit(cars, 1);
    double[] ten = LinearRegression.fit(cars, 10);

    assertThat(Arrays.copyOfRange(one, 1, 5))
        .containsExactly(
            new double[] {-3.757429914, -1.341783777, -0.3826045724, 0.7272278451}, within(1e-9));
    assertThat(Arrays.copyOfRange(ten, 1, 5))
        .containsExactly(
            new double[] {-2.314765378, -1.329182664, -1.36840143, 0.4416589693}, within(1e-9));
  }

  @Test
  void logisticRegressionIsThatOfR() {
    double[] upAndDown = Arrays.stream(AM).map(am -> am - 0.5).toArray();

    double[] found = LogisticRegression.fit(panel(upAndDown, WT), 0);

    // R stops when the deviance changes by 1e-8 of itself, a little before the maximum
    assertThat(found).containsExactly(new double[] {12.04036966, -4.02396994}, within(1e-7));
    double likelihood = 0;
    for (int i = 0; i < AM.length; i++) {
      double p = LogisticRegression.probability(found[0] + found[1] * WT[i]);
      likelihood += Math.log(AM[i] == 1 ? p : 1 - p);
    }
    assertThat(likelihood).isCloseTo(-9.588042404, within(5e-10));
  }

  @Test
  void aRidgeTamesAFeatureThatSeparates() {
    Panel separated = panel(new double[] {-1, -1, -1, 1, 1, 1}, new double[] {1, 2, 3, 4, 5, 6});

    double[] found = LogisticRegression.fit(separated, 1);

    assertThat(-found[0] / found[1]).isCloseTo(3.5, within(1e-9)); // even odds in the middle
    assertThat(found[1]).isBetween(0.5, 1.5);
  }

  @Test
  void aFeatureThatRepeatsAnotherOrNeverVariesDoesNoHarm() {
    double[] ones = new double[32];
    Arrays.fill(ones, 1);

    double[] found = LinearRegression.fit(panel(MPG, WT, ones, HP, WT), 0);

    assertThat(found[1] + found[4]).isCloseTo(-3.87783074, within(5e-9));
    assertThat(found[2]).isZero();
  }

  @Test
  void scoresSayUpAboveZero() {
    Panel training = panel(new double[] {-1, 1, 1, 1, Double.NaN}, new double[] {0, 1, 1, 1, 9});

    assertThat(PanelBaseline.majority().fit(training).score(training, 3))
        .containsExactly(0.25, 0.25);
    assertThat(PanelBaseline.logistic(1).fit(training).score(training, 0)[0])
        .isLessThan(PanelBaseline.logistic(1).fit(training).score(training, 0)[1]);
    assertThat(PanelBaseline.linear(0).fit(training).score(training, 4)[0])
        .isCloseTo(17, within(1e-12)); // -1 at 0, 1 at 1
    assertThat(PanelBaseline.all().stream().map(PanelModel::name))
        .containsExactly("majority-class", "linear", "logistic");
  }

  @Test
  void tooFewRowsAreRefused() {
    assertThatThrownBy(
            () -> PanelBaseline.linear(1).fit(panel(new double[] {1, 2}, new double[] {1, 2})))
        .isInstanceOf(NothingToFit.class);
  }

  @Test
  void aPanelIsByDay() {
    List<Panel.Key> keys =
        List.of(
            new Panel.Key(LocalDate.of(2026, 1, 6), "A"),
            new Panel.Key(LocalDate.of(2026, 1, 5), "A"));

    assertThatThrownBy(() -> Panel.of(keys, new double[2][1], new double[2]))
        .hasMessage(
            "rows of a panel are by day, with as many finite features each, but Key[day=2026-01-05,"
                + " name=A] is not");
    assertThatThrownBy(() -> Panel.of(Collections.emptyList(), new double[1][1], new double[0]))
        .hasMessage("a panel has as many keys as features and labels but had 0, 1, 0");
  }
}
