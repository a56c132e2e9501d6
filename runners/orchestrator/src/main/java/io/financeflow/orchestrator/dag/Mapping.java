package io.financeflow.orchestrator.dag;

import com.google.gson.JsonArray;

/** Over what a task is repeated; an empty list skips it. */
public sealed interface Mapping {

  /** No list may be longer: 1024. */
  int MAX_LENGTH = 1024;

  /** Runs once. */
  record None() implements Mapping {}

  /** Once per element of a list written down; at most {@link #MAX_LENGTH}. */
  record Over(JsonArray items) implements Mapping {
    /** Keeps a copy. */
    public Over {
      items = items.deepCopy();
      if (items.size() > MAX_LENGTH) {
        throw new IllegalArgumentException(
            "a mapped list must have <= " + MAX_LENGTH + " elements but had " + items.size());
      }
    }
  }

  /**
   * Once per element of a list that a task before it gives.
   *
   * @param task not mapped itself
   * @param key of its outputs
   */
  record OverOutput(String task, String key) implements Mapping {}
}
