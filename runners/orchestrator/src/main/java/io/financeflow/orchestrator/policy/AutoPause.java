package io.financeflow.orchestrator.policy;

import io.financeflow.orchestrator.state.RunState;
import java.util.List;

/**
 * When a DAG is paused because its runs keep failing.
 *
 * @param failures that many failed runs in a row pause the DAG; 0 never does
 */
public record AutoPause(int failures) {

  /** Never. */
  public static final AutoPause NEVER = new AutoPause(0);

  /** Refuses a negative number. */
  public AutoPause {
    if (failures < 0) {
      throw new IllegalArgumentException("failures must be >= 0 but was " + failures);
    }
  }

  /**
   * Whether to pause now.
   *
   * @param latestFirst finished runs, backfills left out, by the time they were due, latest first
   */
  public boolean due(List<RunState> latestFirst) {
    return failures > 0
        && latestFirst.size() >= failures
        && latestFirst.subList(0, failures).stream().allMatch(state -> state == RunState.FAILED);
  }
}
