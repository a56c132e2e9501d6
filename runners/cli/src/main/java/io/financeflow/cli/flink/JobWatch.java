package io.financeflow.cli.flink;

import io.financeflow.cli.output.Console;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.schema.run.FlinkJob;
import io.financeflow.schema.run.FlinkJobState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Waits for a job and notes how it ended. */
public final class JobWatch {
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** A JobManager that restarts, or a network that heals, is waited for this long. */
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final FlinkRest rest;
  private final JobLedger ledger;

  /** A watch on the jobs of one cluster. */
  public JobWatch(FlinkRest rest, JobLedger ledger) {
    this.rest = rest;
    this.ledger = ledger;
  }

  /**
   * Returns once the job finished.
   *
   * @throws Failure.Incomplete when it failed, with its root cause; was cancelled; is unknown to
   *     the cluster; the cluster has been silent for half a minute; or this thread is interrupted
   */
  public void await(Console console, FlinkJob job) {
    conclude(job, LeaveRunning.during(console, job, () -> end(job)));
  }

  /** Notes the state of a job that may have ended while nobody watched, and returns it. */
  public FlinkJobState refresh(FlinkJob job) {
    FlinkJobState state = state(job);
    if (state.isEnd()) {
      note(job, state);
    } else {
      ledger.running(job);
    }
    return state;
  }

  private FlinkJobState end(FlinkJob job) {
    long heard = System.nanoTime();
    while (true) {
      requireNotInterrupted(job);
      try {
        FlinkJobState state = state(job);
        if (state.isEnd()) {
          return state;
        }
        heard = System.nanoTime();
      } catch (Failure.Incomplete silence) {
        if (System.nanoTime() - heard > SILENCE.toNanos()) {
          throw silence;
        }
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** The wait ends with its thread, the job does not. */
  private static void requireNotInterrupted(FlinkJob job) {
    if (Thread.currentThread().isInterrupted()) {
      throw new Failure.Incomplete(
          ExitCode.FAILED, "interrupted while job " + job.jobId() + " went on");
    }
  }

  private FlinkJobState state(FlinkJob job) {
    return rest.job(job.jobId())
        .map(found -> FlinkJobState.ofFlink(found.state()))
        .orElse(FlinkJobState.LOST);
  }

  private void conclude(FlinkJob job, FlinkJobState state) {
    Optional<RootCause> cause = note(job, state);
    if (cause.isPresent()) {
      throw new Failure.Incomplete(cause.get().exitCode(), cause.get().line());
    }
  }

  private Optional<RootCause> note(FlinkJob job, FlinkJobState state) {
    Optional<RootCause> cause = cause(job, state);
    Map<String, Long> counters =
        state == FlinkJobState.LOST ? Map.of() : BeamCounters.of(rest.address(), job.jobId());
    ledger.ended(job, state, counters, cause.map(RootCause::line).orElse(null));
    return cause;
  }

  private Optional<RootCause> cause(FlinkJob job, FlinkJobState state) {
    return switch (state) {
      case FAILED -> Optional.of(RootCause.of(rest.failure(job.jobId()).orElse("")));
      case CANCELED ->
          Optional.of(
              new RootCause(
                  ExitCode.FAILED,
                  "job " + job.jobId() + " was cancelled: run the command again to complete it"));
      case LOST ->
          Optional.of(
              new RootCause(
                  ExitCode.FAILED,
                  "the cluster at %s does not know job %s (it never arrived, or the cluster was started anew): run the command again"
                      .formatted(job.master(), job.jobId())));
      case FINISHED, RUNNING, SUBMITTING -> Optional.empty();
    };
  }
}
