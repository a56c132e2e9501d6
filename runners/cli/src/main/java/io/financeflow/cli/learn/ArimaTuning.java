package io.financeflow.cli.learn;

import static io.financeflow.ml.tuning.SearchSpace.choice;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.financeflow.cli.output.Failure;
import io.financeflow.ml.arima.ArimaEvaluator;
import io.financeflow.ml.evaluation.WalkForward;
import io.financeflow.ml.model.Closes;
import io.financeflow.ml.model.HoldOut;
import io.financeflow.ml.model.Target;
import io.financeflow.ml.tuning.GridSearch;
import io.financeflow.ml.tuning.Parameter;
import io.financeflow.ml.tuning.RandomSearch;
import io.financeflow.ml.tuning.SearchHead;
import io.financeflow.ml.tuning.SearchSpace;
import io.financeflow.ml.tuning.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is searched for when the order of a ticker's ARIMA model is tuned: one-step forecasts of
 * blocks of 60 sessions, by MASE. The last 60 sessions, which the training holds out, are in none.
 *
 * @param target what is modelled; empty to try closes and their logarithms
 */
record ArimaTuning(TuneFlags flags, String ticker, Optional<Target> target, Closes closes) {
  private static final String FILE = "arima_tuning_results.csv";
  private static final long SEED = 1;
  private static final int SHORTEST = 40;

  /**
   * Returns the search.
   *
   * @param directory where its table goes unless it is said
   */
  Tuning search(Path directory) {
    SearchSpace space = flags.space(space(), Set.of());
    requireBounds(space);
    try {
      boolean grid = flags.how(List.of("grid", "random")).equals("grid");
      String name =
          "arima-%s-%s".formatted(ticker.toLowerCase(Locale.ROOT), grid ? "grid" : "random");
      return new Tuning(
          new SearchHead(flags.search(name), "arima", ticker, settings()),
          grid ? new GridSearch(space, 1) : new RandomSearch(space, 1, SEED),
          flags.limits(),
          flags.threads(),
          flags.csv(directory.resolve(FILE)));
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage(String.valueOf(wrong.getMessage()));
    }
  }

  private SearchSpace space() {
    List<Parameter> parameters = new ArrayList<>(ArimaEvaluator.space().parameters());
    parameters.add(
        target.isEmpty()
            ? choice("log", false, true)
            : choice("log", target.get() == Target.LOG_CLOSE));
    return new SearchSpace(parameters);
  }

  private void requireBounds(SearchSpace space) {
    for (Parameter parameter : space.parameters()) {
      for (JsonPrimitive point : parameter.points()) {
        Map<String, JsonPrimitive> values = new LinkedHashMap<>();
        List.of("p", "d", "q").forEach(name -> values.put(name, new JsonPrimitive(0)));
        values.put(parameter.name(), point);
        try {
          ArimaEvaluator.forecaster(new Values(values));
          if (target.isPresent()
              && parameter.name().equals("log")
              && point.getAsBoolean() != (target.get() == Target.LOG_CLOSE)) {
            throw new IllegalArgumentException("--target says whether there are logarithms");
          }
        } catch (IllegalArgumentException wrong) {
          throw new Failure.Usage("--space %s: %s".formatted(parameter.name(), wrong.getMessage()));
        }
      }
    }
  }

  /** Returns what results depend on beside the plan. */
  private JsonObject settings() {
    JsonObject settings = new JsonObject();
    settings.addProperty("target", target.map(Target::text).orElse("close or log_close"));
    settings.addProperty("folds", flags.folds());
    settings.addProperty("fingerprint", closes.fingerprint(ticker));
    return settings;
  }

  /** Returns what scores a trial; refuses a series that is too short for so many folds. */
  ArimaEvaluator evaluator() {
    WalkForward walk =
        new WalkForward(
            WalkForward.Scheme.EXPANDING,
            flags.folds() + 1,
            HoldOut.SESSIONS,
            SHORTEST,
            WalkForward.Gaps.NONE);
    try {
      return new ArimaEvaluator(
          target.orElse(Target.CLOSE).series(closes.values()), walk, ArimaEvaluator.Measure.MASE);
    } catch (IllegalArgumentException tooShort) {
      throw new Failure.Usage(
          "%s, with one held back: %s".formatted(ticker, tooShort.getMessage()));
    }
  }

  /** Returns what is modelled in the end. */
  Target target(Values best) {
    boolean log = best.has("log") && best.flag("log");
    return target.orElse(log ? Target.LOG_CLOSE : Target.CLOSE);
  }
}
