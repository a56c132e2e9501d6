package io.financeflow.ml.tuning;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Something to minimise: best at x = 3 and y = 0.01, a little better with every epoch. */
final class Bowl {
  static final SearchSpace SPACE =
      SearchSpace.of(SearchSpace.intRange("x", 0, 50, 1), SearchSpace.logRange("y", 1e-4, 1));

  private Bowl() {}

  /** The process is gone: nobody could handle that. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  static double depth(Values values, int epoch) {
    double y = Math.log10(values.number("y")) + 2;
    double x = values.integer("x") - 3;
    return x * x + y * y + 1.0 / epoch;
  }

  /** The checkpoint is the values and the epochs behind it, and must be that of the budget. */
  static Evaluation evaluate(Values values, Budget budget, Optional<byte[]> checkpoint) {
    String expected = budget.fromEpoch() == 0 ? "" : values + "@" + budget.fromEpoch();
    String found = checkpoint.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    if (!found.equals(expected)) {
      throw new AssertionError("checkpoint of " + expected + " was " + found);
    }
    double depth = depth(values, budget.toEpoch());
    JsonObject details = new JsonObject();
    details.addProperty("trained", budget.epochs());
    return new Evaluation(
        depth,
        List.of(depth - 0.5, depth + 0.5),
        Optional.of((values + "@" + budget.toEpoch()).getBytes(StandardCharsets.UTF_8)),
        details);
  }
}
