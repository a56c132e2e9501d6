package io.financeflow.orchestrator.dag;

import io.financeflow.orchestrator.policy.PastRule;
import io.financeflow.orchestrator.policy.TriggerRule;

/**
 * When a task may run.
 *
 * @param trigger given the tasks directly before it
 * @param past given the previous run
 * @param role what it is to the others
 */
public record TaskRules(TriggerRule trigger, PastRule past, TaskRole role) {

  /** When all before it succeeded, whatever happened in the past. */
  public static final TaskRules USUAL =
      new TaskRules(TriggerRule.ALL_SUCCESS, PastRule.NONE, TaskRole.WORK);
}
