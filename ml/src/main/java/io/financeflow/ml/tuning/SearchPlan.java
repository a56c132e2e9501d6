package io.financeflow.ml.tuning;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Says what to try next. Immutable, and a pure function of the trials so far: that is what makes a
 * search resumable.
 */
public sealed interface SearchPlan permits GridSearch, RandomSearch, Hyperband {

  /** Returns {@code grid}, {@code random} or {@code hyperband}. */
  String kind();

  /** Returns what may be tried. */
  SearchSpace space();

  /** Returns the seed; 0 when nothing is random. */
  long seed();

  /** Returns what else its steps depend on. */
  JsonObject settings();

  /** Returns how much there is to do when no limit is set. */
  Extent extent();

  /**
   * Returns the next step.
   *
   * @param trials so far, by number; none is INTERRUPTED
   */
  Step next(List<Trial> trials);

  /** Returns the numbers of the trials whose checkpoints may still be needed. */
  default Set<Integer> checkpoints(List<Trial> trials) {
    return Set.of();
  }

  /**
   * How much there is to do.
   *
   * @param trials empty when there is no end
   * @param epochs of all of them; empty when there is no end
   */
  record Extent(OptionalInt trials, OptionalLong epochs) {
    /** Returns one of trials that are alike. */
    static Extent alike(OptionalLong trials, int epochs) {
      return trials.isPresent()
          ? new Extent(
              OptionalInt.of((int) trials.getAsLong()),
              OptionalLong.of(trials.getAsLong() * epochs))
          : new Extent(OptionalInt.empty(), OptionalLong.empty());
    }
  }
}
