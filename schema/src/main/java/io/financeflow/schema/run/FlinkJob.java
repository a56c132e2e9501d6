package io.financeflow.schema.run;

import io.financeflow.schema.market.DateRange;
import java.util.UUID;

/**
 * A run on a Flink cluster.
 *
 * @param runId the run, as in {@code ingestion_logs}
 * @param master host and REST port of the cluster, as {@code 127.0.0.1:8081}
 * @param command the command, e.g. ingest
 * @param range the dates it is about
 * @param expected rows of {@code ingestion_logs} it will leave when nothing fails, >= 0
 */
public record FlinkJob(UUID runId, String master, String command, DateRange range, int expected) {
  /** Refuses a negative number of rows. */
  public FlinkJob {
    if (expected < 0) {
      throw new IllegalArgumentException("expected rows must be >= 0 but was " + expected);
    }
  }

  /**
   * Returns Flink's id of the job: the run id without its dashes. It is known before the job is
   * submitted, and a cluster refuses a second job of the same id.
   */
  public String jobId() {
    return runId.toString().replace("-", "");
  }

  /** Returns its name on the cluster, which ends with the run id. */
  public String name() {
    return command + " " + range + " " + runId;
  }

  /** Returns the run of a job id. */
  public static UUID runOf(String jobId) {
    if (!jobId.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException("a job id has 32 digits of 0-9a-f but was " + jobId);
    }
    return UUID.fromString(jobId.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
  }
}
