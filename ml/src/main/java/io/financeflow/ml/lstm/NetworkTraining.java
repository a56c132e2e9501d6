package io.financeflow.ml.lstm;

import io.financeflow.ml.dataset.Windows;
import io.financeflow.ml.evaluation.DirectionMetrics;
import io.financeflow.ml.lstm.EpochReport.Scores;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.ObjIntConsumer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains one network. What an epoch does depends on seed, epoch and the state before it alone, so
 * that a training in pieces ends as one in a single run.
 */
final class NetworkTraining {
  private final LstmSettings settings;
  private final Material material;
  private final long seed;

  /**
   * What is learnt from.
   *
   * @param train to learn from
   * @param valid to stop by
   * @param scale of the labels
   */
  record Material(Windows train, Windows valid, LabelScale scale) {}

  NetworkTraining(LstmSettings settings, Material material, long seed) {
    this.settings = settings;
    this.material = material;
    this.seed = seed;
  }

  /** Returns where a training begins. */
  TrainingState begin() {
    return TrainingState.begin(Networks.fused(settings, material.train().features(), seed));
  }

  /**
   * Goes on to an epoch, exclusive of what is beyond; ends before when patience is over or a stop
   * is asked for.
   *
   * @param reports takes the scores of each epoch and its number, from 1
   * @return whether a stop was asked for
   */
  boolean advance(
      TrainingState state, int toEpoch, BooleanSupplier stop, ObjIntConsumer<Scores> reports) {
    while (state.epoch() < toEpoch && !state.outOf(settings.training().patience())) {
      double loss = epoch(state.network(), state.epoch(), stop);
      if (stop.getAsBoolean()) {
        if (!state.hasBest()) {
          score(state, loss);
        }
        return true;
      }
      reports.accept(score(state, loss), state.epoch());
    }
    return false;
  }

  private double epoch(MultiLayerNetwork network, int epoch, BooleanSupplier stop) {
    long ofEpoch = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * epoch).nextLong();
    int[] order = Batches.shuffled(material.train().size(), ofEpoch);
    Nd4j.getRandom().setSeed(ofEpoch);
    int size = settings.training().batchSize();
    double sum = 0;
    int seen = 0;
    for (int from = 0; from < order.length && !stop.getAsBoolean(); from += size) {
      int count = Math.min(size, order.length - from);
      sum += count * step(network, order, from, count);
      seen += count;
      if (Double.isNaN(sum)) {
        throw new TrainingDiverged(epoch + 1);
      }
    }
    return sum / Math.max(1, seen);
  }

  private double step(MultiLayerNetwork network, int[] order, int from, int count) {
    try (INDArray inputs = Batches.inputs(material.train(), order, from, count);
        INDArray labels = Batches.labels(material.train(), material.scale(), order, from, count)) {
      network.fit(new DataSet(inputs, labels));
      return network.score();
    }
  }

  private Scores score(TrainingState state, double trainLoss) {
    Windows valid = material.valid();
    float[] outputs = Batches.outputs(state.network(), valid);
    double[] forecasts = new double[outputs.length];
    double[] labels = new double[outputs.length];
    double loss = 0;
    for (int i = 0; i < outputs.length; i++) {
      loss += material.scale().loss(outputs[i], valid.label(i)) / outputs.length;
      forecasts[i] = material.scale().direction(material.scale().forecast(outputs[i]));
      labels[i] = valid.label(i);
    }
    if (Double.isNaN(loss)) {
      throw new TrainingDiverged(state.epoch() + 1);
    }
    boolean best = state.scored(loss);
    double accuracy = DirectionMetrics.of(labels, forecasts).accuracy().orElse(Double.NaN);
    return new Scores(trainLoss, loss, accuracy, best);
  }
}
