package io.financeflow.orchestrator.timetable;

import io.financeflow.schema.market.DateRange;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The slots of a cron expression. */
final class CronTimetable implements Timetable {

  private final CronTicks cron;
  private final Schedule.Ticks ticks;

  CronTimetable(CronTicks cron, Schedule.Ticks ticks) {
    this.cron = cron;
    this.ticks = ticks;
  }

  @Override
  public Optional<Slot> next(Instant after) {
    return cron.next(after).flatMap(this::due);
  }

  @Override
  public List<Slot> between(Instant from, Instant to) {
    List<Slot> slots = new ArrayList<>();
    Optional<Instant> tick = cron.next(from.minusNanos(1));
    while (tick.isPresent() && tick.get().isBefore(to)) {
      tick.flatMap(this::named).ifPresent(slots::add);
      tick = cron.next(tick.get());
    }
    return List.copyOf(slots);
  }

  /** Covers the newest interval that is over, or nothing when ticks are points. */
  @Override
  public Slot manual(Instant at) {
    Optional<Slot> latest =
        ticks == Schedule.Ticks.POINT
            ? Optional.empty()
            : cron.previous(at.plusNanos(1)).flatMap(this::due);
    return latest
        .map(slot -> new Slot(at, slot.interval(), at, slot.dates()))
        .orElseGet(() -> Points.slot(at, zone()));
  }

  @Override
  public ZoneId zone() {
    return cron.zone();
  }

  /** The slot that is due at this tick. */
  private Optional<Slot> due(Instant tick) {
    return ticks == Schedule.Ticks.POINT
        ? Optional.of(Points.slot(tick, zone()))
        : cron.previous(tick).map(start -> interval(start, tick));
  }

  /** The slot that has this tick as its logical date. */
  private Optional<Slot> named(Instant tick) {
    return ticks == Schedule.Ticks.POINT
        ? Optional.of(Points.slot(tick, zone()))
        : cron.next(tick).map(end -> interval(tick, end));
  }

  private Slot interval(Instant start, Instant end) {
    DateRange dates =
        new DateRange(
            start.atZone(zone()).toLocalDate(), end.minusNanos(1).atZone(zone()).toLocalDate());
    return new Slot(start, new DataInterval(start, end), end, dates);
  }
}
