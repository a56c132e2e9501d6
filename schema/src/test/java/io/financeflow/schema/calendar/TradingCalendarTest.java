package io.financeflow.schema.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TradingCalendarTest {

  private static final TradingCalendar NYSE = TradingCalendar.nyse();

  private static final LocalDate FIRST_DATE = LocalDate.of(1990, 1, 1);
  private static final LocalDate LAST_DATE = LocalDate.of(2035, 12, 31);
  private static final LocalDate FIRST_SESSION = LocalDate.of(1990, 1, 2);
  private static final LocalDate LAST_SESSION = LAST_DATE;

  private static final LocalDate WED_2025_11_26 = LocalDate.of(2025, 11, 26);
  private static final LocalDate THANKSGIVING_2025 = LocalDate.of(2025, 11, 27);
  private static final LocalDate FRI_2025_11_28 = LocalDate.of(2025, 11, 28);
  private static final LocalDate SAT_2025_11_29 = LocalDate.of(2025, 11, 29);
  private static final LocalDate SUN_2025_11_30 = LocalDate.of(2025, 11, 30);
  private static final LocalDate MON_2025_12_01 = LocalDate.of(2025, 12, 1);

  @Test
  void nyseIsOneInstanceWithItsBounds() {
    assertThat(TradingCalendar.nyse()).isSameAs(NYSE);
    assertThat(NYSE.firstDate()).isEqualTo(FIRST_DATE);
    assertThat(NYSE.lastDate()).isEqualTo(LAST_DATE);
    assertThat(NYSE.zone().getId()).isEqualTo("America/New_York");
  }

  @ParameterizedTest
  @CsvSource({
    "1990, 253", "1994, 252", "1996, 254", "1997, 253", "1998, 252", "2001, 248", "2004, 252",
    "2007, 251", "2008, 253", "2012, 250", "2018, 251", "2020, 253", "2021, 252", "2022, 251",
    "2024, 252", "2025, 250", "2026, 251", "2028, 251", "2034, 250", "2035, 251"
  })
  void yearHasItsNumberOfSessions(int year, int sessions) {
    assertThat(NYSE.sessions(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)))
        .hasSize(sessions);
  }

  @ParameterizedTest
  @CsvSource({
    "1997-01-20, ", // Martin Luther King, Jr. Day is a holiday of the exchange from 1998
    "1998-01-19, 'Martin Luther King, Jr. Day'",
    "2010-12-31, ", // New Year's Day on a Saturday is not observed
    "2021-12-31, ",
    "2027-12-31, ",
    "2012-01-02, New Year's Day",
    "2024-03-29, Good Friday",
    "2021-06-18, ",
    "2022-06-20, Juneteenth",
    "2027-06-18, Juneteenth",
    "2026-07-03, Independence Day",
    "2010-12-24, Christmas Day",
    "2025-11-27, Thanksgiving Day",
    "1994-04-27, Funeral of President Nixon",
    "2001-09-11, Attack on the World Trade Center",
    "2001-09-14, Attack on the World Trade Center",
    "2001-09-17, ",
    "2004-06-11, Funeral of President Reagan",
    "2007-01-02, Funeral of President Ford",
    "2012-10-29, Hurricane Sandy",
    "2012-10-30, Hurricane Sandy",
    "2012-10-31, ",
    "2018-12-05, Funeral of President George H. W. Bush",
    "2025-01-09, Funeral of President Carter",
    "2025-11-29, Saturday",
    "2025-11-30, Sunday"
  })
  void closureSaysWhyADayIsNoSession(LocalDate day, String reason) {
    assertThat(NYSE.closure(day).orElse(null)).isEqualTo(reason);
    assertThat(NYSE.isSession(day)).isEqualTo(reason == null);
  }

  @Test
  void nextAndPreviousSkipClosedDaysAndNeverStay() {
    assertThat(NYSE.next(WED_2025_11_26)).isEqualTo(FRI_2025_11_28);
    assertThat(NYSE.next(THANKSGIVING_2025)).isEqualTo(FRI_2025_11_28);
    assertThat(NYSE.next(FRI_2025_11_28)).isEqualTo(MON_2025_12_01);
    assertThat(NYSE.previous(MON_2025_12_01)).isEqualTo(FRI_2025_11_28);
    assertThat(NYSE.previous(SUN_2025_11_30)).isEqualTo(FRI_2025_11_28);
    assertThat(NYSE.previous(FRI_2025_11_28)).isEqualTo(WED_2025_11_26);
  }

  @Test
  void orSameStaysOnASession() {
    assertThat(NYSE.nextOrSame(FRI_2025_11_28)).isEqualTo(FRI_2025_11_28);
    assertThat(NYSE.nextOrSame(SAT_2025_11_29)).isEqualTo(MON_2025_12_01);
    assertThat(NYSE.previousOrSame(FRI_2025_11_28)).isEqualTo(FRI_2025_11_28);
    assertThat(NYSE.previousOrSame(SAT_2025_11_29)).isEqualTo(FRI_2025_11_28);
  }

  @Test
  void walkingStopsAtTheBorders() {
    assertThat(NYSE.next(FIRST_DATE)).isEqualTo(FIRST_SESSION);
    assertThat(NYSE.nextOrSame(LAST_DATE)).isEqualTo(LAST_SESSION);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NYSE.next(LAST_SESSION))
        .withMessage("no session after 2035-12-31 (known: 1990-01-01 to 2035-12-31)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NYSE.previous(FIRST_SESSION))
        .withMessage("no session before 1990-01-02 (known: 1990-01-01 to 2035-12-31)");
    assertThatIllegalArgumentException().isThrownBy(() -> NYSE.previousOrSame(FIRST_DATE));
  }

  @Test
  void shiftCountsSessionsBothWays() {
    assertThat(NYSE.shift(WED_2025_11_26, 0)).isEqualTo(WED_2025_11_26);
    assertThat(NYSE.shift(WED_2025_11_26, 2)).isEqualTo(MON_2025_12_01);
    assertThat(NYSE.shift(MON_2025_12_01, -2)).isEqualTo(WED_2025_11_26);
    assertThat(NYSE.shift(FIRST_SESSION, 11_576)).isEqualTo(LAST_SESSION);
    assertThat(NYSE.shift(LAST_SESSION, -11_576)).isEqualTo(FIRST_SESSION);
  }

  @Test
  void shiftRefusesToLeaveTheCalendarOrToStartOnAClosedDay() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NYSE.shift(LAST_SESSION, Integer.MAX_VALUE))
        .withMessageStartingWith("no session 2147483647 sessions from 2035-12-31");
    assertThatIllegalArgumentException().isThrownBy(() -> NYSE.shift(FIRST_SESSION, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NYSE.shift(FIRST_SESSION, Integer.MIN_VALUE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NYSE.shift(THANKSGIVING_2025, 0))
        .withMessage("not a session: 2025-11-27 (Thanksgiving Day)");
  }

  @Test
  void sessionsAreInclusiveAtBothEnds() {
    assertThat(NYSE.sessions(WED_2025_11_26, MON_2025_12_01))
        .containsExactly(WED_2025_11_26, FRI_2025_11_28, MON_2025_12_01);
    assertThat(NYSE.sessions(THANKSGIVING_2025, SUN_2025_11_30)).containsExactly(FRI_2025_11_28);
    assertThat(NYSE.sessions(FRI_2025_11_28, FRI_2025_11_28)).containsExactly(FRI_2025_11_28);
  }

  @Test
  void sessionsAreEmptyWhenNoneOrWhenTheRangeIsReversed() {
    assertThat(NYSE.sessions(SAT_2025_11_29, SUN_2025_11_30)).isEmpty();
    assertThat(NYSE.sessions(MON_2025_12_01, FRI_2025_11_28)).isEmpty();
    assertThat(NYSE.sessions(FIRST_DATE, FIRST_DATE)).isEmpty();
    assertThat(NYSE.sessions(FIRST_DATE, LAST_DATE)).isUnmodifiable();
  }

  @Test
  void everySessionIsFoundAgainByItsIndex() {
    List<LocalDate> all = NYSE.sessions(FIRST_DATE, LAST_DATE);

    for (int i = 0; i < all.size(); i++) {
      LocalDate session = all.get(i);
      assertThat(NYSE.sessionIndex(session)).isEqualTo(i);
      assertThat(NYSE.shift(FIRST_SESSION, i)).isEqualTo(session);
      assertThat(NYSE.distance(FIRST_SESSION, session)).isEqualTo(i);
      assertThat(NYSE.previousOrSame(session)).isEqualTo(session);
      assertThat(NYSE.open(session)).isBefore(NYSE.close(session));
    }
  }

  @Test
  void everyDayAgreesWithItsNeighboursInASortedMap() {
    TreeMap<LocalDate, Boolean> tree = new TreeMap<>();
    NYSE.sessions(FIRST_DATE, LAST_DATE).forEach(session -> tree.put(session, true));

    FIRST_SESSION
        .plusDays(1)
        .datesUntil(LAST_SESSION)
        .forEach(
            day -> {
              assertThat(NYSE.isSession(day)).isEqualTo(tree.containsKey(day));
              assertThat(NYSE.closure(day).isEmpty()).isEqualTo(tree.containsKey(day));
              assertThat(NYSE.next(day)).isEqualTo(tree.higherKey(day));
              assertThat(NYSE.previous(day)).isEqualTo(tree.lowerKey(day));
              assertThat(NYSE.nextOrSame(day)).isEqualTo(tree.ceilingKey(day));
              assertThat(NYSE.previousOrSame(day)).isEqualTo(tree.floorKey(day));
            });
  }

  @Test
  void distanceCountsTheSessionsAfterTheFirstUpToTheSecond() {
    assertThat(NYSE.distance(WED_2025_11_26, WED_2025_11_26)).isZero();
    assertThat(NYSE.distance(WED_2025_11_26, MON_2025_12_01)).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NYSE.distance(MON_2025_12_01, WED_2025_11_26))
        .withMessage("a must not be after b: 2025-12-01, 2025-11-26");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NYSE.distance(WED_2025_11_26, SAT_2025_11_29));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-03-07, 2025-03-07T14:30:00Z, 2025-03-07T21:00:00Z", // last session of winter time
    "2025-03-10, 2025-03-10T13:30:00Z, 2025-03-10T20:00:00Z", // first of summer time
    "2025-10-31, 2025-10-31T13:30:00Z, 2025-10-31T20:00:00Z", // last of summer time
    "2025-11-03, 2025-11-03T14:30:00Z, 2025-11-03T21:00:00Z", // first of winter time
    "2006-04-03, 2006-04-03T13:30:00Z, 2006-04-03T20:00:00Z", // to 2006 from the first April Sunday
    "2006-03-31, 2006-03-31T14:30:00Z, 2006-03-31T21:00:00Z",
    "2007-03-12, 2007-03-12T13:30:00Z, 2007-03-12T20:00:00Z", // from 2007 from the second in March
    "2025-11-28, 2025-11-28T14:30:00Z, 2025-11-28T18:00:00Z", // 13:00
    "2025-07-03, 2025-07-03T13:30:00Z, 2025-07-03T17:00:00Z",
    "1992-11-27, 1992-11-27T14:30:00Z, 1992-11-27T19:00:00Z", // 14:00
    "1996-01-08, 1996-01-08T16:00:00Z, 1996-01-08T19:00:00Z" // blizzard: 11:00 to 14:00
  })
  void tradingHoursAreNewYorkWallClock(LocalDate session, Instant open, Instant close) {
    assertThat(NYSE.open(session)).isEqualTo(open);
    assertThat(NYSE.close(session)).isEqualTo(close);
  }

  @ParameterizedTest
  @CsvSource({
    "1990-11-23, false", // the first short day after Thanksgiving was in 1992
    "1991-11-29, false",
    "1992-11-27, true",
    "1994-07-05, false", // the first short session beside July 4 was in 1995
    "1996-07-03, false", // July 4 on a Thursday: the Friday after, from 2013 the Wednesday before
    "1996-07-05, true",
    "2002-07-05, true",
    "2013-07-03, true",
    "2013-07-05, false",
    "2012-07-03, true",
    "2020-07-02, false",
    "2022-07-01, false",
    "1999-12-31, true",
    "2003-12-26, true",
    "2025-12-26, false",
    "2002-09-11, false" // opened at noon, closed as always
  })
  void earlyCloseFollowsTheRulesOfItsTime(LocalDate session, boolean early) {
    assertThat(NYSE.isEarlyClose(session)).isEqualTo(early);
  }

  @Test
  void datesOutsideTheBoundsAreRefused() {
    LocalDate before = LocalDate.of(1989, 12, 29);
    LocalDate after = LocalDate.of(2036, 1, 2);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> NYSE.isSession(before))
        .withMessage(
            "date outside the trading calendar: 1989-12-29 (known: 1990-01-01 to 2035-12-31)");
    assertThatIllegalArgumentException().isThrownBy(() -> NYSE.isSession(LocalDate.MIN));
    assertThatIllegalArgumentException().isThrownBy(() -> NYSE.isSession(LocalDate.MAX));
    assertThatIllegalArgumentException().isThrownBy(() -> NYSE.closure(after));
    assertThatIllegalArgumentException().isThrownBy(() -> NYSE.next(before));
    assertThatIllegalArgumentException().isThrownBy(() -> NYSE.previous(after));
    assertThatIllegalArgumentException().isThrownBy(() -> NYSE.nextOrSame(before));
    assertThatIllegalArgumentException().isThrownBy(() -> NYSE.previousOrSame(after));
    assertThatIllegalArgumentException().isThrownBy(() -> NYSE.sessionIndex(after));
    assertThatIllegalArgumentException().isThrownBy(() -> NYSE.sessions(before, FIRST_SESSION));
    assertThatIllegalArgumentException().isThrownBy(() -> NYSE.sessions(LAST_SESSION, after));
  }

  @Test
  void closedDaysHaveNoIndexAndNoHours() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NYSE.sessionIndex(SAT_2025_11_29))
        .withMessage("not a session: 2025-11-29 (Saturday)");
    assertThatIllegalArgumentException().isThrownBy(() -> NYSE.isEarlyClose(THANKSGIVING_2025));
    assertThatIllegalArgumentException().isThrownBy(() -> NYSE.open(THANKSGIVING_2025));
    assertThatIllegalArgumentException().isThrownBy(() -> NYSE.close(THANKSGIVING_2025));
  }
}
