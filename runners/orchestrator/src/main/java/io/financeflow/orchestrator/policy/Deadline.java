package io.financeflow.orchestrator.policy;

import io.financeflow.orchestrator.timetable.DayTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * By when a run or a task has to be done; missing it is reported, nothing is stopped.
 *
 * <p>The time is computed once, when the run is created or its task starts, and stored, so that it
 * is noticed even if the run never ends.
 */
public sealed interface Deadline {

  /** So long after the time the run was due. */
  record AfterSchedule(Duration within) implements Deadline {
    /** Refuses a length that is not positive. */
    public AfterSchedule {
      positive(within);
    }

    /** When it is missed. */
    public Instant at(Instant runAfter) {
      return runAfter.plus(within);
    }
  }

  /** So long after the run, or the first attempt of the task, started. */
  record AfterStart(Duration within) implements Deadline {
    /** Refuses a length that is not positive. */
    public AfterStart {
      positive(within);
    }

    /** When it is missed. */
    public Instant at(Instant start) {
      return start.plus(within);
    }
  }

  /** At a time of the exchange's day, {@code close + 2h}; for runs that are about a date. */
  record ByDayTime(DayTime time) implements Deadline {

    /** When it is missed; the last session up to the date counts when the date is none. */
    public Instant at(LocalDate date) {
      return time.of(time.exchange().calendar().previousOrSame(date));
    }
  }

  private static void positive(Duration within) {
    if (within.isNegative() || within.isZero()) {
      throw new IllegalArgumentException("a deadline must be > 0 away but was " + within);
    }
  }
}
