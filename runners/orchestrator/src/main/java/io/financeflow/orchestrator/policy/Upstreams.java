package io.financeflow.orchestrator.policy;

import io.financeflow.orchestrator.state.TaskState;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the direct upstream task instances of a task stand, counted; all counts are 0 or more.
 *
 * <p>Removed instances do not count anywhere, as if they had never been declared.
 *
 * @param succeeded state success
 * @param skipped state skipped
 * @param failed state failed or upstream_failed
 * @param failedItself those of {@code failed} that ran, state failed
 * @param unfinished every state that is not finished
 * @param setups those of the upstreams that are set-up tasks
 */
public record Upstreams(
    int succeeded, int skipped, int failed, int failedItself, int unfinished, Setups setups) {

  /**
   * The set-up tasks among the upstreams.
   *
   * @param all how many
   * @param succeeded state success
   * @param skipped state skipped
   */
  public record Setups(int all, int succeeded, int skipped) {
    /** No set-up task. */
    public static final Setups NONE = new Setups(0, 0, 0);

    /** Refuses negative counts and more successes and skips than set-ups. */
    public Setups {
      if (succeeded < 0 || skipped < 0 || succeeded + skipped > all) {
        throw new IllegalArgumentException(
            "setups must be 0 <= succeeded + skipped <= all: " + succeeded + ", " + skipped);
      }
    }
  }

  /** Refuses negative counts. */
  public Upstreams {
    if (succeeded < 0 || skipped < 0 || failedItself < 0 || unfinished < 0) {
      throw new IllegalArgumentException("counts of upstream tasks must be >= 0");
    }
    if (failedItself > failed) {
      throw new IllegalArgumentException(
          "failedItself must be <= failed: " + failedItself + ", " + failed);
    }
  }

  /** Counts the states; those of set-up tasks go into {@code setups} and not into the first. */
  public static Upstreams of(Collection<TaskState> others, Collection<TaskState> setups) {
    List<TaskState> all =
        Stream.concat(others.stream(), setups.stream())
            .filter(state -> state != TaskState.REMOVED)
            .toList();
    return new Upstreams(
        count(all, TaskState.SUCCESS),
        count(all, TaskState.SKIPPED),
        (int) all.stream().filter(TaskState::isFailure).count(),
        count(all, TaskState.FAILED),
        (int) all.stream().filter(state -> !state.isFinished()).count(),
        new Setups(
            (int) setups.stream().filter(state -> state != TaskState.REMOVED).count(),
            count(setups, TaskState.SUCCESS),
            count(setups, TaskState.SKIPPED)));
  }

  private static int count(Collection<TaskState> states, TaskState wanted) {
    return (int) states.stream().filter(state -> state == wanted).count();
  }

  int total() {
    return succeeded + skipped + failed + unfinished;
  }
}
