package io.financeflow.orchestrator.catalogue;

import io.financeflow.orchestrator.dag.Plan;
import io.financeflow.orchestrator.timetable.CatchUp;
import io.financeflow.orchestrator.timetable.Slot;
import io.financeflow.orchestrator.timetable.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** When the slots of a DAG fall due; pure functions. */
public final class DueTimes {

  /** How far back the newest slot that is due is looked for, step by step. */
  private static final List<Duration> BACK =
      List.of(Duration.ofDays(2), Duration.ofDays(8), Duration.ofDays(40), Duration.ofDays(400));

  private DueTimes() {}

  /**
   * When the first slot after an instant falls due; empty when there is none or the DAG is over.
   */
  public static Optional<Instant> next(Plan plan, Instant handledUntil) {
    return plan.schedule()
        .timetable()
        .next(handledUntil)
        .filter(slot -> !slot.dates().to().isAfter(plan.active().end()))
        .map(Slot::runAfter);
  }

  /**
   * Up to where the slots of a new DAG count as dealt with: just before its start date, if it has
   * one; otherwise just before the newest slot that is due, so that only this one is caught up
   * with.
   */
  public static Instant first(Plan plan, Instant now) {
    Timetable timetable = plan.schedule().timetable();
    if (!plan.active().start().equals(LocalDate.MIN)) {
      Instant start = plan.active().start().minusDays(1).atStartOfDay(timetable.zone()).toInstant();
      return start.isBefore(now) ? start : now;
    }
    if (plan.catchUp() == CatchUp.NONE) {
      return now;
    }
    for (Duration back : BACK) {
      Optional<Instant> newest = newest(timetable, now.minus(back), now);
      if (newest.isPresent()) {
        return newest.get().minusMillis(1);
      }
    }
    return now;
  }

  private static Optional<Instant> newest(Timetable timetable, Instant after, Instant now) {
    Optional<Instant> newest = Optional.empty();
    Optional<Instant> next = timetable.next(after).map(Slot::runAfter);
    while (next.isPresent() && !next.get().isAfter(now)) {
      newest = next;
      next = timetable.next(next.get()).map(Slot::runAfter);
    }
    return newest;
  }
}
