package io.financeflow.cli.task;

import io.financeflow.orchestrator.task.TaskContext;

/** Ends an attempt that was told to stop. */
final class Stop {
  private Stop() {}

  /** Throws when the attempt has to stop; whatever its work came to does not count then. */
  static void check(TaskContext context) throws InterruptedException {
    boolean interrupted = Thread.interrupted();
    if (interrupted || context.cancellation().requested()) {
      throw new InterruptedException("attempt " + context.attempt().number() + " has to stop");
    }
  }
}
