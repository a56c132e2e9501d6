package io.financeflow.ml.evaluation;

import static io.financeflow.ml.evaluation.WalkForward.Scheme.EXPANDING;
import static io.financeflow.ml.evaluation.WalkForward.Scheme.ROLLING;
import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.ml.arima.ArimaForecaster;
import io.financeflow.ml.arima.ArimaOrder;
import io.financeflow.ml.arima.ArimaSpec;
import io.financeflow.ml.evaluation.WalkForward.Gaps;
import io.financeflow.ml.forecaster.Baseline;
import io.financeflow.ml.forecaster.Fitted;
import io.financeflow.ml.forecaster.Forecaster;
import io.financeflow.ml.forecaster.Forecasters;
import io.financeflow.ml.forecaster.Series;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LeakCanaryTest {
  private static final Series PRICES = prices();
  private static final Backtest DAILY =
      new Backtest(new WalkForward(EXPANDING, 2, 5, 30, new Gaps(2, 1)), Refit.ALWAYS, 1, 0.9);
  private static final Backtest AHEAD =
      new Backtest(new WalkForward(ROLLING, 3, 4, 30, new Gaps(2, 1)), new Refit(2), 3, 0.9);
  private static final PanelBacktest PANEL =
      new PanelBacktest(new WalkForward(EXPANDING, 3, 4, 10, Gaps.NONE), Refit.ALWAYS);

  private static Series prices() {
    Random random = new Random(1);
    double[] y = new double[50];
    y[0] = 100;
    for (int i = 1; i < y.length; i++) {
      y[i] = 20 + 0.8 * y[i - 1] + 3 * random.nextGaussian();
    }
    return Series.seasonal(5, y);
  }

  private static List<Forecaster> registered() {
    List<Forecaster> all = new ArrayList<>(Baseline.all());
    all.add(ArimaForecaster.auto());
    all.add(ArimaForecaster.auto().onLogarithms());
    all.add(ArimaForecaster.of(new ArimaSpec(ArimaOrder.of(1, 1, 1), true)));
    return List.copyOf(new Forecasters(all).all().values());
  }

  @Test
  void noForecasterKnowsTheFuture() {
    for (Forecaster forecaster : registered()) {
      assertThat(LeakCanary.leaks(series -> forecaster, DAILY, PRICES))
          .as(forecaster.name())
          .isEmpty();
      assertThat(LeakCanary.leaks(series -> forecaster, AHEAD, PRICES))
          .as(forecaster.name())
          .isEmpty();
    }
  }

  @Test
  void aForecasterThatScalesByTheWholeSeriesIsCaught() {
    assertThat(LeakCanary.leaks(ScaledByAll::new, DAILY, PRICES)).hasSizeGreaterThan(5);
  }

  @Test
  void theScaleOfAComparisonIsThatOfTheTrainingPart() {
    List<Fold> folds = DAILY.folds().over(PRICES.length());
    Series other = LeakCanary.replaced(PRICES, folds.get(0).trainTo());

    assertThat(JudgedSeries.of(other, folds, List.of()).scale())
        .isEqualTo(JudgedSeries.of(PRICES, folds, List.of()).scale());
    assertThat(
            JudgedSeries.of(
                    LeakCanary.replaced(PRICES, folds.get(0).trainTo() - 1), folds, List.of())
                .scale())
        .isNotEqualTo(JudgedSeries.of(PRICES, folds, List.of()).scale());
  }

  @Test
  void noBaselineOfFeaturesKnowsTheFuture() {
    for (PanelModel model : PanelBaseline.all()) {
      assertThat(LeakCanary.leaks(model, PANEL, panel())).as(model.name()).isEmpty();
    }
  }

  @Test
  void aModelOfFeaturesThatLooksAtLaterDaysIsCaught() {
    assertThat(LeakCanary.leaks(new ScaledByTestBlock(), PANEL, panel())).isNotEmpty();
  }

  @Test
  void labelsOfTestDaysAreNotShown() {
    List<Double> seen = new ArrayList<>();
    PanelModel curious =
        new PanelModel() {
          @Override
          public String name() {
            return "curious";
          }

          @Override
          public Scorer fit(Panel training) {
            return (known, from) -> {
              for (int row = from; row < known.rows(); row++) {
                seen.add(known.label(row));
              }
              return new double[known.rows() - from];
            };
          }
        };

    PANEL.run(curious, panel());

    assertThat(seen).hasSize(3 * 4 * 5).containsOnly(Double.NaN);
  }

  private static Panel panel() {
    Random random = new Random(2);
    List<Panel.Key> keys = new ArrayList<>();
    double[][] features = new double[30 * 5][2];
    double[] labels = new double[features.length];
    for (int row = 0; row < labels.length; row++) {
      keys.add(new Panel.Key(LocalDate.of(2026, 1, 1).plusDays(row / 5), "N" + row % 5));
      features[row][0] = random.nextGaussian();
      features[row][1] = random.nextGaussian();
      labels[row] = features[row][0] + random.nextGaussian();
    }
    return Panel.of(keys, features, labels);
  }

  /** The usual fault: a scaler that was fitted before the series was split. */
  private static final class ScaledByAll implements Forecaster {
    private final double mean;

    ScaledByAll(Series whole) {
      mean = Arrays.stream(whole.presentValues()).average().orElse(0);
    }

    @Override
    public String name() {
      return "scaled-by-all";
    }

    @Override
    public Fitted fit(Series series) {
      double[] y = Arrays.stream(series.values()).map(v -> (v + mean) / 2).toArray();
      return Baseline.MEAN.fit(Series.of(y));
    }

    @Override
    public Fitted load(byte[] saved) {
      return Baseline.MEAN.load(saved);
    }
  }

  /** Another: scores relative to the mean of the whole test block. */
  private static final class ScaledByTestBlock implements PanelModel {
    @Override
    public String name() {
      return "scaled-by-test-block";
    }

    @Override
    public Scorer fit(Panel training) {
      return (known, from) -> {
        double[] scores = new double[known.rows() - from];
        Arrays.setAll(scores, i -> known.feature(from + i, 0));
        double mean = Arrays.stream(scores).average().orElse(0);
        return Arrays.stream(scores).map(score -> score - mean).toArray();
      };
    }
  }
}
