package io.financeflow.orchestrator.timetable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Cron against a walk over every minute, with jumps of the clock of every kind. */
class CronTicksTest {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /**
   * What a minute has to be, written down by hand; a day is either of the month or of the week when
   * both are given.
   */
  private record Wanted(
      String text,
      Set<Integer> minutes,
      Set<Integer> hours,
      int dayOfMonth,
      Set<Integer> weekdays) {

    boolean allHours() {
      return hours.isEmpty();
    }

    boolean matches(LocalDateTime t) {
      boolean byMonth = dayOfMonth != 0 && t.getDayOfMonth() == dayOfMonth;
      boolean byWeek = weekdays.contains(t.getDayOfWeek().getValue());
      boolean day = (dayOfMonth == 0 && weekdays.isEmpty()) || byMonth || byWeek;
      return minutes.contains(t.getMinute())
          && (hours.isEmpty() || hours.contains(t.getHour()))
          && day;
    }
  }

  private static final List<Wanted> SPARSE =
      List.of(
          new Wanted("30 2 * * *", Set.of(30), Set.of(2), 0, Set.of()),
          new Wanted("30 1 * * *", Set.of(30), Set.of(1), 0, Set.of()),
          new Wanted("0 0 * * *", Set.of(0), Set.of(0), 0, Set.of()),
          new Wanted("5,50 0,2,3 * * *", Set.of(5, 50), Set.of(0, 2, 3), 0, Set.of()),
          new Wanted("15 2 * * 1-5", Set.of(15), Set.of(2), 0, Set.of(1, 2, 3, 4, 5)),
          new Wanted("0 2 13 * 7", Set.of(0), Set.of(2), 13, Set.of(7)),
          new Wanted("0 9 31 * *", Set.of(0), Set.of(9), 31, Set.of()));

  private static final List<Wanted> DENSE =
      List.of(
          new Wanted("0,59 * * * *", Set.of(0, 59), Set.of(), 0, Set.of()),
          new Wanted("*/20 * * * *", Set.of(0, 20, 40), Set.of(), 0, Set.of()),
          new Wanted("10,45 0-23 * * 0", Set.of(10, 45), Set.of(), 0, Set.of(7)),
          new Wanted("*/15 0-4 * * *", Set.of(0, 15, 30, 45), Set.of(0, 1, 2, 3, 4), 0, Set.of()));

  /** One and two hours, half an hour, at midnight, a whole day left out, and never. */
  private record Place(String zone, int year) {}

  private static final List<Place> PLACES =
      List.of(
          new Place("America/New_York", 2025),
          new Place("Europe/Berlin", 2024),
          new Place("Australia/Lord_Howe", 2025),
          new Place("Pacific/Auckland", 2025),
          new Place("America/Sao_Paulo", 2018),
          new Place("Pacific/Apia", 2011),
          new Place("Antarctica/Troll", 2025),
          new Place("Asia/Kolkata", 2025),
          new Place("UTC", 2025));

  @Test
  void everyDayOfTheYearAgreesWithAWalkOverItsMinutes() {
    for (Place place : PLACES) {
      ZoneId zone = ZoneId.of(place.zone());
      Instant from = LocalDate.of(place.year(), 1, 1).atStartOfDay(zone).toInstant();
      Instant to = LocalDate.of(place.year() + 1, 1, 1).atStartOfDay(zone).toInstant();
      for (Wanted wanted : SPARSE) {
        compare(wanted, zone, from, to);
      }
    }
  }

  @Test
  void theDaysAroundEveryJumpAgreeForBusyExpressions() {
    int jumps = 0;
    for (Place place : PLACES) {
      ZoneId zone = ZoneId.of(place.zone());
      Instant from = LocalDate.of(place.year(), 1, 1).atStartOfDay(zone).toInstant();
      Instant end = LocalDate.of(place.year() + 1, 1, 1).atStartOfDay(zone).toInstant();
      ZoneOffsetTransition jump = zone.getRules().nextTransition(from);
      for (; jump != null && jump.getInstant().isBefore(end); jumps++) {
        Instant at = jump.getInstant();
        for (Wanted wanted : DENSE) {
          compare(wanted, zone, at.minus(36, ChronoUnit.HOURS), at.plus(36, ChronoUnit.HOURS));
        }
        jump = zone.getRules().nextTransition(at);
      }
    }
    assertThat(jumps).isEqualTo(15);
  }

