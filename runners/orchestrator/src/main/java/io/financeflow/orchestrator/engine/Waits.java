package io.financeflow.orchestrator.engine;

import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.state.TaskState;
import java.time.Instant;
import java.util.Optional;

/** What follows when a wait is over. */
final class Waits {

  private Waits() {}

  /** The change of a task instance that waited; empty while it waits, or does not. */
  static Optional<Change> over(TaskSpec task, Instance instance, Instant now) {
    return switch (instance.state()) {
      case UP_FOR_RETRY -> when(instance.isDue(now), Change.scheduled(true));
      case UP_FOR_RESCHEDULE -> when(instance.isDue(now), Change.scheduled(false));
      case DEFERRED ->
          when(
              instance.isDue(now),
              task.kind().needsWorker()
                  ? Change.scheduled(false)
                  : Change.to(TaskState.SUCCESS, ""));
      case AWAITING_INPUT -> answered(task, instance, now);
      default -> Optional.empty();
    };
  }

  private static Optional<Change> when(boolean due, Change change) {
    return due ? Optional.of(change) : Optional.empty();
  }

  private static Optional<Change> answered(TaskSpec task, Instance instance, Instant now) {
    Instance.Answer answer = instance.answer();
    if (answer != null) {
      String text = answer.note().isEmpty() ? answer.by() : answer.by() + ": " + answer.note();
      return Optional.of(
          answer.approved()
              ? Change.to(TaskState.SUCCESS, "approved by " + text)
              : Change.to(TaskState.FAILED, "rejected by " + text));
    }
    if (!instance.isDue(now) || !(task.kind() instanceof TaskKind.Approval approval)) {
      return Optional.empty();
    }
    String reason = "nobody answered in time";
    return Optional.of(
        switch (approval.unanswered()) {
          case FAIL -> Change.to(TaskState.FAILED, reason);
          case SKIP -> Change.to(TaskState.SKIPPED, reason);
          case APPROVE -> Change.to(TaskState.SUCCESS, reason + ": counts as approved");
        });
  }
}
