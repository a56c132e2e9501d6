package io.financeflow.cli.learn;

import io.financeflow.cli.output.Failure;
import io.financeflow.ml.lstm.LstmSettings;
import io.financeflow.ml.lstm.LstmSettings.Network;
import io.financeflow.ml.lstm.LstmSettings.Optimizer;
import io.financeflow.ml.lstm.LstmSettings.Target;
import io.financeflow.ml.lstm.LstmSettings.Training;
import io.financeflow.ml.lstm.LstmSpace;
import io.financeflow.ml.tuning.Parameter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a network is and how it learns, as flags. */
final class LstmFlags {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec mixee = CommandSpec.create();

  @Option(
      names = "--target",
      paramLabel = "TARGET",
      defaultValue = "next_return",
      description = "next_return, or direction: how likely it is above 0 (default: next_return).")
  private String target = "";

  @Option(
      names = "--units",
      paramLabel = "N",
      defaultValue = "25",
      description = "Cells of each LSTM layer (default: 25).")
  private int units;

  @Option(
      names = "--layers",
      paramLabel = "N",
      defaultValue = "1",
      description = "LSTM layers (default: 1).")
  private int layers;

  @Option(
      names = "--look-back",
      paramLabel = "N",
      defaultValue = "0",
      description = "Sessions it sees (default: the dataset's window).")
  private int lookBack;

  @Option(
      names = "--dropout",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "Share of a layer's inputs that training leaves out (default: 0.1).")
  private double dropout;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      defaultValue = "adam",
      description = "adam, rmsprop or sgd (default: adam).")
  private String optimizer = "";

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      defaultValue = "0.001",
      description = "How far a step goes (default: 0.001).")
  private double learningRate;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "512",
      description = "Windows per step (default: 512).")
  private int batchSize;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "50",
      description = "Rounds through the training windows at most (default: 50).")
  private int epochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      defaultValue = "10",
      description = "Epochs without a better validation loss before it stops (default: 10).")
  private int patience;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Networks from different beginnings, averaged (default: 1).")
  private int seeds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "First of their seeds; the same makes the same bits (default: 1).")
  private long seed;

  /** Returns the names of hyper-parameters whose flag was given: {@code look_back}, ... */
  Set<String> given() {
    return LstmSpace.defaults().parameters().stream()
        .map(Parameter::name)
        .filter(
            name ->
                mixee
                    .commandLine()
                    .getParseResult()
                    .hasMatchedOption("--" + name.replace('_', '-')))
        .collect(Collectors.toSet());
  }

  /**
   * Returns the settings.
   *
   * @param window what the look-back is when it is not said
   */
  LstmSettings settings(int window) {
    try {
      return new LstmSettings(
          one(Target.class, "--target", target),
          new Network(units, layers, lookBack == 0 ? window : lookBack, dropout),
          new Training(
              one(Optimizer.class, "--optimizer", optimizer),
              learningRate,
              batchSize,
              epochs,
              patience),
          seeds,
          seed);
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage("--" + wrong.getMessage());
    }
  }

  private static <E extends Enum<E>> E one(Class<E> of, String flag, String name) {
    for (E each : of.getEnumConstants()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(name)) {
        return each;
      }
    }
    throw new Failure.Usage(
        "%s must be one of %s but was '%s'"
            .formatted(
                flag,
                String.join(
                    ", ",
                    Arrays.stream(of.getEnumConstants())
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .toList()),
                name));
  }
}
