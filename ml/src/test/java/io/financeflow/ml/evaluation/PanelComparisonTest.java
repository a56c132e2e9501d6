package io.financeflow.ml.evaluation;

import static io.financeflow.ml.evaluation.WalkForward.Scheme.EXPANDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.ml.evaluation.WalkForward.Gaps;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PanelComparisonTest {
  private static final PanelBacktest BACKTEST =
      new PanelBacktest(new WalkForward(EXPANDING, 2, 3, 10, Gaps.NONE), Refit.ALWAYS);

  /** The label is a hundredth of the feature, which has the other sign on every other day. */
  private static Panel panel(boolean labelled) {
    List<Panel.Key> keys = new ArrayList<>();
    double[][] features = new double[20 * 4][1];
    double[] labels = new double[features.length];
    for (int row = 0; row < labels.length; row++) {
      int day = row / 4;
      keys.add(new Panel.Key(LocalDate.of(2026, 1, 1).plusDays(day), "N" + row % 4));
      features[row][0] = (row % 4 - 1.2) * (day % 2 == 0 ? 1 : -1);
      labels[row] = labelled || day < 10 ? features[row][0] / 100 : Double.NaN;
    }
    return Panel.of(keys, features, labels);
  }

  @Test
  void whatIsLinearIsFoundAndTheMajorityIsNot() {
    List<String> seen = new ArrayList<>();

    PanelReport report =
        new PanelComparison(
                PanelBaseline.linear(0),
                List.of(PanelBaseline.majority(), PanelBaseline.logistic(1)),
                BACKTEST,
                new LongShort(1, 5),
                7)
            .run(panel(true), seen::add);

    PanelReport.Line linear = report.lines().get(0);
    PanelReport.Line majority = report.lines().get(1);
    assertThat(seen).containsExactly("linear", "majority-class", "logistic");
    assertThat(linear.days()).isEqualTo(6);
    assertThat(linear.direction().count()).isEqualTo(24);
    assertThat(linear.direction().accuracy()).hasValue(1);
    assertThat(linear.errors().orElseThrow().count()).isEqualTo(24);
    assertThat(linear.errors().orElseThrow().rmse()).isCloseTo(0, within(1e-12));
    assertThat(linear.errors().orElseThrow().skill().orElseThrow()).isCloseTo(1, within(1e-12));
    assertThat(majority.errors()).isEmpty();
    assertThat(linear.ordering().ranks().mean().orElseThrow()).isCloseTo(1, within(1e-12));
    assertThat(linear.portfolio().tradedDays()).isEqualTo(6);
    assertThat(linear.portfolio().gross().meanDaily()).isCloseTo(0.03, within(1e-12));
    assertThat(majority.direction().accuracy()).hasValue(0.5);
    assertThat(majority.ordering().skipped()).isEqualTo(6);
    assertThat(report.trials()).isEqualTo(7);
  }

  @Test
  void aWorseModelIsTestedAgainstItsBaselines() {
    PanelModel coin =
        new PanelModel() {
          @Override
          public String name() {
            return "coin";
          }

          @Override
          public Scorer fit(Panel training) {
            return (known, from) -> {
              double[] scores = new double[known.rows() - from];
              Arrays.setAll(scores, i -> i % 3 == 0 ? 1 : -1);
              return scores;
            };
          }
        };

    PanelReport report =
        new PanelComparison(
                coin, List.of(PanelBaseline.linear(0)), BACKTEST, new LongShort(1, 5), 1)
            .run(panel(true), name -> {});

    assertThat(report.lines().get(0).against()).containsOnlyKeys("linear");
    assertThat(Objects.requireNonNull(report.lines().get(0).against().get("linear")).statistic())
        .isPositive();
    assertThat(report.lines().get(1).against()).isEmpty();
  }

  @Test
  void errorsOfReturnsAreBesideThoseOfNoReturn() {
    CrossSection calm = day(1, 0.01, 0.03);
    CrossSection wild = day(2, -0.02, 0.02);
    CrossSection empty = new CrossSection(LocalDate.of(2026, 1, 3), List.of());

    PanelErrors errors = PanelErrors.of(List.of(calm, wild, empty));

    // Forecasts are 0.01: errors 0, 0.02, 0.03, 0.01.
    assertThat(errors.count()).isEqualTo(4);
    assertThat(errors.mae()).isCloseTo(0.015, within(1e-15));
    assertThat(errors.rmse()).isCloseTo(Math.sqrt(0.00035), within(1e-15));
    assertThat(errors.skill().orElseThrow()).isCloseTo(1 - 0.0014 / 0.0018, within(1e-12));
    // Losses per day less those of 0: 0.0002 - 0.0005 and 0.0005 - 0.0004.
    assertThat(errors.againstZero().orElseThrow().statistic())
        .isCloseTo(-0.0001 / 0.0002, within(1e-9));
  }

  private static CrossSection day(int number, double first, double second) {
    return new CrossSection(
        LocalDate.of(2026, 1, number),
        List.of(
            new CrossSection.Entry("A", 0.01, first), new CrossSection.Entry("B", 0.01, second)));
  }

  @Test
  void unknownLabelsAreNotJudged() {
    PanelComparison comparison =
        new PanelComparison(
            PanelBaseline.linear(0),
            List.of(PanelBaseline.majority()),
            BACKTEST,
            new LongShort(1, 5),
            1);

    assertThatThrownBy(() -> comparison.run(panel(false), name -> {}))
        .hasMessage("no label of a test day is known: take a range that ends earlier");
  }
}