  @Test
  void askingFromAnyMinuteAroundAJumpGivesTheNeighboursOfThatMinute() {
    for (Place place : PLACES.subList(0, 6)) {
      ZoneId zone = ZoneId.of(place.zone());
      Instant from = LocalDate.of(place.year(), 1, 1).atStartOfDay(zone).toInstant();
      Instant jump = zone.getRules().nextTransition(from).getInstant();
      for (Wanted wanted : List.of(SPARSE.get(0), SPARSE.get(3), DENSE.get(1), DENSE.get(3))) {
        CronTicks cron = new CronTicks(wanted.text(), zone);
        List<Instant> ticks =
            oracle(wanted, zone, jump.minus(3, ChronoUnit.DAYS), jump.plus(3, ChronoUnit.DAYS));
        for (int minute = -150; minute <= 150; minute++) {
          Instant at = jump.plus(minute, ChronoUnit.MINUTES).plusSeconds(minute % 3 == 0 ? 0 : 7);
          assertThat(cron.next(at))
              .as("%s in %s after %s", wanted.text(), zone, at)
              .isEqualTo(ticks.stream().filter(tick -> tick.isAfter(at)).findFirst());
          assertThat(cron.previous(at))
              .as("%s in %s before %s", wanted.text(), zone, at)
              .isEqualTo(ticks.stream().filter(tick -> tick.isBefore(at)).reduce((a, b) -> b));
        }
      }
    }
  }

  @Test
  void dailyRunInTheSpringGapFiresWhenTheGapEnds() {
    CronTicks cron = new CronTicks("30 2 * * *", NEW_YORK);

    Optional<Instant> sunday = cron.next(Instant.parse("2025-03-08T12:00:00Z"));

    assertThat(sunday).contains(Instant.parse("2025-03-09T07:00:00Z"));
    assertThat(cron.next(sunday.orElseThrow())).contains(Instant.parse("2025-03-10T06:30:00Z"));
  }

  @Test
  void dailyRunInTheAutumnFoldFiresOnce() {
    CronTicks cron = new CronTicks("30 1 * * *", NEW_YORK);

    Optional<Instant> sunday = cron.next(Instant.parse("2025-11-01T12:00:00Z"));

    assertThat(sunday).contains(Instant.parse("2025-11-02T05:30:00Z"));
    assertThat(cron.next(sunday.orElseThrow())).contains(Instant.parse("2025-11-03T06:30:00Z"));
  }

  @Test
  void expressionsThatCannotBeAreRefusedWithTheirText() {
    for (String text : List.of("", "* * * *", "61 * * * *", "0 0 30 2 *", "0 0 0 * * *", "daily")) {
      assertThatThrownBy(() -> new CronTicks(text, ZoneOffset.UTC))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("cron expression '" + text + "'");
    }
  }

  private static void compare(Wanted wanted, ZoneId zone, Instant from, Instant to) {
    CronTicks cron = new CronTicks(wanted.text(), zone);
    List<Instant> expected = oracle(wanted, zone, from, to);
    List<Instant> forward = new ArrayList<>();
    Optional<Instant> tick = cron.next(from.minusNanos(1));
    while (tick.isPresent() && tick.get().isBefore(to)) {
      forward.add(tick.get());
      tick = cron.next(tick.get());
    }
    List<Instant> backward = new ArrayList<>();
    tick = cron.previous(to);
    while (tick.isPresent() && !tick.get().isBefore(from)) {
      backward.add(0, tick.get());
      tick = cron.previous(tick.get());
    }
    assertThat(forward).as("%s in %s forward", wanted.text(), zone).isEqualTo(expected);
    assertThat(backward).as("%s in %s backward", wanted.text(), zone).isEqualTo(expected);
  }

  /** Every minute that elapses, and what a gap leaves out at its end. */
  private static List<Instant> oracle(Wanted wanted, ZoneId zone, Instant from, Instant to) {
    Set<Instant> ticks = new TreeSet<>();
    LocalDateTime latest = LocalDateTime.MIN;
    LocalDateTime last = LocalDateTime.ofInstant(from.minusSeconds(60), zone);
    for (Instant at = from; at.isBefore(to); at = at.plusSeconds(60)) {
      LocalDateTime clock = LocalDateTime.ofInstant(at, zone);
      boolean again = !clock.isAfter(latest);
      latest = again ? latest : clock;
      if (wanted.matches(clock) && (wanted.allHours() || !again)) {
        ticks.add(at);
      }
      for (LocalDateTime gone = last.plusMinutes(1);
          gone.isBefore(clock);
          gone = gone.plusMinutes(1)) {
        if (wanted.matches(gone) && !wanted.allHours()) {
          ticks.add(at);
        }
      }
      last = clock;
    }
    return List.copyOf(ticks);
  }
}
