package io.financeflow.orchestrator.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DueSlotsTest {

  private static final Timetable HALF_HOURS =
      new Schedule.Every(Duration.ofMinutes(30), Instant.EPOCH).timetable();
  private static final Instant MIDNIGHT = Instant.parse("2025-01-31T00:00:00Z");

  /** The documented case of Airflow: every 30 minutes from 00:00, switched on at 01:05. */
  @Test
  void missedIntervalsFollowThePolicy() {
    Instant on = Instant.parse("2025-01-31T01:05:00Z");
    DueSlots.Window window = new DueSlots.Window(MIDNIGHT, on, on, 100);

    assertThat(due(CatchUp.ALL, window)).containsExactly("00:00-00:30", "00:30-01:00");
    assertThat(due(CatchUp.LATEST, window)).containsExactly("00:30-01:00");
    assertThat(due(CatchUp.MERGED, window)).containsExactly("00:00-01:00");
    assertThat(due(CatchUp.NONE, window)).isEmpty();
  }

  @Test
  void dailyPointSwitchedOnInTheAfternoonRunsNextMidnight() {
    Timetable daily = new Schedule.Cron("@daily", ZoneOffset.UTC, Schedule.Ticks.POINT).timetable();
    Instant on = Instant.parse("2025-01-31T15:00:00Z");
    Instant next = Instant.parse("2025-02-01T00:00:00Z");

    DueSlots atOnce =
        of(daily, CatchUp.NONE, new DueSlots.Window(MIDNIGHT.minusSeconds(1), on, on, 9));
    DueSlots later =
        of(daily, CatchUp.NONE, new DueSlots.Window(atOnce.handledUntil(), on, next, 9));

    assertThat(atOnce.run()).isEmpty();
    assertThat(atOnce.passedOver()).hasSize(1);
    assertThat(later.run()).extracting(Slot::logicalDate).containsExactly(next);
  }

  @Test
  void noneRunsWhatFellDueWhileSwitchedOnOnlyTheNewest() {
    Instant on = Instant.parse("2025-01-31T00:10:00Z");
    Instant now = Instant.parse("2025-01-31T02:01:00Z");

    DueSlots due = of(HALF_HOURS, CatchUp.NONE, new DueSlots.Window(on, on, now, 100));

    assertThat(texts(due.run())).containsExactly("01:30-02:00");
    assertThat(texts(due.passedOver()))
        .containsExactly("00:00-00:30", "00:30-01:00", "01:00-01:30");
  }

  @Test
  void datesOutsideTheBoundsHaveNoRuns() {
    Timetable daily =
        new Schedule.Cron("@daily", ZoneOffset.UTC, Schedule.Ticks.INTERVAL).timetable();
    Active active = new Active(LocalDate.of(2025, 1, 10), LocalDate.of(2025, 1, 12));
    Instant now = Instant.parse("2025-02-01T00:00:00Z");
    DueSlots.Window window =
        new DueSlots.Window(Instant.parse("2025-01-01T00:00:00Z"), now, now, 99);

    DueSlots due = DueSlots.of(daily, active, CatchUp.ALL, window);

    assertThat(due.run())
        .extracting(slot -> slot.dates().to().getDayOfMonth())
        .containsExactly(10, 11, 12);
    assertThat(due.handledUntil()).isEqualTo(now);
  }

  @Test
  void nothingComesTwiceAndNothingIsLeftOutHoweverOftenOneAsks() {
    Random random = new Random(42);
    for (CatchUp catchUp : CatchUp.values()) {
      for (int round = 0; round < 50; round++) {
        Instant handled = MIDNIGHT;
        Instant now = MIDNIGHT;
        List<Instant> ends = new ArrayList<>();
        for (int ask = 0; ask < 30; ask++) {
          now = now.plusSeconds(random.nextInt(7200));
          DueSlots due =
              of(
                  HALF_HOURS,
                  catchUp,
                  new DueSlots.Window(handled, MIDNIGHT, now, 1 + random.nextInt(4)));
          due.passedOver().forEach(slot -> ends.add(slot.runAfter()));
          due.run().forEach(slot -> pieces(slot, ends));
          assertThat(due.handledUntil()).isAfterOrEqualTo(handled).isBeforeOrEqualTo(now);
          handled = due.handledUntil();
        }

        List<Instant> expected = new ArrayList<>();
        for (Instant end = MIDNIGHT.plusSeconds(1800);
            !end.isAfter(handled);
            end = end.plusSeconds(1800)) {
          expected.add(end);
        }
        assertThat(ends).as("%s", catchUp).isEqualTo(expected);
      }
    }
  }

  @Test
  void intervalsAgreeWithCountingFromTheAnchor() {
    Random random = new Random(3);
    Instant anchor = Instant.parse("2025-01-01T00:15:00Z");
    Timetable every = new Schedule.Every(Duration.ofMinutes(90), anchor).timetable();
    for (int round = 0; round < 1000; round++) {
      long seconds = random.nextInt(2_000_000) - 1_000_000L;
      Instant after = anchor.plusSeconds(seconds);
      Instant end = anchor.plusSeconds((Math.floorDiv(seconds, 5400L) + 1) * 5400L);

      Slot next = every.next(after).orElseThrow();

      assertThat(next.runAfter()).isEqualTo(end);
      assertThat(next.interval()).isEqualTo(new DataInterval(end.minusSeconds(5400), end));
      assertThat(every.between(next.logicalDate(), next.logicalDate().plusNanos(1)))
          .containsExactly(next);
      assertThat(every.manual(after).interval().end()).isEqualTo(end.minusSeconds(5400));
    }
  }

  private static void pieces(Slot slot, List<Instant> ends) {
    for (Instant end = slot.interval().start().plusSeconds(1800);
        !end.isAfter(slot.interval().end());
        end = end.plusSeconds(1800)) {
      ends.add(end);
    }
  }

  private static DueSlots of(Timetable timetable, CatchUp catchUp, DueSlots.Window window) {
    return DueSlots.of(timetable, Active.ALWAYS, catchUp, window);
  }

  private static List<String> due(CatchUp catchUp, DueSlots.Window window) {
    return texts(of(HALF_HOURS, catchUp, window).run());
  }

  private static List<String> texts(List<Slot> slots) {
    return slots.stream()
        .map(slot -> time(slot.interval().start()) + "-" + time(slot.interval().end()))
        .toList();
  }

  private static String time(Instant instant) {
    return instant.toString().substring(11, 16);
  }
}
