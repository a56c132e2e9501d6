package io.financeflow.cli.learn;

import static io.financeflow.ml.tuning.SearchSpace.choice;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.financeflow.cli.output.Failure;
import io.financeflow.ml.dataset.Range;
import io.financeflow.ml.dataset.StoredDataset;
import io.financeflow.ml.lstm.LstmEvaluator;
import io.financeflow.ml.lstm.LstmSettings;
import io.financeflow.ml.lstm.LstmSpace;
import io.financeflow.ml.tuning.Brackets;
import io.financeflow.ml.tuning.GridSearch;
import io.financeflow.ml.tuning.Hyperband;
import io.financeflow.ml.tuning.Parameter;
import io.financeflow.ml.tuning.RandomSearch;
import io.financeflow.ml.tuning.SearchHead;
import io.financeflow.ml.tuning.SearchPlan;
import io.financeflow.ml.tuning.SearchSpace;
import io.financeflow.ml.tuning.Values;
import io.financeflow.schema.model.Dataset;
import io.financeflow.schema.model.Segments;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What is searched for when networks on a dataset are tuned.
 *
 * @param base what the space does not say
 * @param maxEpochs epochs of a trial at most
 */
record LstmTuning(
    TuneFlags flags, Dataset dataset, SearchSpace space, LstmSettings base, int maxEpochs) {
  private static final String FILE = "lstm_tuning_results.csv";
  private static final String LOOK_BACK = "look_back";
  private static final int FACTOR = 3;

  /**
   * Narrows the usual space to what the dataset and the flags allow.
   *
   * @param fixed parameters that are not tuned
   */
  static LstmTuning of(
      TuneFlags flags, Set<String> fixed, Dataset dataset, LstmSettings base, int maxEpochs) {
    int kept = dataset.cut().timeSteps();
    List<Parameter> usual =
        LstmSpace.defaults().parameters().stream()
            .map(each -> each.name().equals(LOOK_BACK) ? lookBacks(kept) : each)
            .toList();
    SearchSpace space = flags.space(new SearchSpace(usual), fixed);
    requireBounds(space, base, kept);
    return new LstmTuning(flags, dataset, space, base, maxEpochs);
  }

  private static Parameter lookBacks(int kept) {
    Object[] allowed = IntStream.of(20, 40, 60).filter(each -> each <= kept).boxed().toArray();
    return choice(LOOK_BACK, allowed.length == 0 ? new Object[] {kept} : allowed);
  }

  private static void requireBounds(SearchSpace space, LstmSettings base, int kept) {
    for (Parameter parameter : space.parameters()) {
      for (JsonPrimitive point : parameter.points()) {
        try {
          LstmSettings settings =
              LstmSpace.settings(new Values(Map.of(parameter.name(), point)), base, 1);
          if (settings.network().lookBack() > kept) {
            throw new IllegalArgumentException(
                "a dataset with a window of %d has no look-back of %d"
                    .formatted(kept, settings.network().lookBack()));
          }
        } catch (IllegalArgumentException wrong) {
          throw new Failure.Usage("--space %s: %s".formatted(parameter.name(), wrong.getMessage()));
        }
      }
    }
  }

  /**
   * Returns the search.
   *
   * @param directory where its table goes unless it is said
   */
  Tuning search(Path directory) {
    try {
      SearchPlan plan = plan();
      String name = flags.search("lstm-%s-%s".formatted(dataset.name(), plan.kind()));
      return new Tuning(
          new SearchHead(name, "lstm", dataset.name(), settings()),
          plan,
          flags.limits(),
          flags.threads(),
          flags.csv(directory.resolve(FILE)));
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage(String.valueOf(wrong.getMessage()));
    }
  }

  private SearchPlan plan() {
    return switch (flags.how(List.of("hyperband", "random", "grid"))) {
      case "grid" -> new GridSearch(space, maxEpochs);
      case "random" -> new RandomSearch(space, maxEpochs, base.seed());
      default -> new Hyperband(space, new Brackets(maxEpochs, FACTOR), base.seed());
    };
  }

  /** Returns what results depend on beside the plan. */
  private JsonObject settings() {
    JsonObject settings = LstmVersions.config(base);
    space.parameters().forEach(parameter -> settings.remove(parameter.name()));
    settings.remove("epochs");
    settings.addProperty("folds", flags.folds());
    settings.addProperty("fingerprint", dataset.fingerprint());
    return settings;
  }

  /** Returns what scores a trial: it sees the training and the validation segment alone. */
  LstmEvaluator evaluator(StoredDataset stored) {
    Range seen =
        new Range(
            stored.sessions(Segments.Name.TRAIN).from(), stored.sessions(Segments.Name.VALID).to());
    int longest =
        space.parameters().stream()
            .filter(parameter -> parameter.name().equals(LOOK_BACK))
            .flatMap(parameter -> parameter.points().stream())
            .mapToInt(JsonPrimitive::getAsInt)
            .max()
            .orElse(base.network().lookBack());
    return new LstmEvaluator(
        stored.rows(),
        new LstmEvaluator.Design(seen, TrainLstmCommand.LABEL, flags.folds(), longest),
        base);
  }

  /** Returns the settings that values mean, for a whole training. */
  LstmSettings settings(Values values) {
    return LstmSpace.settings(values, base, base.training().epochs());
  }
}
