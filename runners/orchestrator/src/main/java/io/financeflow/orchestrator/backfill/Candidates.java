package io.financeflow.orchestrator.backfill;

import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.Plan;
import io.financeflow.orchestrator.timetable.Schedule;
import io.financeflow.orchestrator.timetable.Slot;
import io.financeflow.orchestrator.timetable.Timetable;
import io.financeflow.schema.market.DateRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The slots of a DAG that somebody names, whether or not they have run: a pure function. */
final class Candidates {

  /** More are refused: they would take too much memory and nobody could follow them. */
  private static final int MOST = 100_000;

  /** Days of the timetable looked at together. */
  private static final int STRIDE = 31;

  /** Where the next slot is looked for, to name it in a message. */
  private static final int NEAR = 40;

  private final Dag dag;
  private final Plan plan;
  private final Timetable timetable;
  private final Instant now;

  private Candidates(Dag dag, Instant now) {
    this.dag = dag;
    this.plan = dag.plan();
    this.timetable = plan.schedule().timetable();
    this.now = now;
  }

  /**
   * A slot that was named.
   *
   * @param refusal why it cannot run; empty when it can
   * @param follows whether no slot lies between it and the candidate before it
   */
  record Candidate(Slot slot, String refusal, boolean follows) {}

  /**
   * Finds them, ascending, at least one.
   *
   * @throws RefusedBackfill when there is none, or too many, or one that is listed does not exist
   */
  static List<Candidate> of(Dag dag, SlotChoice choice, Instant now) {
    Schedule schedule = dag.plan().schedule();
    if (schedule instanceof Schedule.Manual || schedule instanceof Schedule.Assets) {
      throw new RefusedBackfill(
          "the DAG '%s' has no timetable: trigger it, or backfill the DAG before it with downstream"
              .formatted(dag.id()));
    }
    Candidates candidates = new Candidates(dag, now);
    return choice instanceof SlotChoice.Dates dates
        ? candidates.inRange(dates.range())
        : candidates.listed((SlotChoice.Listed) choice);
  }

  private List<Candidate> inRange(DateRange range) {
    LocalDate today = now.atZone(timetable.zone()).toLocalDate();
    if (range.to().isAfter(today)) {
      throw new RefusedBackfill(
          "%s lies in the future: in %s it is %s".formatted(range.to(), timetable.zone(), today));
    }
    List<Slot> slots = new ArrayList<>();
    for (LocalDate from = range.from(); !from.isAfter(range.to()); from = from.plusDays(STRIDE)) {
      LocalDate end = from.plusDays(STRIDE - 1);
      slots.addAll(about(from, end.isAfter(range.to()) ? range.to() : end));
      if (slots.size() > MOST) {
        throw new RefusedBackfill(
            "%s has more than %d slots in %s: ask for a shorter range"
                .formatted(dag.id(), MOST, range));
      }
    }
    if (slots.isEmpty()) {
      throw new RefusedBackfill("the DAG '%s' has no slot in %s".formatted(dag.id(), range));
    }
    List<Candidate> candidates = new ArrayList<>();
    for (Slot slot : slots) {
      boolean partly =
          slot.dates().from().isBefore(range.from()) || slot.dates().to().isAfter(range.to());
      String refusal =
          partly ? "its dates " + slot.dates() + " are only partly in the range" : refusal(slot);
      candidates.add(new Candidate(slot, refusal, !candidates.isEmpty()));
    }
    return candidates;
  }

  /** Slots whose logical date falls on these dates, in the zone of the timetable. */
  private List<Slot> about(LocalDate from, LocalDate to) {
    return timetable.between(
        from.atStartOfDay(timetable.zone()).toInstant(),
        to.plusDays(1).atStartOfDay(timetable.zone()).toInstant());
  }

  private List<Candidate> listed(SlotChoice.Listed listed) {
    Map<Instant, Slot> slots = new TreeMap<>();
    for (LocalDate date : listed.dates()) {
      List<Slot> found = about(date, date);
      if (found.isEmpty()) {
        throw new RefusedBackfill(
            "the DAG '%s' has no slot on %s%s".formatted(dag.id(), date, hint(date)));
      }
      found.forEach(slot -> slots.put(slot.logicalDate(), slot));
    }
    for (Instant name : listed.logicalDates()) {
      slots.put(name, named(name));
    }
    List<Candidate> candidates = new ArrayList<>();
    for (Slot slot : slots.values()) {
      boolean follows =
          !candidates.isEmpty()
              && follows(candidates.get(candidates.size() - 1).slot().logicalDate(), slot);
      candidates.add(new Candidate(slot, refusal(slot), follows));
    }
    return candidates;
  }

  private Slot named(Instant name) {
    return timetable.between(name, name.plusMillis(1)).stream()
        .filter(slot -> slot.logicalDate().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedBackfill(
                    "the DAG '%s' has no slot named %s%s"
                        .formatted(
                            dag.id(), name, hint(name.atZone(timetable.zone()).toLocalDate()))));
  }

  private String hint(LocalDate date) {
    return about(date, date.plusDays(NEAR)).stream()
        .findFirst()
        .map(slot -> "; the next one is " + slot.logicalDate() + ", about " + slot.dates())
        .orElse("");
  }

  private boolean follows(Instant before, Slot slot) {
    return timetable.between(before.plusMillis(1), slot.logicalDate()).isEmpty();
  }

  private String refusal(Slot slot) {
    if (slot.dates().from().isBefore(plan.active().start())) {
      return "before the DAG's start, " + plan.active().start();
    }
    if (slot.dates().to().isAfter(plan.active().end())) {
      return "after the DAG's end, " + plan.active().end();
    }
    return slot.interval().end().isAfter(now)
        ? "its data is not complete before " + slot.interval().end()
        : "";
  }
}
