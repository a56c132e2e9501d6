package io.financeflow.orchestrator.timetable;

import java.time.Instant;

/**
 * The stretch of time a run's data comes from, {@code [start, end)}; empty when both are equal.
 *
 * @param start inclusive
 * @param end exclusive, not before {@code start}
 */
public record DataInterval(Instant start, Instant end) {

  /** Refuses an end before the start. */
  public DataInterval {
    if (end.isBefore(start)) {
      throw new IllegalArgumentException("an interval must not end (" + end + ") before " + start);
    }
  }

  /** The empty interval at an instant. */
  public static DataInterval at(Instant instant) {
    return new DataInterval(instant, instant);
  }
}
