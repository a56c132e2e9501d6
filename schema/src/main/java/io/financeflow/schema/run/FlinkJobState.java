package io.financeflow.schema.run;

/** How a job on a Flink cluster was last seen. */
public enum FlinkJobState {
  /** About to be submitted; stays so when the command died before it knew. */
  SUBMITTING,
  /** The cluster has it: it waits, runs or restarts. */
  RUNNING,
  /** It ended well; single attempts may have failed, see {@code ingestion_logs}. */
  FINISHED,
  /** It ended with an error. */
  FAILED,
  /** Somebody cancelled it. */
  CANCELED,
  /** The cluster does not know it: it never arrived, or the cluster was started anew. */
  LOST;

  /** True when it will not change any more. */
  public boolean isEnd() {
    return this != SUBMITTING && this != RUNNING;
  }

  /** Returns our state for one that Flink names. */
  public static FlinkJobState ofFlink(String name) {
    return switch (name) {
      case "FINISHED" -> FINISHED;
      case "FAILED" -> FAILED;
      case "CANCELED" -> CANCELED;
      default -> RUNNING;
    };
  }
}
