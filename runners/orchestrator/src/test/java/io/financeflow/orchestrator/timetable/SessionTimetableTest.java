package io.financeflow.orchestrator.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every NYSE session from 2000 to 2030, against a loop over the calendar. */
class SessionTimetableTest {

  private static final TradingCalendar NYSE = TradingCalendar.nyse();
  private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2030, 12, 31);
  private static final Duration LATER = Duration.ofMinutes(45);
  private static final Timetable AFTER_CLOSE =
      new Schedule.Sessions(DayTime.parse(Exchange.NYSE, "close + 45m"), 0).timetable();

  @Test
  void everySessionHasItsSlotInTurn() {
    Instant at = NYSE.close(NYSE.previous(FIRST)).plus(LATER);
    int sessions = 0;
    int early = 0;
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      if (NYSE.isSession(day)) {
        Slot slot = AFTER_CLOSE.next(at).orElseThrow();
        assertThat(slot).isEqualTo(expected(day, NYSE.previous(day)));
        at = slot.runAfter();
        sessions++;
        early += NYSE.isEarlyClose(day) ? 1 : 0;
      }
    }
    assertThat(sessions).isEqualTo(NYSE.sessions(FIRST, LAST).size()).isGreaterThan(7700);
    assertThat(early).isGreaterThan(60);
  }

  @Test
  void aRangeHasTheSlotsOfItsSessionsAndNoOthers() {
    Instant from = FIRST.atStartOfDay(NYSE.zone()).toInstant();
    Instant to = LAST.plusDays(1).atStartOfDay(NYSE.zone()).toInstant();

    List<Slot> slots = AFTER_CLOSE.between(from, to);

    assertThat(slots).extracting(slot -> slot.dates().to()).isEqualTo(NYSE.sessions(FIRST, LAST));
    assertThat(AFTER_CLOSE.between(slots.get(7).logicalDate(), slots.get(9).logicalDate()))
        .containsExactly(slots.get(7), slots.get(8));
  }

  @Test
  void slotsLeaveNothingOut() {
    List<Slot> slots =
        AFTER_CLOSE.between(
            Instant.parse("2000-01-01T05:00:00Z"), Instant.parse("2031-01-01T05:00:00Z"));

    for (int i = 1; i < slots.size(); i++) {
      assertThat(slots.get(i).interval().start()).isEqualTo(slots.get(i - 1).interval().end());
    }
  }

  @Test
  void aHalfDayIsDueThreeHoursEarlier() {
    assertThat(AFTER_CLOSE.next(Instant.parse("2024-07-03T12:00:00Z")))
        .map(Slot::runAfter)
        .contains(Instant.parse("2024-07-03T17:45:00Z"));
    assertThat(AFTER_CLOSE.next(Instant.parse("2024-07-03T17:45:00Z")))
        .map(Slot::runAfter)
        .contains(Instant.parse("2024-07-05T20:45:00Z"));
  }

  @Test
  void theNthSessionOfEveryMonthIsTheOneCounted() {
    for (int n : new int[] {1, 3, 15, 20, 22, 23, -1, -2, -10, -23}) {
      Timetable monthly =
          new Schedule.Sessions(DayTime.parse(Exchange.NYSE, "open - 30m"), n).timetable();
      Instant at = Instant.parse("2000-01-01T00:00:00Z");
      for (LocalDate session : counted(n)) {
        Optional<Slot> slot = monthly.next(at);
        assertThat(slot).as("%s of month, after %s", n, at).isPresent();
        at = slot.orElseThrow().runAfter();
        assertThat(at).isEqualTo(NYSE.open(session).minus(Duration.ofMinutes(30)));
        assertThat(slot.orElseThrow().dates().to()).isEqualTo(session);
      }
    }
  }

  @Test
  void aMonthlySlotIsAboutAllSessionsSinceTheOneBefore() {
    Timetable last = new Schedule.Sessions(DayTime.parse(Exchange.NYSE, "close"), -1).timetable();

    Slot february = last.next(Instant.parse("2024-02-01T00:00:00Z")).orElseThrow();

    assertThat(february.dates())
        .isEqualTo(new DateRange(LocalDate.of(2024, 2, 1), LocalDate.of(2024, 2, 29)));
    assertThat(february.interval())
        .isEqualTo(
            new DataInterval(
                Instant.parse("2024-01-31T21:00:00Z"), Instant.parse("2024-02-29T21:00:00Z")));
  }

  @Test
  void aManualRunCoversTheNewestSlotThatIsDue() {
    Instant saturday = Instant.parse("2024-07-06T10:00:00Z");
    Instant beforeItIsDue = Instant.parse("2024-07-05T20:44:59Z");

    assertThat(AFTER_CLOSE.manual(saturday).dates().to()).isEqualTo(LocalDate.of(2024, 7, 5));
    assertThat(AFTER_CLOSE.manual(saturday).logicalDate()).isEqualTo(saturday);
    assertThat(AFTER_CLOSE.manual(beforeItIsDue).dates().to()).isEqualTo(LocalDate.of(2024, 7, 3));
  }

  @Test
  void nothingIsDueBeyondTheCalendar() {
    assertThat(AFTER_CLOSE.next(Instant.parse("2036-01-01T00:00:00Z"))).isEmpty();
    assertThat(AFTER_CLOSE.next(Instant.parse("1950-01-01T00:00:00Z")))
        .map(slot -> slot.dates().to())
        .contains(LocalDate.of(1990, 1, 2));
    assertThat(
            AFTER_CLOSE.between(
                Instant.parse("2036-01-01T12:00:00Z"), Instant.parse("2037-01-01T00:00:00Z")))
        .isEmpty();
  }

  private static Slot expected(LocalDate day, LocalDate before) {
    return new Slot(
        day.atStartOfDay(NYSE.zone()).toInstant(),
        new DataInterval(NYSE.close(before), NYSE.close(day)),
        NYSE.close(day).plus(LATER),
        new DateRange(day, day));
  }

  private static List<LocalDate> counted(int n) {
    List<LocalDate> found = new ArrayList<>();
    for (YearMonth month = YearMonth.of(2000, 1);
        month.getYear() <= 2030;
        month = month.plusMonths(1)) {
      List<LocalDate> sessions = new ArrayList<>();
      for (int day = 1; day <= month.lengthOfMonth(); day++) {
        if (NYSE.isSession(month.atDay(day))) {
          sessions.add(month.atDay(day));
        }
      }
      int index = n > 0 ? n - 1 : sessions.size() + n;
      if (index >= 0 && index < sessions.size()) {
        found.add(sessions.get(index));
      }
    }
    return found;
  }
}
