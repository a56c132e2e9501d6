package io.financeflow.cli.learn;

import com.google.gson.JsonObject;
import io.financeflow.cli.Datasets;
import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.ml.dataset.NoWindows;
import io.financeflow.ml.dataset.StoredDataset;
import io.financeflow.ml.dataset.Windows;
import io.financeflow.ml.lstm.Judgement;
import io.financeflow.ml.lstm.LstmSettings;
import io.financeflow.ml.lstm.LstmTraining;
import io.financeflow.ml.store.ModelRef;
import io.financeflow.ml.store.ModelRefusal;
import io.financeflow.ml.store.ModelStore;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.model.Dataset;
import io.financeflow.schema.model.Segments;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train lstm}: networks on a dataset. */
@Command(
    name = "lstm",
    mixinStandardHelpOptions = true,
    description = {
      "Train LSTM networks on a dataset's training segment, stop by its validation segment, and"
          + " judge them once on its test segment, beside forecasts that need no learning. They are"
          + " saved as one version.",
      "Ctrl-C ends after the current batch and keeps the best so far."
    })
final class TrainLstmCommand implements Callable<Integer> {
  private static final String LABEL = "next_return";

  private final Environment environment;

  @Option(names = "--dataset", paramLabel = "NAME", required = true, description = "The dataset.")
  private String name = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the model (default: lstm-DATASET).")
  private @Nullable String model;

  @Mixin private LstmFlags flags = new LstmFlags();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  TrainLstmCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws SQLException {
    try (Database database = new Databases(Configuration.read(environment)).open()) {
      Dataset dataset = new Datasets(database).named(name);
      LstmSettings settings = flags.settings(dataset.cut().timeSteps());
      String modelName = modelName();
      ModelStore store = new ModelStore(database, environment.clock());
      train(modelName, StoredDataset.read(database, dataset), settings, store);
    } catch (NoWindows tooLittle) {
      throw new Failure.Usage(String.valueOf(tooLittle.getMessage()));
    }
    return ExitCode.DONE.code();
  }

  private String modelName() {
    try {
      return ModelRef.parse(model == null ? "lstm-" + name : model).model();
    } catch (ModelRefusal refusal) {
      throw new Failure.Usage("--name: " + refusal.getMessage());
    }
  }

  private void train(
      String modelName, StoredDataset stored, LstmSettings settings, ModelStore store) {
    Windows train = windows(stored, Segments.Name.TRAIN, settings);
    Windows valid = windows(stored, Segments.Name.VALID, settings);
    Windows test = windows(stored, Segments.Name.TEST, settings);
    try (TrainingProgress progress = TrainingProgress.begin(environment.console())) {
      LstmTraining.Result result =
          new LstmTraining(settings, train, valid, System::nanoTime).fit(progress);
      progress.done();
      Judgement ofValid = Judgement.of(result.model(), train, valid);
      Judgement ofTest = Judgement.of(result.model(), train, test);
      JsonObject object = LstmVersions.config(settings);
      StoredVersion saved =
          store.save(
              LstmVersions.of(modelName, stored, object, result, ofTest),
              result.stopped() ? "stopped before the end of training" : "");
      object.addProperty("version", saved.ref().text());
      object.addProperty("dataset", name);
      object.addProperty("stopped", result.stopped());
      object.addProperty("train_windows", train.size());
      object.addProperty("artifact_bytes", result.model().save().length);
      object.add("metrics", LstmVersions.metrics(result.model(), ofValid, ofTest));
      environment
          .console()
          .out()
          .print(
              json
                  ? object + "\n"
                  : text(result, train.size(), ofValid, ofTest)
                      + "saved "
                      + saved.ref().text()
                      + "\n");
    }
  }

  private static Windows windows(
      StoredDataset stored, Segments.Name segment, LstmSettings settings) {
    Windows windows = stored.windows(segment, LABEL, settings.network().lookBack());
    if (windows.size() == 0) {
      throw new NoWindows(
          "the %s segment of %s has no window of %d sessions without a hole: take a shorter look-back"
              .formatted(
                  segment.name().toLowerCase(Locale.ROOT),
                  stored.dataset().name(),
                  settings.network().lookBack()));
    }
    return windows;
  }

  private static String text(
      LstmTraining.Result result, int windows, Judgement valid, Judgement test) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %d windows, epochs %s, best %s, validation losses %s%n",
            result.stopped() ? "stopped early" : "trained",
            windows,
            result.model().epochs(),
            result.model().bestEpochs(),
            result.model().validLosses().stream()
                .map(loss -> String.format(Locale.ROOT, "%.4f", loss))
                .toList()));
    table(text, "valid", valid);
    table(text, "test", test);
    return text.toString();
  }

  private static void table(StringBuilder text, String segment, Judgement judgement) {
    for (Judgement.Line line : judgement.lines()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-6s%-9s  MAE %.6f  RMSE %.6f  direction %.2f %%%n",
              segment,
              line.name(),
              line.mae(),
              line.rmse(),
              100 * line.directionalAccuracy()));
    }
  }
}
