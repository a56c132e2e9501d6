package io.financeflow.orchestrator.timetable;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * The instants of a cron expression on the wall clock of a zone.
 *
 * <p>When the clock jumps, an expression for certain hours is about the wall clock: a time that the
 * clock leaves out fires once, at the end of the gap, and a time it shows twice fires the first
 * time only. So a daily job runs once a day, every day. An expression for all hours ({@code *},
 * {@code 0-23}) is about elapsed time: it fires in both hours the clock shows twice, and nothing is
 * made up for the hour left out. An instant fires once even if several times fall on it.
 *
 * <p>Immutable, thread-safe.
 */
final class CronTicks {

  private final CronFields fields;
  private final ZoneId zone;
  private final ZoneRules rules;

  /** Refuses what is not a cron expression and what never fires. */
  CronTicks(String expression, ZoneId zone) {
    this.fields = CronFields.parse(expression);
    this.zone = zone;
    this.rules = zone.getRules();
  }

  ZoneId zone() {
    return zone;
  }

  /** The first tick strictly after the instant. */
  Optional<Instant> next(Instant after) {
    return fields.allHours() ? nextElapsed(after) : nextOnTheWall(after);
  }

  /** The last tick strictly before the instant. */
  Optional<Instant> previous(Instant before) {
    return fields.allHours() ? previousElapsed(before) : previousOnTheWall(before);
  }

  private Optional<Instant> nextOnTheWall(Instant after) {
    LocalDateTime local = LocalDateTime.ofInstant(after, zone);
    for (Optional<LocalDateTime> tick = fields.next(local);
        tick.isPresent();
        tick = fields.next(tick.get())) {
      Instant at = WallClock.instant(tick.get(), zone);
      if (at.isAfter(after)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private Optional<Instant> previousOnTheWall(Instant before) {
    LocalDateTime local = LocalDateTime.ofInstant(before, zone);
    // The second time the clock shows a fold, all ticks of the fold are past.
    ZoneOffsetTransition fold = rules.getTransition(local);
    if (fold != null && fold.isOverlap() && rules.getOffset(before).equals(fold.getOffsetAfter())) {
      local = fold.getDateTimeBefore();
    }
    for (Optional<LocalDateTime> tick = fields.previous(local);
        tick.isPresent();
        tick = fields.previous(tick.get())) {
      Instant at = WallClock.instant(tick.get(), zone);
      if (at.isBefore(before)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  /** Between two jumps of the clock, wall-clock time is elapsed time. */
  private Optional<Instant> nextElapsed(Instant after) {
    ZoneOffset offset = rules.getOffset(after);
    Optional<LocalDateTime> tick = fields.next(LocalDateTime.ofInstant(after, offset));
    ZoneOffsetTransition jump = rules.nextTransition(after);
    while (tick.isPresent()
        && jump != null
        && !tick.get().toInstant(offset).isBefore(jump.getInstant())) {
      offset = jump.getOffsetAfter();
      tick = fields.next(jump.getDateTimeAfter().minusMinutes(1));
      jump = rules.nextTransition(jump.getInstant());
    }
    return instant(tick, offset);
  }

  private Optional<Instant> previousElapsed(Instant before) {
    ZoneOffset offset = rules.getOffset(before.minusNanos(1));
    Optional<LocalDateTime> tick = fields.previous(LocalDateTime.ofInstant(before, offset));
    ZoneOffsetTransition jump = rules.previousTransition(before);
    while (tick.isPresent()
        && jump != null
        && tick.get().toInstant(offset).isBefore(jump.getInstant())) {
      offset = jump.getOffsetBefore();
      tick = fields.previous(jump.getDateTimeBefore());
      jump = rules.previousTransition(jump.getInstant());
    }
    return instant(tick, offset);
  }

  private static Optional<Instant> instant(Optional<LocalDateTime> tick, ZoneOffset offset) {
    return tick.map(local -> local.toInstant(offset));
  }
}
