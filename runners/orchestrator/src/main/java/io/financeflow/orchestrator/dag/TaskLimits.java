package io.financeflow.orchestrator.dag;

import java.time.Duration;

/**
 * What a task may take.
 *
 * @param timeout of one attempt, more than 0
 * @param share of which pool
 * @param weight goes into its priority, see {@link io.financeflow.orchestrator.policy.WeightRule}
 * @param maxActive instances at once over all runs, 1 or more, {@link #UNLIMITED} for no limit
 * @param maxActivePerRun instances at once in a run, likewise
 */
public record TaskLimits(
    Duration timeout, Share share, int weight, int maxActive, int maxActivePerRun) {

  /** No limit. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** 24 hours, one slot of the default pool, weight 1, no limits. */
  public static final TaskLimits USUAL =
      new TaskLimits(Duration.ofHours(24), Share.USUAL, 1, UNLIMITED, UNLIMITED);

  /**
   * Slots of a pool.
   *
   * @param pool its name
   * @param slots how many one instance takes, 1 or more
   */
  public record Share(String pool, int slots) {
    /** One slot of the pool {@code default}. */
    public static final Share USUAL = new Share("default", 1);

    /** Refuses a blank name and no slots. */
    public Share {
      if (pool.isBlank() || slots < 1) {
        throw new IllegalArgumentException(
            "a task must take >= 1 slots of a named pool but took " + slots + " of '" + pool + "'");
      }
    }
  }

  /** Refuses what is out of bounds. */
  public TaskLimits {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout must be > 0 but was " + timeout);
    }
    if (maxActive < 1 || maxActivePerRun < 1) {
      throw new IllegalArgumentException(
          "limits of a task must be >= 1 but were " + maxActive + ", " + maxActivePerRun);
    }
  }
}
