package io.financeflow.orchestrator.state;

import java.util.Collection;

/**
 * Whether an execution goes on or is over, and why: orchestration.md 2.3 as a pure function.
 *
 * @param state RUNNING, SUCCESS or FAILED
 * @param reason one line for people
 */
public record RunDecision(RunState state, String reason) {

  /** Which tasks decide whether a run was good. */
  public enum Judge {
    /**
     * The tasks nothing comes after, as in Airflow: a green clean-up hides a red task before it.
     */
    LEAVES,
    /** All tasks: one failure anywhere makes the run a failure. */
    EVERY_TASK
  }

  /**
   * Decides on a running execution.
   *
   * <p>While a task is unfinished, the run goes on, unless nothing can ever move: then it has
   * failed. Removed tasks count neither way; no task at all is a success.
   *
   * @param tasks the states of all task instances
   * @param deciding the states of those that decide, see {@link Judge}; teardowns left out
   * @param canMove whether an unfinished task is being worked on, waits for a known time, event or
   *     person, or meets its conditions
   */
  public static RunDecision of(
      Collection<TaskState> tasks, Collection<TaskState> deciding, boolean canMove) {
    long unfinished = tasks.stream().filter(state -> !state.isFinished()).count();
    if (unfinished > 0) {
      return canMove
          ? new RunDecision(RunState.RUNNING, unfinished + " tasks are not finished")
          : new RunDecision(RunState.FAILED, "deadlock: " + unfinished + " tasks can never run");
    }
    long failed = deciding.stream().filter(TaskState::isFailure).count();
    return failed > 0
        ? new RunDecision(RunState.FAILED, failed + " deciding tasks failed")
        : new RunDecision(RunState.SUCCESS, "all deciding tasks succeeded or were skipped");
  }
}
