package io.financeflow.ml.lstm;

import io.financeflow.ml.lstm.LstmSettings.Target;
import io.financeflow.ml.lstm.LstmSettings.Training;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Deeplearning4j networks: LSTM layers, the last time step of the last one, one number out.
 *
 * <p>The same settings make a network of our layers or of DL4J's own; their parameter vectors are
 * the same.
 */
final class Networks {
  private Networks() {}

  /** Returns a network of our layers with first weights by that seed. */
  static MultiLayerNetwork fused(LstmSettings settings, int features, long seed) {
    return initialised(settings, features, seed, true);
  }

  /** Returns the same network of DL4J's own layers. */
  static MultiLayerNetwork plain(LstmSettings settings, int features, long seed) {
    return initialised(settings, features, seed, false);
  }

  private static MultiLayerNetwork initialised(
      LstmSettings settings, int features, long seed, boolean fused) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(DataType.FLOAT)
            .weightInit(WeightInit.XAVIER)
            .updater(updater(settings.training()))
            .list();
    int count = settings.network().layers();
    for (int i = 0; i < count; i++) {
      layers.layer(layer(settings.network(), i == count - 1, fused));
    }
    MultiLayerConfiguration configuration =
        layers
            .layer(output(settings.target()))
            .setInputType(InputType.recurrent(features, settings.network().lookBack()))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static Layer layer(LstmSettings.Network network, boolean last, boolean fused) {
    LSTM.Builder builder = new LSTM.Builder().nOut(network.units()).activation(Activation.TANH);
    if (network.dropout() > 0) {
      builder.dropOut(1 - network.dropout());
    }
    LSTM plain = builder.build();
    if (fused) {
      return last ? FusedLstm.lastStep(plain) : FusedLstm.allSteps(plain);
    }
    return last ? new LastTimeStep(plain) : plain;
  }

  private static Layer output(Target target) {
    boolean direction = target == Target.DIRECTION;
    return new OutputLayer.Builder(direction ? LossFunction.XENT : LossFunction.MSE)
        .activation(direction ? Activation.SIGMOID : Activation.IDENTITY)
        .nOut(1)
        .build();
  }

  private static IUpdater updater(Training training) {
    double rate = training.learningRate();
    return switch (training.optimizer()) {
      case ADAM -> new Adam(rate);
      case RMSPROP -> new RmsProp(rate);
      case SGD -> new Sgd(rate);
    };
  }
}
