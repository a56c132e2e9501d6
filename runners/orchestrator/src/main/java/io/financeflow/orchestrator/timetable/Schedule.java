package io.financeflow.orchestrator.timetable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/** What an author says about when a DAG runs; {@link #timetable} makes a timetable of it. */
public sealed interface Schedule {

  /** The timetable; one without slots for {@link Assets} and {@link Manual}. */
  Timetable timetable();

  /** What a tick of a cron expression stands for. */
  enum Ticks {
    /** A tick ends the interval that began at the tick before: the run of day D starts on D+1. */
    INTERVAL,
    /** A tick is a point in time, its interval empty: the run of day D starts on D. */
    POINT
  }

  /**
   * By a cron expression of five fields, or {@code @hourly}, {@code @daily}, {@code @weekly}, {@code
   * @monthly}, {@code @yearly}.
   *
   * @param expression minute, hour, day of month, month, day of week; both days given: either
   * @param zone whose wall clock; {@link CronTicks} says what happens when it jumps
   * @param ticks what a tick stands for
   */
  record Cron(String expression, ZoneId zone, Ticks ticks) implements Schedule {
    /** Refuses what is not a cron expression and what never fires. */
    public Cron {
      new CronTicks(expression, zone);
    }

    @Override
    public Timetable timetable() {
      return new CronTimetable(new CronTicks(expression, zone), ticks);
    }
  }

  /**
   * In fixed steps of elapsed time.
   *
   * @param every one second or more
   * @param anchor one of the steps, which go on in both directions
   */
  record Every(Duration every, Instant anchor) implements Schedule {
    /** Refuses steps under a second. */
    public Every {
      if (every.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new IllegalArgumentException("every must be >= 1s but was " + every);
      }
    }

    @Override
    public Timetable timetable() {
      return new IntervalTimetable(every, anchor);
    }
  }

  /**
   * By the sessions of an exchange.
   *
   * @param at when on a session
   * @param ofMonth 0 for every session, n for the n-th of each month, -1 for the last one, -2 for
   *     the one before; -23 to 23
   */
  record Sessions(DayTime at, int ofMonth) implements Schedule {
    /** Refuses what no month has. */
    public Sessions {
      if (Math.abs(ofMonth) > 23) {
        throw new IllegalArgumentException("session_of_month must be -23 to 23 but was " + ofMonth);
      }
    }

    @Override
    public Timetable timetable() {
      return new SessionTimetable(at, ofMonth);
    }
  }

  /**
   * At listed times.
   *
   * @param times on the wall clock, at least one
   * @param zone whose wall clock; a time that does not exist becomes the first one after the gap,
   *     of one that exists twice the first is meant
   */
  record Dates(List<LocalDateTime> times, ZoneId zone) implements Schedule {
    /** Keeps a sorted copy without duplicates. */
    public Dates {
      times = times.stream().distinct().sorted().toList();
      if (times.isEmpty()) {
        throw new IllegalArgumentException("dates must have at least one time");
      }
    }

    @Override
    public Timetable timetable() {
      return new DatesTimetable(times, zone);
    }
  }

  /** When assets are renewed. */
  record Assets(AssetExpression condition) implements Schedule {
    @Override
    public Timetable timetable() {
      return NoSlots.INSTANCE;
    }
  }

  /** Only when somebody asks. */
  record Manual() implements Schedule {
    @Override
    public Timetable timetable() {
      return NoSlots.INSTANCE;
    }
  }
}
