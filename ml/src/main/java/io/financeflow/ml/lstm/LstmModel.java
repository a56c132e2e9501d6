package io.financeflow.ml.lstm;

import io.financeflow.ml.dataset.Scaler;
import io.financeflow.ml.dataset.Windows;
import io.financeflow.ml.forecaster.ModelBytes;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trained networks whose forecasts are averaged, with all that they need: settings, names of the
 * features, scaling. Not thread-safe: DL4J's networks are not.
 */
public final class LstmModel {
  /** Name and version of the saved form, as the model store writes it. */
  public static final String FORMAT = "lstm/1";

  private final LstmSettings settings;
  private final List<String> features;
  private final Scaler scaler;
  private final LabelScale labels;
  private final List<Member> members;

  /**
   * One network.
   *
   * @param network with its best weights
   * @param bestEpoch after which epoch it had them, from 1
   * @param epochs how many it was trained
   * @param validLoss its validation loss then
   */
  record Member(MultiLayerNetwork network, int bestEpoch, int epochs, double validLoss) {
    /** The best of a training; it goes on untouched. */
    static Member of(TrainingState state) {
      MultiLayerNetwork network = state.network().clone();
      network.setParams(Nd4j.create(state.best(), new long[] {1, state.best().length}, 'c'));
      return new Member(network, state.bestEpoch(), state.epoch(), state.bestLoss());
    }
  }

  /**
   * Forecasts of windows.
   *
   * @param values mean over the networks: returns, or how likely they are above 0
   * @param spread standard deviation over the networks, 0 for a single one
   */
  @SuppressWarnings("ArrayRecordComponent") // results, never compared
  public record Forecasts(double[] values, double[] spread) {}

  LstmModel(
      LstmSettings settings,
      List<String> features,
      Scaler scaler,
      LabelScale labels,
      List<Member> members) {
    this.settings = settings;
    this.features = List.copyOf(features);
    this.scaler = scaler;
    this.labels = labels;
    this.members = List.copyOf(members);
  }

  /** Returns what it was made by. */
  public LstmSettings settings() {
    return settings;
  }

  /** Returns the names of the features it takes, in order. */
  public List<String> features() {
    return features;
  }

  /** Returns the scaling of its features: windows have to be cut with it. */
  public Scaler scaler() {
    return scaler;
  }

  /** Returns after which epoch each network was at its best, from 1. */
  public List<Integer> bestEpochs() {
    return members.stream().map(Member::bestEpoch).toList();
  }

  /** Returns how many epochs each network was trained. */
  public List<Integer> epochs() {
    return members.stream().map(Member::epochs).toList();
  }

  /** Returns the lowest validation loss of each network. */
  public List<Double> validLosses() {
    return members.stream().map(Member::validLoss).toList();
  }

  /** Returns the direction that a forecast says: above 0 is up. */
  public double direction(double forecast) {
    return labels.direction(forecast);
  }

  /**
   * Forecasts every window.
   *
   * @throws OtherSignature when the windows have other features, length or scaling
   */
  public Forecasts forecast(Windows windows) {
    requireSignature(windows);
    double[] sum = new double[windows.size()];
    double[] square = new double[windows.size()];
    int seen = 0;
    for (Member member : members) {
      seen++;
      float[] outputs = Batches.outputs(member.network(), windows);
      for (int i = 0; i < outputs.length; i++) {
        double value = labels.forecast(outputs[i]);
        double from = value - sum[i];
        sum[i] += from / seen;
        square[i] += from * (value - sum[i]);
      }
    }
    for (int i = 0; i < square.length; i++) {
      square[i] = seen > 1 ? Math.sqrt(square[i] / (seen - 1)) : 0;
    }
    return new Forecasts(sum, square);
  }

  private void requireSignature(Windows windows) {
    if (!windows.rows().features().equals(features)) {
      throw new OtherSignature("features " + features, windows.rows().features().toString());
    }
    if (windows.lookBack() != settings.network().lookBack()) {
      throw new OtherSignature(
          "windows of " + settings.network().lookBack(), "windows of " + windows.lookBack());
    }
    if (!windows.scaler().equals(scaler)) {
      throw new OtherSignature("its own scaling", "another one");
    }
  }

  /** Returns it as bytes: DL4J's ZIP of each network, and weights that need no DL4J to be read. */
  public byte[] save() {
    return ModelBytes.write(
        LstmFormat.NAME,
        LstmFormat.VERSION,
        out -> LstmFormat.write(out, settings, features, scaler, labels, members));
  }

  /**
   * Reads a saved model.
   *
   * @throws io.financeflow.ml.forecaster.UnreadableModel when the bytes are none
   */
  public static LstmModel load(byte[] saved) {
    return ModelBytes.read(saved, LstmFormat.NAME, LstmFormat.VERSION, LstmFormat::read);
  }
}
