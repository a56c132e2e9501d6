package io.financeflow.schema.calendar;

import java.time.LocalTime;

/**
 * The trading hours of one session, New York wall clock, open inclusive, close exclusive.
 *
 * <p>An open that is not before its close is refused with {@link IllegalArgumentException}.
 * Immutable, thread-safe.
 *
 * @param open when trading begins
 * @param close when trading ends
 */
record Hours(LocalTime open, LocalTime close) {

  /** 09:30 to 16:00: every session since 1985-09-30 that is not listed otherwise. */
  static final Hours REGULAR = new Hours(LocalTime.of(9, 30), LocalTime.of(16, 0));

  Hours {
    if (!open.isBefore(close)) {
      throw new IllegalArgumentException("open must be before close: " + open + ", " + close);
    }
  }

  Hours opening(LocalTime time) {
    return new Hours(time, close);
  }

  Hours closing(LocalTime time) {
    return new Hours(open, time);
  }

  boolean closesEarly() {
    return close.isBefore(REGULAR.close);
  }
}
