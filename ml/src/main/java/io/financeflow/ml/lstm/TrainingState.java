package io.financeflow.ml.lstm;

import io.financeflow.ml.forecaster.ModelBytes;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A network in training: where it is, and its best weights so far. Not thread-safe; goes to bytes
 * and back without any difference in what follows.
 */
final class TrainingState {
  private static final String FORMAT = "lstm-training";
  private static final int VERSION = 1;

  private final MultiLayerNetwork network;
  private float[] best;
  private double bestLoss;
  private int bestEpoch;
  private int epoch;

  private TrainingState(MultiLayerNetwork network, float[] best, double bestLoss) {
    this.network = network;
    this.best = best;
    this.bestLoss = bestLoss;
  }

  static TrainingState begin(MultiLayerNetwork network) {
    return new TrainingState(network, new float[0], Double.POSITIVE_INFINITY);
  }

  MultiLayerNetwork network() {
    return network;
  }

  /** Returns how many epochs are over. */
  int epoch() {
    return epoch;
  }

  /** Returns after which epoch the best weights were seen, from 1. */
  int bestEpoch() {
    return bestEpoch;
  }

  /** Returns the lowest validation loss so far; infinite before the first epoch's end. */
  double bestLoss() {
    return bestLoss;
  }

  boolean hasBest() {
    return best.length > 0;
  }

  boolean outOf(int patience) {
    return hasBest() && epoch - bestEpoch >= patience;
  }

  /** Ends an epoch with that validation loss and returns whether it is the lowest. */
  boolean scored(double loss) {
    epoch++;
    if (hasBest() && !(loss < bestLoss)) {
      return false;
    }
    bestLoss = loss;
    bestEpoch = epoch;
    best = Buffers.floats(network.params());
    return true;
  }

  /** Returns the best weights, in DL4J's order. */
  float[] best() {
    return best.clone();
  }

  byte[] save() {
    return ModelBytes.write(
        FORMAT,
        VERSION,
        out -> {
          out.writeInt(epoch);
          out.writeInt(bestEpoch);
          out.writeDouble(bestLoss);
          Snapshot.write(out, best);
          Snapshot.write(out, Snapshot.zip(network, true));
        });
  }

  /**
   * Reads a state.
   *
   * @throws io.financeflow.ml.forecaster.UnreadableModel when the bytes are none
   */
  static TrainingState load(byte[] saved) {
    return ModelBytes.read(
        saved,
        FORMAT,
        VERSION,
        in -> {
          int epoch = in.readInt();
          int bestEpoch = in.readInt();
          double bestLoss = in.readDouble();
          float[] best = Snapshot.numbers(in);
          TrainingState state =
              new TrainingState(Snapshot.network(Snapshot.bytes(in), true), best, bestLoss);
          state.epoch = epoch;
          state.bestEpoch = bestEpoch;
          return state;
        });
  }
}
