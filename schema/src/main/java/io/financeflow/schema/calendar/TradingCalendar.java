package io.financeflow.schema.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * The sessions of the New York Stock Exchange from 1990-01-01 to 2035-12-31, both inclusive.
 *
 * <p>A session is a day of trading, named by its date in New York. A date outside the bounds is
 * refused with {@link IllegalArgumentException}, as is a closed day where the parameter is called
 * {@code session}. Look-ups take constant time. Immutable, thread-safe.
 *
 * <p>Sources: the holiday and early-close rules of the exchange, and {@code nyse-corrections.csv},
 * where an unscheduled closure is one line. Years not yet announced follow the rules.
 */
public final class TradingCalendar {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private final SessionIndex index;
  private final SpecialDays special;

  private TradingCalendar(SessionIndex index, SpecialDays special) {
    this.index = index;
    this.special = special;
  }

  /** The calendar of the New York Stock Exchange, one instance, made at the first call. */
  public static TradingCalendar nyse() {
    return Nyse.CALENDAR;
  }

  /** The rules of the exchange for the years, both inclusive, with the corrections given. */
  static TradingCalendar nyse(int firstYear, int lastYear, List<Correction> corrections) {
    SpecialDays special = SpecialDays.nyse(firstYear, lastYear, corrections);
    LocalDate first = LocalDate.of(firstYear, 1, 1);
    LocalDate last = LocalDate.of(lastYear, 12, 31);
    SessionIndex index = new SessionIndex(first, last, special.closures().keySet());
    corrections.forEach(correction -> index.place(correction.date()));
    return new TradingCalendar(index, special);
  }

  /** America/New_York: the zone of the dates and of the trading hours. */
  public ZoneId zone() {
    return NEW_YORK;
  }

  /** The first date this calendar knows, inclusive; need not be a session. */
  public LocalDate firstDate() {
    return index.first();
  }

  /** The last date this calendar knows, inclusive; need not be a session. */
  public LocalDate lastDate() {
    return index.last();
  }

  /** Whether the exchange trades on this date. */
  public boolean isSession(LocalDate d) {
    return index.place(d) >= 0;
  }

  /** Why the exchange does not trade on this date, in English; empty on a session. */
  public Optional<String> closure(LocalDate d) {
    return isSession(d) ? Optional.empty() : Optional.of(special.whyClosed(d));
  }

  /** Whether the session ends before 16:00, planned or not; a late opening does not count. */
  public boolean isEarlyClose(LocalDate session) {
    return hours(session).closesEarly();
  }

  /** The first session strictly after the date; refused when this calendar has none. */
  public LocalDate next(LocalDate d) {
    return index.at(index.sessionsUntil(d), "after", d);
  }

  /** The last session strictly before the date; refused when this calendar has none. */
  public LocalDate previous(LocalDate d) {
    return index.at(index.sessionsBefore(d) - 1L, "before", d);
  }

  /** The date itself when it is a session, otherwise the next session. */
  public LocalDate nextOrSame(LocalDate d) {
    return isSession(d) ? d : next(d);
  }

  /** The date itself when it is a session, otherwise the previous session. */
  public LocalDate previousOrSame(LocalDate d) {
    return isSession(d) ? d : previous(d);
  }

  /** The session {@code n} sessions later, earlier when negative, itself when 0. */
  public LocalDate shift(LocalDate session, int n) {
    return index.at((long) sessionIndex(session) + n, n + " sessions from", session);
  }

  /** The sessions between two dates, both inclusive, ascending, unmodifiable; empty when none. */
  public List<LocalDate> sessions(LocalDate from, LocalDate toInclusive) {
    return index.between(index.sessionsBefore(from), index.sessionsUntil(toInclusive));
  }

  /** The position of the session, 0 for the first one from {@link #firstDate()}. */
  public int sessionIndex(LocalDate session) {
    int place = index.place(session);
    if (place < 0) {
      throw new IllegalArgumentException(
          "not a session: " + session + " (" + special.whyClosed(session) + ")");
    }
    return place;
  }

  /** The number of sessions in (a, b], for sessions a not after b; 0 when equal. */
  public int distance(LocalDate a, LocalDate b) {
    int distance = sessionIndex(b) - sessionIndex(a);
    if (distance < 0) {
      throw new IllegalArgumentException("a must not be after b: " + a + ", " + b);
    }
    return distance;
  }

  /** When trading begins: 09:30 New York, later on the known days of a delayed opening. */
  public Instant open(LocalDate session) {
    return instant(session, hours(session).open());
  }

  /** When trading ends: 16:00 New York, on an early close its own time (as a rule 13:00). */
  public Instant close(LocalDate session) {
    return instant(session, hours(session).close());
  }

  private Hours hours(LocalDate session) {
    sessionIndex(session);
    return special.hours(session);
  }

  private static Instant instant(LocalDate day, LocalTime time) {
    return day.atTime(time).atZone(NEW_YORK).toInstant();
  }

  private static final class Nyse {
    static final TradingCalendar CALENDAR =
        nyse(1990, 2035, CorrectionsFile.read("nyse-corrections.csv"));
  }
}
