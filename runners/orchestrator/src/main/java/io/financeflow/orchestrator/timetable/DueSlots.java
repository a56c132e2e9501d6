package io.financeflow.orchestrator.timetable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What to do about the slots that have fallen due; nothing twice, nothing left out.
 *
 * @param run slots to create runs for, ascending
 * @param passedOver slots that get no run, ascending, to be recorded as missed
 * @param handledUntil every slot due up to here, inclusive, is in one of the lists or was before:
 *     {@code handled} of the next call
 */
public record DueSlots(List<Slot> run, List<Slot> passedOver, Instant handledUntil) {

  /** Keeps copies. */
  public DueSlots {
    run = List.copyOf(run);
    passedOver = List.copyOf(passedOver);
  }

  /**
   * The stretch to look at.
   *
   * @param handled slots due up to here, inclusive, were dealt with before
   * @param switchedOn when the DAG was created or unpaused last
   * @param now slots due up to here, inclusive, are due
   * @param limit at most so many slots are looked at at once, 1 or more; ask again for the others
   */
  public record Window(Instant handled, Instant switchedOn, Instant now, int limit) {
    /** Refuses a limit below 1. */
    public Window {
      if (limit < 1) {
        throw new IllegalArgumentException("limit must be >= 1 but was " + limit);
      }
    }
  }

  /** Decides; a pure function. Both lists are empty when nothing is due. */
  public static DueSlots of(Timetable timetable, Active active, CatchUp catchUp, Window window) {
    List<Slot> due = new ArrayList<>();
    Instant last = window.handled();
    Optional<Slot> next = timetable.next(last);
    for (int looked = 0; looked < window.limit() && isDue(next, window); looked++) {
      last = next.get().runAfter();
      if (active.covers(next.get())) {
        due.add(next.get());
      }
      next = active.isOver(next.get()) ? Optional.empty() : timetable.next(last);
    }
    boolean more = isDue(next, window);
    Instant handled = more || window.now().isBefore(last) ? last : window.now();
    return switch (catchUp) {
      case ALL -> new DueSlots(due, List.of(), handled);
      case MERGED ->
          new DueSlots(due.isEmpty() ? due : List.of(Slot.merge(due)), List.of(), handled);
      case LATEST -> newest(due, more, handled);
      case NONE -> sinceSwitchedOn(newest(due, more, handled), window.switchedOn());
    };
  }

  private static boolean isDue(Optional<Slot> slot, Window window) {
    return slot.isPresent() && !slot.get().runAfter().isAfter(window.now());
  }

  private static DueSlots newest(List<Slot> due, boolean more, Instant handled) {
    if (due.isEmpty() || more) {
      return new DueSlots(List.of(), due, handled);
    }
    int last = due.size() - 1;
    return new DueSlots(due.subList(last, last + 1), due.subList(0, last), handled);
  }

  private static DueSlots sinceSwitchedOn(DueSlots newest, Instant switchedOn) {
    if (newest.run.isEmpty() || !newest.run.get(0).runAfter().isBefore(switchedOn)) {
      return newest;
    }
    List<Slot> all = new ArrayList<>(newest.passedOver);
    all.addAll(newest.run);
    return new DueSlots(List.of(), all, newest.handledUntil);
  }
}
