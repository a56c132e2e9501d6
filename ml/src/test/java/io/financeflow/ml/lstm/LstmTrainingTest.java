package io.financeflow.ml.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.ml.dataset.FeatureRows;
import io.financeflow.ml.dataset.Range;
import io.financeflow.ml.dataset.Scaler;
import io.financeflow.ml.dataset.SimulatedRows;
import io.financeflow.ml.dataset.Windows;
import io.financeflow.ml.forecaster.UnreadableModel;
import io.financeflow.ml.lstm.LstmSettings.Network;
import io.financeflow.ml.lstm.LstmSettings.Optimizer;
import io.financeflow.ml.lstm.LstmSettings.Target;
import io.financeflow.ml.lstm.LstmSettings.Training;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Training on simulated rows: the first feature says half of the next return. */
class LstmTrainingTest {
  private static final FeatureRows ROWS = SimulatedRows.of(4, 150, 0.5);
  private static final Scaler SCALER = Scaler.fit(ROWS, new Range(1000, 1099));
  private static final Windows TRAIN = windows(1000, 1000, 1099);
  private static final Windows VALID = windows(1101, 1107, 1149);

  private static Windows windows(int first, int from, int to) {
    return Windows.of(ROWS, SCALER, new Windows.Cut(0, 6, first, new Range(from, to)));
  }

  private static LstmSettings settings(Target target, int seeds, int epochs) {
    return new LstmSettings(
        target,
        new Network(6, 1, 6, 0.1),
        new Training(Optimizer.ADAM, 0.02, 64, epochs, 100),
        seeds,
        5);
  }

  private static LstmTraining training(LstmSettings settings) {
    return new LstmTraining(settings, TRAIN, VALID, new AtomicLong()::incrementAndGet);
  }

  private static double[] forecasts(LstmModel model) {
    return model.forecast(VALID).values();
  }

  /** Sees all and stops before a batch. */
  private static final class Onlooker implements Watch {
    private final List<EpochReport> reports = new ArrayList<>();
    private final int stopAfter;
    private int asked;

    Onlooker(int stopAfter) {
      this.stopAfter = stopAfter;
    }

    @Override
    public boolean stopRequested() {
      return asked++ >= stopAfter;
    }

    @Override
    public void epoch(EpochReport report) {
      reports.add(report);
    }
  }

  @Test
  void sameSeedMakesTheSameBits() {
    LstmTraining.Result one = training(settings(Target.NEXT_RETURN, 1, 4)).fit(Watch.NOBODY);
    LstmTraining.Result other = training(settings(Target.NEXT_RETURN, 1, 4)).fit(Watch.NOBODY);

    assertThat(forecasts(other.model())).isEqualTo(forecasts(one.model()));
    assertThat(other.validLoss()).isEqualTo(one.validLoss());
  }

  @Test
  void trainingInPiecesEndsAsOneInASingleRun() {
    LstmSettings settings = settings(Target.NEXT_RETURN, 2, 5);
    LstmTraining.Result whole = training(settings).fit(Watch.NOBODY);

    byte[] first = training(settings).fit(1, Optional.empty(), Watch.NOBODY).checkpoint();
    byte[] second = training(settings).fit(3, Optional.of(first), Watch.NOBODY).checkpoint();
    LstmTraining.Result pieces = training(settings).fit(5, Optional.of(second), Watch.NOBODY);

    assertThat(forecasts(pieces.model())).isEqualTo(forecasts(whole.model()));
    assertThat(pieces.model().bestEpochs()).isEqualTo(whole.model().bestEpochs());
    assertThat(pieces.model().epochs()).containsExactly(5, 5);
  }

  @Test
  void networkFindsWhatTheFeaturesSay() {
    Onlooker onlooker = new Onlooker(Integer.MAX_VALUE);
    LstmTraining.Result result = training(settings(Target.NEXT_RETURN, 1, 30)).fit(onlooker);

    // Half of the deviation is signal: its share of the variance is a half.
    assertThat(result.validLoss()).isLessThan(0.65);
    EpochReport last = onlooker.reports.get(29);
    assertThat(last.epoch()).isEqualTo(30);
    assertThat(last.scores().directionalAccuracy()).isGreaterThan(0.7);
    assertThat(last.left()).isEqualTo(Duration.ZERO);
    assertThat(onlooker.reports.get(0).left()).isPositive();
  }

