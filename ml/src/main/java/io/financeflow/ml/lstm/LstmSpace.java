package io.financeflow.ml.lstm;

import static io.financeflow.ml.tuning.SearchSpace.choice;
import static io.financeflow.ml.tuning.SearchSpace.logRange;

import io.financeflow.ml.lstm.LstmSettings.Network;
import io.financeflow.ml.lstm.LstmSettings.Optimizer;
import io.financeflow.ml.lstm.LstmSettings.Training;
import io.financeflow.ml.tuning.SearchSpace;
import io.financeflow.ml.tuning.Values;
import java.util.Arrays;
import java.util.Locale;

/**
 * The hyper-parameters of networks by name: units, layers, look_back, dropout, learning_rate, ...
 */
public final class LstmSpace {
  private LstmSpace() {}

  /** Returns what is searched unless it is said otherwise: a grid of it has 1,296 places. */
  public static SearchSpace defaults() {
    return SearchSpace.of(
        choice("units", 16, 25, 32, 64),
        choice("layers", 1, 2),
        choice("look_back", 20, 40, 60),
        choice("dropout", 0, 0.1, 0.2),
        logRange("learning_rate", 1e-4, 1e-2),
        choice("batch_size", 256, 512, 1024),
        choice("optimizer", "adam", "rmsprop"));
  }

  /**
   * Returns the settings that values stand for.
   *
   * @param base what the values do not say
   * @param epochs rounds at most
   * @throws IllegalArgumentException when a value is out of its bounds
   */
  public static LstmSettings settings(Values values, LstmSettings base, int epochs) {
    Network network = base.network();
    Training training = base.training();
    return new LstmSettings(
        base.target(),
        new Network(
            whole(values, "units", network.units()),
            whole(values, "layers", network.layers()),
            whole(values, "look_back", network.lookBack()),
            number(values, "dropout", network.dropout())),
        new Training(
            values.has("optimizer") ? optimizer(values.text("optimizer")) : training.optimizer(),
            number(values, "learning_rate", training.learningRate()),
            whole(values, "batch_size", training.batchSize()),
            epochs,
            training.patience()),
        base.seeds(),
        base.seed());
  }

  private static Optimizer optimizer(String name) {
    return Arrays.stream(Optimizer.values())
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "optimizer must be adam, rmsprop or sgd but was '" + name + "'"));
  }

  private static int whole(Values values, String name, int otherwise) {
    return values.has(name) ? values.integer(name) : otherwise;
  }

  private static double number(Values values, String name, double otherwise) {
    return values.has(name) ? values.number(name) : otherwise;
  }
}
