package io.financeflow.ml.tuning;

import java.util.Optional;

/** Scores combinations of values. Called by several threads at once. */
@FunctionalInterface
public interface Evaluator {

  /**
   * Trains and scores. Equal arguments must give equal results, or nothing can be resumed exactly.
   * It may be interrupted when the search is stopped; what it then returns is not used.
   *
   * @param checkpoint of the trial that this one continues, with {@code budget.fromEpoch()} epochs
   *     behind it; empty for a beginning
   * @throws RuntimeException any: the trial is recorded as failed with its message
   */
  Evaluation evaluate(Values values, Budget budget, Optional<byte[]> checkpoint);
}
