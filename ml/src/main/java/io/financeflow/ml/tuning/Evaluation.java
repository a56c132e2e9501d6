package io.financeflow.ml.tuning;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an evaluator found.
 *
 * @param objective the lower, the better; finite: the mean over the walk-forward folds
 * @param folds the score of each fold, earliest first; may be empty
 * @param checkpoint what a promoted trial goes on from; empty when it has to begin anew
 * @param details whatever else is worth keeping; its numbers are finite
 */
public record Evaluation(
    double objective, List<Double> folds, Optional<byte[]> checkpoint, JsonObject details) {
  private static final Gson STRICT = new Gson();

  /** Refuses numbers that are not finite. */
  public Evaluation {
    folds = List.copyOf(folds);
    details = details.deepCopy();
    if (!Double.isFinite(objective) || !folds.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "objective and folds must be finite but were %s and %s".formatted(objective, folds));
    }
    Objects.requireNonNull(STRICT.toJson(details)); // refuses NaN, as the database would
  }

  /** Returns one without checkpoint and details. */
  public static Evaluation of(double objective, List<Double> folds) {
    return new Evaluation(objective, folds, Optional.empty(), new JsonObject());
  }
}
