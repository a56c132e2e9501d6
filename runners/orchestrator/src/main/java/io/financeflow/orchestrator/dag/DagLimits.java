package io.financeflow.orchestrator.dag;

import io.financeflow.orchestrator.policy.AutoPause;
import io.financeflow.orchestrator.policy.WeightRule;
import io.financeflow.orchestrator.state.RunDecision;
import java.time.Duration;

/**
 * What the runs of a DAG may take, and how they are judged.
 *
 * @param maxActiveRuns at once, backfills left out, 1 or more
 * @param maxActiveTasks instances at once in each run, 1 or more
 * @param runTimeout from its start, more than 0; then the run has failed
 * @param autoPause after how many failed runs
 * @param order how tasks and runs are weighed
 */
public record DagLimits(
    int maxActiveRuns, int maxActiveTasks, Duration runTimeout, AutoPause autoPause, Order order) {

  /** 16 runs, 16 tasks per run, 7 days, never paused. */
  public static final DagLimits USUAL =
      new DagLimits(16, 16, Duration.ofDays(7), AutoPause.NEVER, Order.USUAL);

  /**
   * How tasks and runs are weighed.
   *
   * @param weights which weights make a priority
   * @param judge which tasks decide whether a run was good
   */
  public record Order(WeightRule weights, RunDecision.Judge judge) {
    /** Those after it; leaves. */
    public static final Order USUAL = new Order(WeightRule.DOWNSTREAM, RunDecision.Judge.LEAVES);
  }

  /** Refuses what is out of bounds. */
  public DagLimits {
    if (maxActiveRuns < 1 || maxActiveTasks < 1) {
      throw new IllegalArgumentException(
          "max_active_runs and max_active_tasks must be >= 1 but were "
              + maxActiveRuns
              + ", "
              + maxActiveTasks);
    }
    if (runTimeout.isNegative() || runTimeout.isZero()) {
      throw new IllegalArgumentException("run_timeout must be > 0 but was " + runTimeout);
    }
  }
}
