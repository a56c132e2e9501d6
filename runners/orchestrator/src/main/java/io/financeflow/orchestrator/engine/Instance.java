package io.financeflow.orchestrator.engine;

import io.financeflow.orchestrator.state.TaskState;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A task instance as the database has it.
 *
 * @param look when something has to happen by itself; null for never
 * @param chosen the tasks a branch or short circuit went on with; null before it decided
 * @param answer what a person said; null before
 */
record Instance(
    long id,
    String task,
    int mapIndex,
    TaskState state,
    @Nullable Instant look,
    @Nullable Set<String> chosen,
    @Nullable Answer answer) {

  /** What a person said. */
  record Answer(boolean approved, String by, String note) {}

  /** Whether its time has come. */
  boolean isDue(Instant now) {
    return look != null && !look.isAfter(now);
  }
}
