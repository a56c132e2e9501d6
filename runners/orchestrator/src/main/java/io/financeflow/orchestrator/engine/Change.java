package io.financeflow.orchestrator.engine;

import io.financeflow.orchestrator.state.TaskState;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a task instance.
 *
 * @param to its new state
 * @param reason for people
 * @param look when something has to happen by itself; null for never
 * @param newAttempt whether its next attempt is another one
 * @param chosen the tasks a branch goes on with; null for others
 * @param question what a person is asked; null for others
 */
record Change(
    TaskState to,
    String reason,
    @Nullable Instant look,
    boolean newAttempt,
    @Nullable Set<String> chosen,
    @Nullable String question) {

  /** Only another state. */
  static Change to(TaskState state, String reason) {
    return new Change(state, reason, null, false, null, null);
  }

  /** May be given slots. */
  static Change scheduled(boolean newAttempt) {
    return new Change(TaskState.SCHEDULED, "", null, newAttempt, null, null);
  }

  /** Waits without a slot. */
  static Change wait(TaskState state, String reason, Instant until) {
    return new Change(state, reason, until, false, null, null);
  }

  /** Goes on with some tasks. */
  static Change choose(Set<String> tasks, String reason) {
    return new Change(TaskState.SUCCESS, reason, null, false, tasks, null);
  }

  /** Asks a person. */
  static Change ask(String question, Instant until) {
    return new Change(TaskState.AWAITING_INPUT, question, until, false, null, question);
  }
}
