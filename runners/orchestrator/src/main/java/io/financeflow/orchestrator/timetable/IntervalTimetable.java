package io.financeflow.orchestrator.timetable;

import io.financeflow.schema.market.DateRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Steps of elapsed time, each due at its end; dates are those of UTC. */
final class IntervalTimetable implements Timetable {

  private final Duration every;
  private final Instant anchor;

  IntervalTimetable(Duration every, Instant anchor) {
    this.every = every;
    this.anchor = anchor;
  }

  @Override
  public Optional<Slot> next(Instant after) {
    return Optional.of(from(startOfStepAt(after)));
  }

  @Override
  public List<Slot> between(Instant from, Instant to) {
    Instant start = startOfStepAt(from);
    if (start.isBefore(from)) {
      start = start.plus(every);
    }
    List<Slot> slots = new ArrayList<>();
    for (; start.isBefore(to); start = start.plus(every)) {
      slots.add(from(start));
    }
    return List.copyOf(slots);
  }

  /** Covers the newest step that is over. */
  @Override
  public Slot manual(Instant at) {
    Slot latest = from(startOfStepAt(at).minus(every));
    return new Slot(at, latest.interval(), at, latest.dates());
  }

  @Override
  public ZoneId zone() {
    return ZoneOffset.UTC;
  }

  /** The start of the step that the instant is in, at it or before. */
  private Instant startOfStepAt(Instant instant) {
    Duration passed = Duration.between(anchor, instant);
    Instant start = anchor.plus(every.multipliedBy(passed.dividedBy(every)));
    return start.isAfter(instant) ? start.minus(every) : start;
  }

  private Slot from(Instant start) {
    Instant end = start.plus(every);
    DateRange dates =
        new DateRange(
            start.atZone(zone()).toLocalDate(), end.minusNanos(1).atZone(zone()).toLocalDate());
    return new Slot(start, new DataInterval(start, end), end, dates);
  }
}
