package io.financeflow.orchestrator.task;

import java.util.Optional;

/**
 * The id of a job a task instance runs elsewhere, kept in the database so that another worker can
 * take the job up.
 */
public interface ExternalJob {

  /** The id stored last by any attempt of this task instance in this execution; empty when none. */
  Optional<String> id();

  /**
   * Stores the id, durably once this returns: call it after submitting and before waiting.
   *
   * @throws IllegalStateException when this attempt is not the current one any more: cancel the job
   *     and stop
   */
  void store(String id);

  /** Forgets the id: the job is over and must not be taken up again. */
  void clear();

  /**
   * Whether somebody else goes on with the job although this attempt has to stop: its worker stops,
   * or was taken for dead. Then the job is not to be cancelled.
   */
  boolean goesOnElsewhere();
}
