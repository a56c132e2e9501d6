package io.financeflow.cli.flink;

import io.financeflow.cli.output.Failure;

/**
 * How much of a cluster to start.
 *
 * @param taskManagers worker processes, 1 to 64, about 1 GB each
 * @param slots of each of them, 1 to 64: parallel instances of a pipeline's steps
 */
public record ClusterSize(int taskManagers, int slots) {
  private static final int MOST = 64;

  /** Refuses sizes out of bounds. */
  public ClusterSize {
    if (taskManagers < 1 || taskManagers > MOST) {
      throw new Failure.Usage("--task-managers must be 1 to 64 but was " + taskManagers);
    }
    if (slots < 1 || slots > MOST) {
      throw new Failure.Usage("--slots must be 1 to 64 but was " + slots);
    }
  }
}