  @Test
  void directionIsForecastAsALikelihood() {
    LstmTraining.Result result = training(settings(Target.DIRECTION, 1, 30)).fit(Watch.NOBODY);

    double[] likely = forecasts(result.model());
    int right = 0;
    for (int i = 0; i < likely.length; i++) {
      assertThat(likely[i]).isBetween(0.0, 1.0);
      right += likely[i] > 0.5 == VALID.label(i) > 0 ? 1 : 0;
    }
    assertThat(right / (double) likely.length).isGreaterThan(0.7);
    assertThat(result.validLoss()).isLessThan(Math.log(2));
  }

  @Test
  void patienceEndsTrainingAndTheBestWeightsStay() {
    LstmSettings settings =
        new LstmSettings(
            Target.NEXT_RETURN,
            new Network(6, 1, 6, 0),
            new Training(Optimizer.ADAM, 0.3, 64, 200, 3),
            1,
            5);
    Onlooker onlooker = new Onlooker(Integer.MAX_VALUE);
    LstmTraining.Result result = training(settings).fit(onlooker);

    int best = result.model().bestEpochs().get(0);
    assertThat(result.model().epochs()).containsExactly(best + 3);
    assertThat(onlooker.reports).hasSize(best + 3).hasSizeLessThan(200);
    assertThat(result.validLoss()).isEqualTo(onlooker.reports.get(best - 1).scores().validLoss());
    double loss = 0;
    double[] values = forecasts(result.model());
    for (int i = 0; i < values.length; i++) {
      loss += Math.pow(values[i] - VALID.label(i), 2) / values.length;
    }
    LabelScale scale = LabelScale.fit(Target.NEXT_RETURN, TRAIN);
    assertThat(loss / scale.deviation() / scale.deviation())
        .isCloseTo(result.validLoss(), org.assertj.core.api.Assertions.within(1e-6));
  }

  @Test
  void stopKeepsTheBestSoFar() {
    LstmTraining.Result early = training(settings(Target.NEXT_RETURN, 3, 50)).fit(new Onlooker(3));
    Onlooker onlooker = new Onlooker(40);
    LstmTraining.Result later = training(settings(Target.NEXT_RETURN, 3, 50)).fit(onlooker);

    assertThat(early.stopped()).isTrue();
    assertThat(early.model().bestEpochs()).containsExactly(1);
    assertThat(later.stopped()).isTrue();
    assertThat(later.model().epochs()).containsExactly(onlooker.reports.size());
  }

  @Test
  void severalSeedsAreAveragedAndTheirSpreadIsTold() {
    LstmModel three = training(settings(Target.NEXT_RETURN, 3, 3)).fit(Watch.NOBODY).model();
    double[] mean = new double[VALID.size()];
    for (int seed = 5; seed <= 7; seed++) {
      LstmSettings usual = settings(Target.NEXT_RETURN, 1, 3);
      LstmSettings one =
          new LstmSettings(usual.target(), usual.network(), usual.training(), 1, seed);
      double[] values = forecasts(training(one).fit(Watch.NOBODY).model());
      for (int i = 0; i < mean.length; i++) {
        mean[i] += values[i] / 3;
      }
    }
    LstmModel.Forecasts forecasts = three.forecast(VALID);

    assertThat(forecasts.values())
        .containsExactly(mean, org.assertj.core.api.Assertions.within(1e-12));
    assertThat(forecasts.spread()[0]).isPositive();
    assertThat(three.validLosses()).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void savedModelForecastsAndLearnsOnWithoutADifference() {
    LstmModel model = training(settings(Target.NEXT_RETURN, 2, 3)).fit(Watch.NOBODY).model();

    LstmModel loaded = LstmModel.load(model.save());

    assertThat(loaded.forecast(VALID).values()).isEqualTo(model.forecast(VALID).values());
    assertThat(loaded.settings()).isEqualTo(model.settings());
    assertThat(loaded.features()).containsExactly("a", "b");
    assertThat(loaded.scaler()).isEqualTo(SCALER);
    assertThat(loaded.bestEpochs()).isEqualTo(model.bestEpochs());
  }

  @Test
  void oneMoreStepAfterRestoringIsTheSameStep() throws java.io.IOException {
    TrainingState state =
        TrainingState.begin(Networks.fused(settings(Target.NEXT_RETURN, 1, 3), 2, 5));
    DataSet data =
        new DataSet(
            Nd4j.linspace(-1, 1, 240)
                .castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT)
                .reshape(20, 2, 6),
            Nd4j.linspace(-1, 1, 20)
                .castTo(org.nd4j.linalg.api.buffer.DataType.FLOAT)
                .reshape(20, 1));
    state.network().fit(data);
    MultiLayerNetwork restored = TrainingState.load(state.save()).network();

    for (MultiLayerNetwork network : new MultiLayerNetwork[] {state.network(), restored}) {
      Nd4j.getRandom().setSeed(3);
      network.fit(data);
    }

    assertThat(Buffers.floats(restored.params()))
        .isEqualTo(Buffers.floats(state.network().params()));
  }

