package io.financeflow.ml.evaluation;

import static io.financeflow.ml.evaluation.WalkForward.Scheme.EXPANDING;
import static io.financeflow.ml.evaluation.WalkForward.Scheme.ROLLING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.ml.evaluation.WalkForward.Gaps;
import io.financeflow.ml.forecaster.Baseline;
import io.financeflow.ml.forecaster.Fitted;
import io.financeflow.ml.forecaster.Forecaster;
import io.financeflow.ml.forecaster.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final WalkForward WALK = new WalkForward(EXPANDING, 3, 5, 10, Gaps.NONE);
  private static final Backtest BACKTEST = new Backtest(WALK, Refit.ALWAYS, 1, 0.9);

  private static Series line(int length) {
    return Series.of(IntStream.range(0, length).mapToDouble(i -> i).toArray());
  }

  private static Series walk(long seed, int length) {
    Random random = new Random(seed);
    double[] y = new double[length];
    for (int i = 1; i < length; i++) {
      y[i] = y[i - 1] + random.nextGaussian() + 0.3;
    }
    return Series.of(y);
  }

  private static Comparison comparison(Forecaster model, Forecaster... baselines) {
    return new Comparison(model, List.of(baselines), BACKTEST, Target.LEVEL, 12);
  }

  @Test
  void aStraightLineIsADriftAndTheLastValueIsOneBehind() throws InterruptedException {
    ComparisonReport report =
        comparison(Baseline.DRIFT, Baseline.LAST_VALUE)
            .run(new TreeMap<>(Map.of("LINE", line(40))), 1, progress -> {});

    Scores drift = report.pooled().get(0).scores();
    Scores last = report.pooled().get(1).scores();
    assertThat(drift.errors())
        .isEqualTo(new Scores.Errors(15, 0, 0, OptionalDouble.of(0), 0, OptionalDouble.of(1)));
    assertThat(drift.direction()).isEqualTo(new DirectionMetrics(15, 0, 0, 0));
    assertThat(drift.coverage()).isEqualTo(1);
    assertThat(last.errors().mae()).isEqualTo(1);
    assertThat(last.errors().rmse()).isEqualTo(1);
    assertThat(last.errors().mase()).hasValue(1);
    assertThat(last.errors().skill()).hasValue(0);
    assertThat(last.direction()).isEqualTo(new DirectionMetrics(0, 0, 0, 15)); // no change is down
    assertThat(report.pooled().get(0).against()).isEmpty(); // losses always differ by 1
    assertThat(report.trials()).isEqualTo(12);
    assertThat(report.bySeries().get("LINE")).isEqualTo(report.pooled());
  }

  @Test
  void theTestIsThatOfTheErrors() throws InterruptedException {
    Series series = walk(3, 60);
    ComparisonReport report =
        comparison(Baseline.DRIFT, Baseline.LAST_VALUE, Baseline.MEAN)
            .run(new TreeMap<>(Map.of("A", series)), 1, progress -> {});
    double[] drift = errors(Baseline.DRIFT, series);
    double[] last = errors(Baseline.LAST_VALUE, series);

    DieboldMariano expected =
        DieboldMariano.test(drift, last, 1, 2, DieboldMariano.Variance.RECTANGULAR).orElseThrow();

    DieboldMariano found =
        Objects.requireNonNull(report.pooled().get(0).against().get("last-value"));
    assertThat(found.statistic()).isCloseTo(expected.statistic(), within(1e-12));
    assertThat(found.twoSided()).isCloseTo(expected.twoSided(), within(1e-12));
    assertThat(report.pooled().get(0).against()).containsOnlyKeys("last-value", "mean");
    assertThat(report.pooled().get(1).against()).isEmpty();
  }

  private static double[] errors(Forecaster model, Series series) {
    return BACKTEST.run(model, series).stream().mapToDouble(Backtest.Judged::error).toArray();
  }

  @Test
  void oneSeriesTwiceIsNoMoreEvidenceThanOnce() throws InterruptedException {
    Series series = walk(3, 60);
    Comparison comparison = comparison(Baseline.DRIFT, Baseline.LAST_VALUE);

    ComparisonReport once = comparison.run(new TreeMap<>(Map.of("A", series)), 1, progress -> {});
    ComparisonReport twice =
        comparison.run(new TreeMap<>(Map.of("A", series, "B", series)), 2, progress -> {});

    assertThat(twice.pooled().get(0).against()).isEqualTo(once.pooled().get(0).against());
    assertThat(twice.pooled().get(0).scores().errors().count()).isEqualTo(30);
  }

  @Test
  void threadsChangeNothingAndProgressIsInOrder() throws InterruptedException {
    TreeMap<String, Series> series = new TreeMap<>();
    for (int i = 0; i < 8; i++) {
      series.put("T" + i, walk(i, 50 + i));
    }
    series.put("SHORT", line(9));
    List<Comparison.Progress> seen = new ArrayList<>();
    Comparison comparison = comparison(Baseline.AR1, Baseline.LAST_VALUE, Baseline.DRIFT);

    ComparisonReport one = comparison.run(series, 1, progress -> {});
    ComparisonReport four = comparison.run(series, 4, seen::add);

    assertThat(four).isEqualTo(one);
    assertThat(seen).hasSize(9);
    assertThat(seen.get(0)).isEqualTo(new Comparison.Progress(1, 9, "SHORT"));
    assertThat(one.failures())
        .isEqualTo(
            Map.of(
                "SHORT",
                "3 folds need 25 places but there are 9: take fewer folds, shorter parts or more"
                    + " data"));
    assertThat(one.bySeries()).hasSize(8);
    assertThat(comparison.fits(9)).isEqualTo(81);
  }

  @Test
  void nothingToJudgeIsRefused() {
    assertThatThrownBy(
            () ->
                comparison(Baseline.AR1, Baseline.LAST_VALUE)
                    .run(new TreeMap<>(), 1, progress -> {}))
        .hasMessage("there is no series to judge: name one");
    assertThatThrownBy(() -> comparison(Baseline.AR1))
        .hasMessage("a comparison needs a baseline, none twice, and trials >= 1 but had [] and 12");
  }

  @Test
  void changesHaveTheirOwnSign() throws InterruptedException {
    Series returns =
        Series.of(IntStream.range(0, 40).mapToDouble(i -> i % 2 == 0 ? 1 : -1).toArray());
    ComparisonReport report =
        new Comparison(Baseline.AR1, List.of(Baseline.ZERO), BACKTEST, Target.CHANGE, 1)
            .run(new TreeMap<>(Map.of("A", returns)), 1, progress -> {});

    assertThat(report.pooled().get(0).scores().direction().accuracy()).hasValue(1);
    assertThat(report.pooled().get(0).scores().direction().matthews()).hasValue(1);
  }

  @Test
  void parametersAreEstimatedAsOftenAsThePolicySays() {
    assertThat(fits(Refit.ALWAYS)).isEqualTo(5).isEqualTo(Refit.ALWAYS.fits(5));
    assertThat(fits(new Refit(2))).isEqualTo(3).isEqualTo(new Refit(2).fits(5));
    assertThat(fits(Refit.NEVER)).isEqualTo(1).isEqualTo(Refit.NEVER.fits(5));
    assertThatThrownBy(() -> new Refit(0))
        .hasMessage("refit must be every 1 or more folds but was 0");
  }

  private static int fits(Refit refit) {
    List<Series> fitted = new ArrayList<>();
    Forecaster counting =
        new Forecaster() {
          @Override
          public String name() {
            return "counting";
          }

          @Override
          public Fitted fit(Series series) {
            fitted.add(series);
            return Baseline.LAST_VALUE.fit(series);
          }

          @Override
          public Fitted load(byte[] saved) {
            return Baseline.LAST_VALUE.load(saved);
          }
        };
    new Backtest(new WalkForward(ROLLING, 5, 3, 8, new Gaps(1, 2)), refit, 1, 0.9)
        .run(counting, line(60));
    return fitted.size();
  }

  @Test
  void aPurgeThatIsTooShortForTheHorizonIsRefused() {
    assertThatThrownBy(() -> new Backtest(WALK, Refit.ALWAYS, 3, 0.9))
        .hasMessage("horizon must be >= 1 and purge >= horizon - 1 but were 3 and 0");
  }

  @Test
  void missingValuesAreNotJudged() {
    double[] y = line(40).values();
    y[33] = Double.NaN;

    List<Backtest.Judged> judged = BACKTEST.run(Baseline.LAST_VALUE, Series.of(y));

    assertThat(judged).hasSize(14);
    assertThat(judged.get(8).place()).isEqualTo(34);
    assertThat(judged.get(8).before()).isEqualTo(32);
  }
}
