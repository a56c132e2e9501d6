package io.financeflow.orchestrator.control;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why something does not run now: a condition that is not met.
 *
 * @param text what is, and what to do about it where somebody can, one line
 * @param heldBy who holds the limit, or is waited for; may be empty
 * @param until when it is over by itself; null when that is not known
 */
public record Obstacle(
    Condition condition, String text, List<String> heldBy, @Nullable Instant until) {

  /** What there is to be met, in the order in which it is looked at. */
  public enum Condition {
    /** The DAG's file is gone: it gets no new runs. */
    NOT_LOADED,
    /** The DAG starts no runs. */
    DAG_PAUSED,
    /** The DAG has no slots of its own. */
    NO_SCHEDULE,
    /** Assets were not renewed yet. */
    ASSETS,
    /** Nobody moves runs on. */
    NO_SCHEDULER,
    /** Its time has not come. */
    NOT_DUE,
    /** Its backfill starts no runs. */
    BACKFILL_STOPPED,
    /** Another backfill comes first. */
    BACKFILL_BEFORE,
    /** As many runs as allowed are going. */
    MAX_ACTIVE_RUNS,
    /** The run of the task has not begun. */
    RUN_NOT_RUNNING,
    /** A branch went elsewhere. */
    BRANCH,
    /** Tasks before it. */
    TRIGGER_RULE,
    /** The previous run. */
    PAST,
    /** Failed, and tried again later. */
    RETRY,
    /** Was not ready, and looks again later. */
    RESCHEDULE,
    /** Waits for a time or an event. */
    DEFERRED,
    /** Waits for a person. */
    APPROVAL,
    /** Its pool does not exist. */
    NO_POOL,
    /** It needs more slots than its pool has. */
    POOL_TOO_SMALL,
    /** Others hold the slots of its pool. */
    POOL_FULL,
    /** As many tasks of the run as allowed hold slots. */
    MAX_ACTIVE_TASKS,
    /** As many instances of the task as allowed hold slots. */
    MAX_ACTIVE_OF_TASK,
    /** As many instances of the task as allowed hold slots in this run. */
    MAX_ACTIVE_IN_RUN,
    /** Nobody runs tasks. */
    NO_WORKER,
    /** All workers are busy. */
    WORKERS_BUSY,
    /** Its worker is being told to stop it. */
    RESTARTING,
    /** It does run. */
    RUNNING;

    /** The name in lower case, as users read it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Keeps a copy. */
  public Obstacle {
    heldBy = List.copyOf(heldBy);
  }

  static Obstacle of(Condition condition, String text) {
    return new Obstacle(condition, text, List.of(), null);
  }

  static Obstacle until(Condition condition, String text, @Nullable Instant until) {
    return new Obstacle(condition, text, List.of(), until);
  }

  static Obstacle held(Condition condition, String text, List<String> heldBy) {
    return new Obstacle(condition, text, heldBy, null);
  }
}
