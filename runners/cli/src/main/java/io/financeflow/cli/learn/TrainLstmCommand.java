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
import io.financeflow.ml.store.ModelStore;
import io.financeflow.ml.store.StoredVersion;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.model.Dataset;
import io.financeflow.schema.model.Segments;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
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
          + " judge them once on its test segment, beside forecasts that need no learning.",
      "With --tune the best of several trials is trained: hyper-parameters are scored over"
          + " walk-forward folds of the training and validation segments; flags that are given"
          + " (--units 32) are not tuned. The same command goes on with a search.",
      "Ctrl-C ends after the current batch and keeps the best so far; in a search, the trials."
    })
final class TrainLstmCommand implements Callable<Integer> {
  static final String LABEL = "next_return";

  private final Environment environment;

  @Option(names = "--dataset", paramLabel = "NAME", required = true, description = "The dataset.")
  private String name = "";

  @Mixin private LstmFlags flags = new LstmFlags();

  @Mixin private TuneFlags tune = new TuneFlags();

  @Option(
      names = "--max-epochs",
      paramLabel = "R",
      defaultValue = "27",
      description = "Epochs of a trial at most, with --tune (default: 27).")
  private int maxEpochs;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the model (default: lstm-DATASET).")
  private @Nullable String model;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  TrainLstmCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws SQLException {
    if (!tune.wanted()) {
      tune.requireUnused();
    }
    try (Database database = new Databases(Configuration.read(environment)).open()) {
      Dataset dataset = new Datasets(database).named(name);
      LstmSettings settings = flags.settings(dataset.cut().timeSteps());
      ModelRef.parse(model());
      return (tune.wanted()
              ? tune(database, dataset, settings)
              : plain(database, dataset, settings))
          .code();
    } catch (NoWindows tooLittle) {
      throw new Failure.Usage(String.valueOf(tooLittle.getMessage()));
    }
  }

  private ExitCode plain(Database database, Dataset dataset, LstmSettings settings)
      throws SQLException {
    train(database, StoredDataset.read(database, dataset), settings, Optional.empty());
    return ExitCode.DONE;
  }

  private ExitCode tune(Database database, Dataset dataset, LstmSettings base) throws SQLException {
    LstmTuning tuning = LstmTuning.of(tune, flags.given(), dataset, base, maxEpochs);
    Tuning search = tuning.search(environment.workingDirectory());
    StoredDataset stored = StoredDataset.read(database, dataset);
    Optional<Tuning.Found> found = search.run(environment, database, tuning.evaluator(stored));
    if (found.isEmpty()) {
      return ExitCode.FAILED;
    }
    train(database, stored, tuning.settings(found.get().best().values()), found);
    return ExitCode.DONE;
  }

  private String model() {
    return model == null ? "lstm-" + name : model;
  }

  private void train(
      Database database,
      StoredDataset stored,
      LstmSettings settings,
      Optional<Tuning.Found> found) {
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
      found.ifPresent(search -> object.add("tuning", search.json()));
      StoredVersion saved =
          new ModelStore(database, environment.clock())
              .save(
                  LstmVersions.version(model(), stored.dataset(), result, object, ofTest),
                  result.stopped() ? "stopped before its end" : "");
      object.addProperty("model", saved.model());
      object.addProperty("version", saved.version());
      object.addProperty("dataset", name);
      object.addProperty("stopped", result.stopped());
      object.addProperty("train_windows", train.size());
      object.addProperty("artifact_bytes", saved.size());
      object.add("metrics", LstmVersions.metrics(result.model(), ofValid, ofTest));
      String text =
          found.map(Tuning.Found::text).orElse("")
              + text(result, train.size(), ofValid, ofTest)
              + "saved %s%n".formatted(saved.ref().text());
      environment.console().out().print(json ? object + "\n" : text);
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