  @Test
  void otherWindowsAreRefused() {
    LstmModel model = training(settings(Target.NEXT_RETURN, 1, 1)).fit(Watch.NOBODY).model();
    FeatureRows renamed = new FeatureRows(List.of("a", "c"), ROWS.labels(), ROWS.tickers());
    Windows.Cut cut = new Windows.Cut(0, 6, 1000, new Range(1000, 1099));

    assertThatThrownBy(() -> model.forecast(Windows.of(renamed, SCALER, cut)))
        .isInstanceOf(OtherSignature.class)
        .hasMessage(
            "the model takes features [a, b] but was offered [a, c]: use its feature set, or train"
                + " it again");
    Scaler other = Scaler.fit(ROWS, new Range(1000, 1050));
    assertThatThrownBy(() -> model.forecast(Windows.of(ROWS, other, cut)))
        .hasMessageContaining("its own scaling");
    Windows.Cut shorter = new Windows.Cut(0, 5, 1000, new Range(1000, 1099));
    assertThatThrownBy(() -> model.forecast(Windows.of(ROWS, SCALER, shorter)))
        .hasMessageContaining("windows of 6 but was offered windows of 5");
  }

  @Test
  void changedBytesAreRefused() {
    byte[] saved = training(settings(Target.NEXT_RETURN, 1, 1)).fit(Watch.NOBODY).model().save();
    byte[] changed = saved.clone();
    changed[saved.length - 3] ^= 1;

    assertThatThrownBy(() -> LstmModel.load(changed))
        .isInstanceOf(UnreadableModel.class)
        .hasMessageContaining("weights and ZIP differ");
    assertThatThrownBy(() -> LstmModel.load(java.util.Arrays.copyOf(saved, 100)))
        .isInstanceOf(UnreadableModel.class);
  }

  @Test
  void divergedTrainingSaysSo() {
    FeatureRows wild = SimulatedRows.of(2, 60, 0.5);
    wild.tickers().get(0).features()[20] = Float.NaN;
    Windows windows = Windows.of(wild, SCALER, new Windows.Cut(0, 6, 1000, new Range(1000, 1059)));

    assertThatThrownBy(
            () ->
                new LstmTraining(settings(Target.NEXT_RETURN, 1, 3), windows, windows, () -> 0L)
                    .fit(Watch.NOBODY))
        .isInstanceOf(TrainingDiverged.class)
        .hasMessage(
            "the loss is no number in epoch 1: lower --learning-rate, or look for wild features");
  }

  @Test
  void settingsOutOfBoundsAreRefused() {
    assertThatThrownBy(() -> new Network(0, 1, 6, 0))
        .hasMessage("units must be 1 to 512 but was 0");
    assertThatThrownBy(() -> new Network(1, 1, 6, 0.95))
        .hasMessage("dropout must be 0 to 0.9 but was 0.95");
    assertThatThrownBy(() -> new Training(Optimizer.SGD, 0, 1, 1, 1))
        .hasMessage("learning-rate must be above 0 to 1 but was 0");
  }
}
