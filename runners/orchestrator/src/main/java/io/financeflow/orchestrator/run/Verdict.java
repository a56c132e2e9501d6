package io.financeflow.orchestrator.run;

import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.dag.Waiting;
import io.financeflow.orchestrator.notify.RunEvent;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.orchestrator.task.TaskOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a task instance when an attempt is over: a pure function of how it ended.
 *
 * @param state its next state
 * @param reason for people
 * @param look when something has to happen by itself; null for never
 * @param outcome how history calls it
 * @param error class of a failure; null otherwise
 * @param event what people may want to be told; empty for nothing
 */
public record Verdict(
    TaskState state,
    String reason,
    @Nullable Instant look,
    String outcome,
    @Nullable ErrorClass error,
    Optional<RunEvent.Kind> event) {

  /**
   * Decides.
   *
   * @param firstStarted when the first attempt began
   */
  public static Verdict of(
      TaskSpec task, AttemptId attempt, Instant firstStarted, TaskOutcome outcome, Instant now) {
    if (outcome instanceof TaskOutcome.Done) {
      return new Verdict(TaskState.SUCCESS, "", null, "DONE", null, Optional.empty());
    }
    if (outcome instanceof TaskOutcome.Skipped skipped) {
      return skipped(skipped.reason());
    }
    if (outcome instanceof TaskOutcome.NotYet notYet) {
      return notYet(task, firstStarted, notYet, now);
    }
    if (outcome instanceof TaskOutcome.Deferred deferred) {
      return new Verdict(
          TaskState.DEFERRED,
          deferred.reason(),
          deferred.until(),
          "DEFERRED",
          null,
          Optional.empty());
    }
    TaskOutcome.Failed failed = (TaskOutcome.Failed) outcome;
    return failed(task, attempt, failed.error(), failed.message(), "FAILED", now);
  }

  /**
   * The verdict on an attempt whose worker died: the same attempt is made again, elsewhere, unless
   * it has cost too many workers already; then it counts as a failure of the ground.
   *
   * @param losses how often that happened before
   */
  public static Verdict lost(TaskSpec task, AttemptId attempt, int losses, Instant now) {
    String reason = "its worker was lost";
    return losses < MOST_LOSSES
        ? new Verdict(TaskState.SCHEDULED, reason, null, "LOST", null, Optional.empty())
        : failed(
            task,
            attempt,
            ErrorClass.INFRASTRUCTURE,
            reason + " " + (losses + 1) + " times: see whether it needs more memory",
            "LOST",
            now);
  }

  /** The verdict on an attempt whose worker stopped in good order: it is made again, elsewhere. */
  public static Verdict stopped() {
    return new Verdict(
        TaskState.SCHEDULED, "its worker stopped", null, "STOPPED", null, Optional.empty());
  }

  /** A task that costs more workers than this has failed. */
  private static final int MOST_LOSSES = 3;

  private static Verdict skipped(String reason) {
    return new Verdict(TaskState.SKIPPED, reason, null, "SKIPPED", null, Optional.empty());
  }

  private static Verdict notYet(
      TaskSpec task, Instant firstStarted, TaskOutcome.NotYet notYet, Instant now) {
    Instant again = now.plus(notYet.again());
    Optional<Waiting> waiting = waiting(task.kind());
    Instant last = waiting.map(w -> firstStarted.plus(w.timeout())).orElse(Instant.MAX);
    if (!again.isAfter(last)) {
      return new Verdict(
          TaskState.UP_FOR_RESCHEDULE, notYet.reason(), again, "NOT_YET", null, Optional.empty());
    }
    Duration limit = waiting.orElseThrow().timeout();
    String reason = "not there after " + limit.toMinutes() + " min: " + notYet.reason();
    return waiting.orElseThrow().skipWhenLate()
        ? skipped(reason)
        : new Verdict(
            TaskState.FAILED,
            reason,
            null,
            "FAILED",
            ErrorClass.NOT_READY,
            Optional.of(RunEvent.Kind.TASK_FAILED));
  }

  private static Optional<Waiting> waiting(TaskKind kind) {
    if (kind instanceof TaskKind.HttpSensor http) {
      return Optional.of(http.waiting());
    }
    return kind instanceof TaskKind.SqlSensor sql ? Optional.of(sql.waiting()) : Optional.empty();
  }

  private static Verdict failed(
      TaskSpec task,
      AttemptId attempt,
      ErrorClass error,
      String message,
      String outcome,
      Instant now) {
    Optional<Duration> wait =
        task.conduct().retry().next(error, attempt.instance(), attempt.number());
    return wait.map(
            delay ->
                new Verdict(
                    TaskState.UP_FOR_RETRY,
                    message,
                    now.plus(delay),
                    outcome,
                    error,
                    Optional.of(RunEvent.Kind.TASK_RETRY)))
        .orElseGet(
            () ->
                new Verdict(
                    TaskState.FAILED,
                    message,
                    null,
                    outcome,
                    error,
                    Optional.of(RunEvent.Kind.TASK_FAILED)));
  }
}
