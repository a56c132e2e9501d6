package io.financeflow.orchestrator.timetable;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * When a time on the wall clock is, also when the clock jumps.
 *
 * <p>A time in a gap is when the gap ends; of a time that comes twice the first one is meant. So
 * every wall-clock time has exactly one instant, and later times never have earlier ones.
 */
final class WallClock {

  private WallClock() {}

  static Instant instant(LocalDateTime local, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    return offsets.isEmpty()
        ? zone.getRules().getTransition(local).getInstant()
        : local.toInstant(offsets.get(0));
  }
}
