package io.financeflow.ml.tuning;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a search found.
 *
 * @param end why it ended
 * @param trials all, by number
 */
public record SearchOutcome(SearchEnd end, List<Trial> trials) {

  /** Copies the trials. */
  public SearchOutcome {
    trials = List.copyOf(trials);
  }

  /** Returns the trial with the lowest objective, the earliest of several; empty without any. */
  public Optional<Trial> best() {
    return best(trials);
  }

  static Optional<Trial> best(List<Trial> trials) {
    return trials.stream()
        .filter(trial -> trial.state() == Trial.State.DONE)
        .min(Comparator.comparingDouble(Trial::objective).thenComparing(Trial::number));
  }
}
