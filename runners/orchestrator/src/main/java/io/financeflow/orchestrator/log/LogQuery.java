package io.financeflow.orchestrator.log;

import org.jspecify.annotations.Nullable;

/**
 * Whose lines are wanted.
 *
 * @param run the id of a run for its last execution, with {@code #n} for the n-th one; {@code
 *     latest} for the execution of the DAG that was started last
 * @param task null for all
 * @param mapIndex which element of a mapped task, from 0; null for all
 * @param attempt from 1; null for all
 */
public record LogQuery(
    String dag,
    String run,
    @Nullable String task,
    @Nullable Integer mapIndex,
    @Nullable Integer attempt) {

  /** Names the execution that was started last. */
  public static final String LATEST = "latest";

  /** Refuses what cannot be there. */
  public LogQuery {
    if (task == null && (mapIndex != null || attempt != null)) {
      throw new IllegalArgumentException("a map index or an attempt needs a task");
    }
    if ((mapIndex != null && mapIndex < 0) || (attempt != null && attempt < 1)) {
      throw new IllegalArgumentException(
          "mapIndex must be >= 0 and attempt >= 1 but were " + mapIndex + ", " + attempt);
    }
  }
}
