package io.financeflow.cli.task;

import io.financeflow.cli.flink.FlinkAddress;
import io.financeflow.cli.flink.FlinkRest;
import io.financeflow.cli.flink.JobLedger;
import io.financeflow.cli.flink.JobWatch;
import io.financeflow.cli.output.Failure;
import io.financeflow.orchestrator.task.LogSink;
import io.financeflow.schema.run.FlinkJob;
import io.financeflow.schema.run.FlinkJobState;
import io.financeflow.schema.run.FlinkJobTable;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.JdbiException;

/**
 * A run on a cluster, found by its id alone.
 *
 * @param log where it is said what was done to the job
 */
record FlinkRun(JobLedger ledger, LogSink log) {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * True when the run has a job that runs or has finished well, so that its end can be waited for.
   *
   * @throws Failure.Incomplete when its cluster does not answer, so that nobody knows
   */
  boolean goesOn(UUID runId) {
    Optional<FlinkJobTable.Row> row = ledger.find(runId);
    if (row.isEmpty()) {
      log.line("run " + runId + " never got a job: a new one is submitted");
      return false;
    }
    FlinkJob job = row.get().job();
    boolean isKnownToHaveFinished = row.get().state() == FlinkJobState.FINISHED;
    if (!isKnownToHaveFinished && isBeingCancelled(job)) {
      log.line("flink job " + job.jobId() + " of an earlier attempt is being cancelled");
      boolean unused = cancelAndAwait(runId);
      return false;
    }
    FlinkJobState state = isKnownToHaveFinished ? FlinkJobState.FINISHED : watch(job).refresh(job);
    boolean goesOn = state == FlinkJobState.RUNNING || state == FlinkJobState.FINISHED;
    log.line(
        "flink job "
            + job.jobId()
            + " of an earlier attempt is "
            + state
            + (goesOn ? ": it is taken up" : ": a new one is submitted"));
    return goesOn;
  }

  private static boolean isBeingCancelled(FlinkJob job) {
    return rest(job)
        .job(job.jobId())
        .filter(known -> known.state().equals("CANCELLING"))
        .isPresent();
  }

  /** Asks the cluster to cancel the job of a run, if there is one. */
  void cancel(UUID runId) {
    try {
      ledger.find(runId).map(FlinkJobTable.Row::job).ifPresent(this::cancel);
    } catch (Failure.Incomplete | JdbiException unreachable) {
      log.line("the job of run " + runId + " is not cancelled: " + unreachable.getMessage());
    }
  }

  private void cancel(FlinkJob job) {
    boolean cancelled = rest(job).cancel(job.jobId());
    log.line(
        "flink job " + job.jobId() + (cancelled ? " is cancelled" : " is not there to cancel"));
  }

  /** Cancels the job and waits for its end; true when it is certain that none is left. */
  boolean cancelAndAwait(UUID runId) {
    cancel(runId);
    long start = System.nanoTime();
    while (!isOver(runId)) {
      if (System.nanoTime() - start > PATIENCE.toNanos()
          || Thread.currentThread().isInterrupted()) {
        log.line("nobody knows whether the job of run " + runId + " has ended");
        return false;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return true;
  }

  private boolean isOver(UUID runId) {
    try {
      Optional<FlinkJob> job = ledger.find(runId).map(FlinkJobTable.Row::job);
      return job.isEmpty() || watch(job.get()).refresh(job.get()).isEnd();
    } catch (Failure.Incomplete | JdbiException unreachable) {
      return false;
    }
  }

  private JobWatch watch(FlinkJob job) {
    return new JobWatch(rest(job), ledger);
  }

  private static FlinkRest rest(FlinkJob job) {
    return new FlinkRest(FlinkAddress.parse(job.master()));
  }
}
