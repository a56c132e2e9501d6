package io.financeflow.orchestrator.state;

import java.util.Locale;

/**
 * Where one task instance of one execution of a run stands.
 *
 * <p>Which state may follow which is in {@link Transitions}; the words are those of Airflow.
 */
public enum TaskState {
  /** Waits for the tasks before it. */
  NONE,
  /** May run as soon as the limits have room. */
  SCHEDULED,
  /** Holds its slots; a worker may take it. */
  QUEUED,
  /** A worker works on it. */
  RUNNING,
  /** Somebody asked for another try of a running attempt; the worker is being told. */
  RESTARTING,
  /** Failed, and is tried again at a known time. */
  UP_FOR_RETRY,
  /** Was not ready, and looks again at a known time; no retry is used up. */
  UP_FOR_RESCHEDULE,
  /** Waits for a time or an event, without a slot. */
  DEFERRED,
  /** Waits for a person, without a slot. */
  AWAITING_INPUT,
  /** Done. */
  SUCCESS,
  /** Failed, and is not tried again. */
  FAILED,
  /** Not done on purpose. */
  SKIPPED,
  /** Not done because a task before it failed. */
  UPSTREAM_FAILED,
  /** Not part of the run any more: its element left the mapped list. */
  REMOVED;

  /** Whether nothing follows in this execution unless a person changes it. */
  public boolean isFinished() {
    return switch (this) {
      case SUCCESS, FAILED, SKIPPED, UPSTREAM_FAILED, REMOVED -> true;
      default -> false;
    };
  }

  /** Whether it counts against pools and task limits. */
  public boolean holdsSlots() {
    return this == QUEUED || this == RUNNING || this == RESTARTING;
  }

  /** Whether the scheduler may look at its conditions: nobody works on it or has promised to. */
  public boolean isSchedulable() {
    return this == NONE || this == UP_FOR_RETRY || this == UP_FOR_RESCHEDULE;
  }

  /** Whether the tasks after it may count it as failed. */
  public boolean isFailure() {
    return this == FAILED || this == UPSTREAM_FAILED;
  }

  /** The name in lower case, as users read and write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
