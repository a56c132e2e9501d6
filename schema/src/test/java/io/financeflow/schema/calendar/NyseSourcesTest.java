package io.financeflow.schema.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.opengamma.strata.basics.ReferenceData;
import com.opengamma.strata.basics.date.HolidayCalendar;
import com.opengamma.strata.basics.date.HolidayCalendarIds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The calendar against three lists made by others, every day of 1990 to 2035. */
class NyseSourcesTest {

  private static final TradingCalendar NYSE = TradingCalendar.nyse();

  @Test
  void sessionsAreThoseOfTheListedClosuresDayByDay() throws IOException {
    Set<LocalDate> closures =
        lines("nyse-weekday-closures.txt").stream()
            .map(LocalDate::parse)
            .collect(toCollection(TreeSet::new));

    List<LocalDate> expected = weekdays().filter(day -> !closures.contains(day)).toList();

    assertThat(closures).hasSize(424);
    assertThat(expected).hasSize(11_577);
    assertThat(NYSE.sessions(NYSE.firstDate(), NYSE.lastDate())).isEqualTo(expected);
    assertThat(everyDay().filter(NYSE::isSession)).isEqualTo(expected);
  }

  @Test
  void sessionsDifferFromStrataOnlyOnTheFirstDayOfHurricaneSandy() {
    HolidayCalendar strata = HolidayCalendarIds.NYSE.resolve(ReferenceData.standard());

    List<LocalDate> differences =
        everyDay().filter(day -> strata.isBusinessDay(day) != NYSE.isSession(day)).toList();

    assertThat(differences).containsExactly(LocalDate.of(2012, 10, 29));
  }

  @Test
  void plannedHoursAreThoseOfExchangeCalendars() throws IOException {
    Map<LocalDate, String> listed = hours("nyse-hours-exchange-calendars.csv");

    Map<LocalDate, String> unplanned = specialHours();
    unplanned.entrySet().removeAll(listed.entrySet());

    assertThat(listed).hasSize(98);
    assertThat(specialHours()).containsAllEntriesOf(listed);
    assertThat(unplanned)
        .containsExactly(
            entry(LocalDate.of(1990, 12, 27), "11:00,16:00"),
            entry(LocalDate.of(1991, 1, 17), "09:31,16:00"),
            entry(LocalDate.of(1991, 2, 25), "09:31,16:00"),
            entry(LocalDate.of(1994, 2, 11), "09:30,14:30"),
            entry(LocalDate.of(1995, 12, 18), "10:30,16:00"),
            entry(LocalDate.of(1996, 1, 8), "11:00,14:00"),
            entry(LocalDate.of(1997, 10, 27), "09:30,15:30"),
            entry(LocalDate.of(2001, 9, 17), "09:33,16:00"),
            entry(LocalDate.of(2001, 10, 8), "09:31,16:00"),
            entry(LocalDate.of(2002, 9, 11), "12:00,16:00"),
            entry(LocalDate.of(2003, 3, 20), "09:32,16:00"),
            entry(LocalDate.of(2004, 6, 7), "09:32,16:00"),
            entry(LocalDate.of(2005, 6, 1), "09:30,15:56"),
            entry(LocalDate.of(2006, 12, 27), "09:32,16:00"));
  }

  @Test
  void hoursAreThoseOfPandasMarketCalendarsButForItsTwoErrors() throws IOException {
    Map<LocalDate, String> expected = hours("nyse-hours-pandas-market-calendars.csv");
    assertThat(expected).hasSize(111).containsEntry(LocalDate.of(1990, 12, 27), "09:31,16:00");
    assertThat(expected).doesNotContainKey(LocalDate.of(1999, 12, 31));

    expected.put(LocalDate.of(1990, 12, 27), "11:00,16:00");
    expected.put(LocalDate.of(1999, 12, 31), "09:30,13:00");

    assertThat(specialHours()).isEqualTo(expected);
  }

  @Test
  void earlyClosesAreTheSessionsThatEndBeforeFour() {
    Set<LocalDate> endEarly = new TreeSet<>();
    specialHours()
        .forEach(
            (day, hours) -> {
              if (!hours.endsWith(",16:00")) {
                endEarly.add(day);
              }
            });

    assertThat(sessions().filter(NYSE::isEarlyClose)).isEqualTo(List.copyOf(endEarly));
    assertThat(endEarly).hasSize(102);
  }

  private static Map<LocalDate, String> specialHours() {
    return sessions()
        .filter(day -> !hours(day).equals("09:30,16:00"))
        .collect(toMap(day -> day, NyseSourcesTest::hours, (a, b) -> a, TreeMap::new));
  }

  private static String hours(LocalDate session) {
    return newYork(NYSE.open(session)) + "," + newYork(NYSE.close(session));
  }

  private static LocalTime newYork(Instant instant) {
    return instant.atZone(NYSE.zone()).toLocalTime();
  }

  private static Stream<LocalDate> everyDay() {
    return NYSE.firstDate().datesUntil(NYSE.lastDate().plusDays(1));
  }

  private static Stream<LocalDate> weekdays() {
    return everyDay().filter(day -> day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0);
  }

  private static Stream<LocalDate> sessions() {
    return NYSE.sessions(NYSE.firstDate(), NYSE.lastDate()).stream();
  }

  private static Map<LocalDate, String> hours(String resource) throws IOException {
    return lines(resource).stream()
        .skip(1)
        .map(line -> line.split(",", 2))
        .collect(
            toMap(
                cells -> LocalDate.parse(cells[0]), cells -> cells[1], (a, b) -> a, TreeMap::new));
  }

  private static List<String> lines(String resource) throws IOException {
    InputStream bytes = NyseSourcesTest.class.getResourceAsStream(resource);
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(Objects.requireNonNull(bytes), UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }
}
