package io.financeflow.orchestrator.state;

import static io.financeflow.orchestrator.state.TaskState.AWAITING_INPUT;
import static io.financeflow.orchestrator.state.TaskState.DEFERRED;
import static io.financeflow.orchestrator.state.TaskState.FAILED;
import static io.financeflow.orchestrator.state.TaskState.NONE;
import static io.financeflow.orchestrator.state.TaskState.QUEUED;
import static io.financeflow.orchestrator.state.TaskState.REMOVED;
import static io.financeflow.orchestrator.state.TaskState.RESTARTING;
import static io.financeflow.orchestrator.state.TaskState.RUNNING;
import static io.financeflow.orchestrator.state.TaskState.SCHEDULED;
import static io.financeflow.orchestrator.state.TaskState.SKIPPED;
import static io.financeflow.orchestrator.state.TaskState.SUCCESS;
import static io.financeflow.orchestrator.state.TaskState.UPSTREAM_FAILED;
import static io.financeflow.orchestrator.state.TaskState.UP_FOR_RESCHEDULE;
import static io.financeflow.orchestrator.state.TaskState.UP_FOR_RETRY;

import java.util.Set;

/**
 * Which state may follow which: the one table, listed positively.
 *
 * <p>A state never follows itself. A finished state is final within its execution, but for {@link
 * #byHand}: clearing starts a new execution of the run and leaves the old one as it was.
 */
public final class Transitions {

  private Transitions() {}

  /** What the engine may make of a task instance in this state; empty for a finished one. */
  public static Set<TaskState> after(TaskState state) {
    return switch (state) {
      // An empty task succeeds, and a sensor or an approval begins to wait, without a worker.
      case NONE ->
          Set.of(
              SCHEDULED,
              SUCCESS,
              SKIPPED,
              UPSTREAM_FAILED,
              REMOVED,
              DEFERRED,
              AWAITING_INPUT,
              FAILED);
      // Back to NONE: its conditions changed before a worker took it.
      case SCHEDULED -> Set.of(QUEUED, NONE, SKIPPED, FAILED, REMOVED);
      // Back to SCHEDULED: no worker took it in time.
      case QUEUED -> Set.of(RUNNING, SCHEDULED, SKIPPED, FAILED);
      // Back to SCHEDULED: its worker died, another one takes up the same external job.
      case RUNNING ->
          Set.of(
              SUCCESS,
              FAILED,
              SKIPPED,
              UP_FOR_RETRY,
              UP_FOR_RESCHEDULE,
              DEFERRED,
              AWAITING_INPUT,
              RESTARTING,
              SCHEDULED);
      case RESTARTING -> Set.of(NONE, UP_FOR_RETRY, FAILED, SKIPPED);
      case UP_FOR_RETRY -> Set.of(SCHEDULED, NONE, SKIPPED, FAILED, REMOVED);
      case UP_FOR_RESCHEDULE, DEFERRED, AWAITING_INPUT ->
          Set.of(SCHEDULED, SUCCESS, FAILED, SKIPPED, UP_FOR_RETRY, REMOVED);
      case SUCCESS, FAILED, SKIPPED, UPSTREAM_FAILED, REMOVED -> Set.of();
    };
  }

  /** What a person may mark a task instance as; empty only for a removed one. */
  public static Set<TaskState> byHand(TaskState state) {
    return switch (state) {
      case REMOVED -> Set.of();
      case SUCCESS -> Set.of(FAILED, SKIPPED);
      case FAILED -> Set.of(SUCCESS, SKIPPED);
      case SKIPPED -> Set.of(SUCCESS, FAILED);
      default -> Set.of(SUCCESS, FAILED, SKIPPED);
    };
  }

  /** What may become of an execution in this state; empty for a finished one. */
  public static Set<RunState> after(RunState state) {
    return switch (state) {
      // QUEUED to FAILED: cancelled before it began.
      case QUEUED -> Set.of(RunState.RUNNING, RunState.FAILED);
      case RUNNING -> Set.of(RunState.SUCCESS, RunState.FAILED);
      case SUCCESS, FAILED -> Set.of();
    };
  }

  /** Whether the engine may change a task instance so. */
  public static boolean allowed(TaskState from, TaskState to) {
    return after(from).contains(to);
  }

  /** Whether an execution may change so. */
  public static boolean allowed(RunState from, RunState to) {
    return after(from).contains(to);
  }
}
