package io.financeflow.orchestrator.task;

/**
 * A piece of work.
 *
 * <p>It may run more than once for the same slot: after a failure, after the death of its worker,
 * when somebody clears it. What it writes must therefore be idempotent. It runs on a worker's
 * thread, possibly several instances at once, so a task object shares no mutable state.
 *
 * <p>A task that starts a job elsewhere first asks {@link TaskContext#externalJob} whether an
 * earlier attempt or worker did so, stores the id of a new job before it waits, and cancels the job
 * when {@link Cancellation} tells it to stop.
 */
@FunctionalInterface
public interface Task {

  /**
   * Does the work of one attempt.
   *
   * @return how it ended; what the engine does next follows from that and the retry policy
   * @throws Exception anything thrown counts as a failure of class OTHER
   * @throws InterruptedException when it was interrupted because it was cancelled or timed out
   */
  TaskOutcome run(TaskContext context) throws Exception;
}
