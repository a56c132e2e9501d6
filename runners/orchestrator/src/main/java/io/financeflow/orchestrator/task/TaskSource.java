package io.financeflow.orchestrator.task;

import io.financeflow.orchestrator.dag.TaskKind;

/** Knows the work behind the kinds of tasks; thread-safe. */
@FunctionalInterface
public interface TaskSource {

  /**
   * The task that does what the kind says; the same object may serve many attempts.
   *
   * @param kind one that needs a worker
   * @throws IllegalArgumentException when it names something that does not exist; the message says
   *     what does
   */
  Task task(TaskKind kind);
}
