package io.financeflow.orchestrator.timetable;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Never due; its runs are started by people or assets. Dates are those of UTC. */
enum NoSlots implements Timetable {
  INSTANCE;

  @Override
  public Optional<Slot> next(Instant after) {
    return Optional.empty();
  }

  @Override
  public List<Slot> between(Instant from, Instant to) {
    return List.of();
  }

  @Override
  public Slot manual(Instant at) {
    return Points.slot(at, zone());
  }

  @Override
  public ZoneId zone() {
    return ZoneOffset.UTC;
  }
}
