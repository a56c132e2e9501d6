package io.financeflow.orchestrator.policy;

import io.financeflow.orchestrator.state.TaskState;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * What a task asks of the previous run of its DAG.
 *
 * <p>Previous is the latest execution of the slot before this one that has a run; the first run of
 * a DAG and the first of a backfill have none, and a task that run did not have asks nothing.
 */
public enum PastRule {
  /** Nothing. */
  NONE,
  /** That the same task succeeded or was skipped. */
  DEPENDS_ON_PAST,
  /** That the same task and all tasks directly after it succeeded or were skipped. */
  WAIT_FOR_DOWNSTREAM;

  /**
   * Whether the task may run.
   *
   * @param previous the same task instance in the previous run; empty when there is none
   * @param downstream those directly after it in that run
   */
  public boolean met(Optional<TaskState> previous, Collection<TaskState> downstream) {
    if (this == NONE || previous.isEmpty()) {
      return true;
    }
    boolean after = this == DEPENDS_ON_PAST || downstream.stream().allMatch(PastRule::good);
    return good(previous.get()) && after;
  }

  private static boolean good(TaskState state) {
    return state == TaskState.SUCCESS || state == TaskState.SKIPPED;
  }

  /** The name in lower case, as YAML has it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
