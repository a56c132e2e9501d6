package io.financeflow.orchestrator.dag;

/**
 * Something wrong with a DAG.
 *
 * @param task id of the task it is about; empty for the DAG itself
 * @param message what is wrong and what to write instead, one line
 */
public record DagProblem(String task, String message) {

  /** {@code task 'load': message}. */
  @Override
  public String toString() {
    return task.isEmpty() ? message : "task '" + task + "': " + message;
  }
}
