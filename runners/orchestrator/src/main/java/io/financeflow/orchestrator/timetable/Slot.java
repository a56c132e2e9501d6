package io.financeflow.orchestrator.timetable;

import io.financeflow.schema.market.DateRange;
import java.time.Instant;
import java.util.List;

/**
 * One place in a timetable: the logical run, whatever executions it will have.
 *
 * @param logicalDate names the slot, unique within its timetable
 * @param interval the data it covers
 * @param runAfter the earliest time it may start
 * @param dates the dates it is about, in the zone of its timetable; several when slots were merged
 */
public record Slot(Instant logicalDate, DataInterval interval, Instant runAfter, DateRange dates) {

  /**
   * One slot that covers all of these: from the first start to the last end, named and due like the
   * last one.
   *
   * @param slots ascending, at least one
   */
  public static Slot merge(List<Slot> slots) {
    Slot first = slots.get(0);
    Slot last = slots.get(slots.size() - 1);
    return new Slot(
        last.logicalDate,
        new DataInterval(first.interval.start(), last.interval.end()),
        last.runAfter,
        new DateRange(first.dates.from(), last.dates.to()));
  }
}
