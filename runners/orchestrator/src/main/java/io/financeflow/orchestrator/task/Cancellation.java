package io.financeflow.orchestrator.task;

/** Whether an attempt has to stop; safe to use from threads the task starts. */
public interface Cancellation {

  /**
   * True once the attempt was cancelled, timed out, or lost its fence; never false again. The
   * thread of the attempt is interrupted then, too.
   */
  boolean requested();

  /**
   * Runs the action once, on another thread, when the attempt has to stop, at once if it already
   * has to. For work that does not notice interrupts.
   */
  void whenRequested(Runnable action);
}
