package io.financeflow.ml.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.financeflow.ml.lstm.LstmSettings.Network;
import io.financeflow.ml.lstm.LstmSettings.Target;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Our layer against DL4J's own and against differences of an LSTM in double precision. */
class FusedLstmTest {
  private static final double AGREES = 1e-5;

  private static LstmSettings settings(int units, int layers, int steps, double dropout) {
    LstmSettings usual = LstmSettings.defaults(Target.NEXT_RETURN);
    return new LstmSettings(
        usual.target(), new Network(units, layers, steps, dropout), usual.training(), 1, 7);
  }

  private static INDArray random(long seed, long... size) {
    Random random = new Random(seed);
    long length = 1;
    for (long each : size) {
      length *= each;
    }
    float[] values = new float[(int) length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Nd4j.create(values, size, 'c');
  }

  private static double distance(INDArray one, INDArray other) {
    return one.sub(other).amaxNumber().doubleValue();
  }

  @ParameterizedTest
  @CsvSource({
    "5,1,7,3,6",
    "25,1,40,1,64",
    "32,1,12,8,131",
    "1,1,2,1,1",
    "6,2,9,3,130",
    "4,3,5,2,3"
  })
  void outputsAndGradientsAreThoseOfDl4j(
      int units, int layers, int steps, int features, int sequences) {
    LstmSettings settings = settings(units, layers, steps, 0);
    MultiLayerNetwork ours = Networks.fused(settings, features, 3);
    MultiLayerNetwork theirs = Networks.plain(settings, features, 4);
    ours.setParams(theirs.params().dup());
    INDArray inputs = random(5, sequences, features, steps);
    INDArray labels = random(6, sequences, 1);

    assertThat(distance(ours.output(inputs), theirs.output(inputs))).isLessThan(AGREES);
    for (MultiLayerNetwork network : new MultiLayerNetwork[] {ours, theirs}) {
      network.setInput(inputs);
      network.setLabels(labels);
      network.computeGradientAndScore();
    }
    assertThat(ours.score()).isCloseTo(theirs.score(), within(AGREES));
    assertThat(distance(ours.gradient().gradient(), theirs.gradient().gradient()))
        .isLessThan(AGREES * Math.max(1, theirs.gradient().gradient().amaxNumber().doubleValue()));
  }

  @Test
  void gradientOfTheInputsIsThatOfDl4j() {
    LstmSettings settings = settings(6, 1, 9, 0);
    MultiLayerNetwork ours = Networks.fused(settings, 3, 3);
    MultiLayerNetwork theirs = Networks.plain(settings, 3, 3);
    INDArray inputs = random(5, 70, 3, 9);
    INDArray labels = random(6, 70, 1);

    INDArray one = ours.calculateGradients(inputs, labels, null, null).getSecond();
    INDArray other = theirs.calculateGradients(inputs, labels, null, null).getSecond();

    assertThat(distance(one, other)).isLessThan(AGREES);
  }

  @Test
  void gradientsAreDifferencesOfAnLstmInDoublePrecision() {
    LstmSettings settings = settings(4, 1, 6, 0);
    MultiLayerNetwork network = Networks.fused(settings, 3, 3);
    INDArray inputs = random(5, 5, 3, 6);
    INDArray labels = random(6, 5, 1);
    network.setInput(inputs);
    network.setLabels(labels);
    network.computeGradientAndScore();

    double[] parameters = network.params().toDoubleVector();
    DoubleLstm oracle = new DoubleLstm(3, 4);
    assertThat(oracle.loss(parameters, inputs, labels)).isCloseTo(network.score(), within(AGREES));
    double[] gradient = network.gradient().gradient().toDoubleVector();
    for (int i = 0; i < parameters.length; i++) {
      // DL4J divides by the number of sequences when it updates.
      assertThat(gradient[i] / 5)
          .isCloseTo(oracle.slope(parameters, i, inputs, labels), within(AGREES));
    }
  }

  @Test
  void dropoutIsThatOfDl4j() {
    LstmSettings settings = settings(5, 2, 6, 0.5);
    MultiLayerNetwork ours = Networks.fused(settings, 3, 3);
    MultiLayerNetwork theirs = Networks.plain(settings, 3, 3);
    DataSet data = new DataSet(random(5, 20, 3, 6), random(6, 20, 1));
    for (MultiLayerNetwork network : new MultiLayerNetwork[] {ours, theirs}) {
      Nd4j.getRandom().setSeed(11);
      network.fit(data);
    }

    assertThat(distance(ours.params(), theirs.params())).isLessThan(AGREES);
    assertThat(ours.score()).isCloseTo(theirs.score(), within(AGREES));
  }

  @Test
  void configurationGoesToJsonAndBack() {
    MultiLayerConfiguration configuration =
        Networks.fused(settings(5, 2, 6, 0.5), 3, 3).getLayerWiseConfigurations();

    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());

    assertThat(read).isEqualTo(configuration);
    assertThat(((FusedLstm) read.getConf(0).getLayer()).isAllSteps()).isTrue();
    assertThat(((FusedLstm) read.getConf(1).getLayer()).isAllSteps()).isFalse();
  }

  @Test
  void masksAreRefused() {
    MultiLayerNetwork network = Networks.fused(settings(5, 1, 6, 0), 3, 3);

    assertThatThrownBy(() -> network.output(random(5, 2, 3, 6), false, Nd4j.ones(2, 6), null))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("FusedLstm knows no masks: cut sequences to length");
  }

  @Test
  void otherNumbersOfFeaturesAreRefused() {
    MultiLayerNetwork network = Networks.fused(settings(5, 1, 6, 0), 3, 3);

    assertThatThrownBy(
            () ->
                network
                    .getLayer(0)
                    .activate(random(5, 2, 4, 6), false, LayerWorkspaceMgr.noWorkspaces()))
        .hasMessage("expected [sequences, 3, steps] but was [2, 4, 6]");
  }

  @Test
  void tangentIsRightToSevenDigits() {
    for (float x = -12; x <= 12; x += 0.001f) {
      float[] one = {x};
      float[] two = {x};
      Gates.tanh(one, one, 1);
      Gates.sigmoid(two, 1);

      assertThat((double) one[0]).isCloseTo(Math.tanh(x), within(4e-7));
      assertThat((double) two[0]).isCloseTo(1 / (1 + Math.exp(-x)), within(4e-7));
    }
    float[] unknown = {Float.NaN};
    Gates.tanh(unknown, unknown, 1);
    assertThat(unknown[0]).isNaN();
  }
}
