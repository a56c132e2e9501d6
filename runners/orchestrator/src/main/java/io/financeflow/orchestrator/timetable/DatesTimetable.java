package io.financeflow.orchestrator.timetable;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Listed points in time. */
final class DatesTimetable implements Timetable {

  private final List<Instant> times;
  private final ZoneId zone;

  DatesTimetable(List<LocalDateTime> times, ZoneId zone) {
    this.times =
        times.stream().map(time -> WallClock.instant(time, zone)).distinct().sorted().toList();
    this.zone = zone;
  }

  @Override
  public Optional<Slot> next(Instant after) {
    return times.stream()
        .filter(time -> time.isAfter(after))
        .findFirst()
        .map(time -> Points.slot(time, zone));
  }

  @Override
  public List<Slot> between(Instant from, Instant to) {
    return times.stream()
        .filter(time -> !time.isBefore(from) && time.isBefore(to))
        .map(time -> Points.slot(time, zone))
        .toList();
  }

  @Override
  public Slot manual(Instant at) {
    return Points.slot(at, zone);
  }

  @Override
  public ZoneId zone() {
    return zone;
  }
}
