package io.financeflow.orchestrator.timetable;

import java.time.LocalDate;

/**
 * The dates for which a DAG has runs of its own accord, both inclusive.
 *
 * @param start the first date a slot may be about, {@link LocalDate#MIN} for no bound
 * @param end the last one, {@link LocalDate#MAX} for no bound
 */
public record Active(LocalDate start, LocalDate end) {

  /** Every date. */
  public static final Active ALWAYS = new Active(LocalDate.MIN, LocalDate.MAX);

  /** Refuses an end before the start. */
  public Active {
    if (end.isBefore(start)) {
      throw new IllegalArgumentException("end (" + end + ") must not be before start " + start);
    }
  }

  /** Whether the slot is about dates within the bounds only. */
  public boolean covers(Slot slot) {
    return !slot.dates().from().isBefore(start) && !slot.dates().to().isAfter(end);
  }

  boolean isOver(Slot slot) {
    return slot.dates().to().isAfter(end);
  }
}
