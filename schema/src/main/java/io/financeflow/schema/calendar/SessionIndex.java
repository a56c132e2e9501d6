package io.financeflow.schema.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Dates numbered by session: every date between two bounds, both inclusive, has a place.
 *
 * <p>The place of a session is its index from 0; the place of another date is {@code ~n}, where n
 * is the number of sessions before it. A date outside the bounds is refused with {@link
 * IllegalArgumentException}. Constant time, 8 bytes per date. Immutable, thread-safe.
 */
final class SessionIndex {

  private final LocalDate first;
  private final LocalDate last;
  private final long firstEpochDay;

  /** Per day since first: its place. */
  private final int[] places;

  /** Per session: its day since first. */
  private final int[] days;

  /** Every weekday between the bounds is a session, but for the closures; others are ignored. */
  SessionIndex(LocalDate first, LocalDate last, Set<LocalDate> closures) {
    this.first = first;
    this.last = last;
    firstEpochDay = first.toEpochDay();
    places = new int[(int) dayNumber(last) + 1];
    for (LocalDate closure : closures) {
      long day = dayNumber(closure);
      if (day >= 0 && day < places.length) {
        places[(int) day] = -1;
      }
    }
    int[] found = new int[places.length];
    int count = 0;
    int weekday = first.getDayOfWeek().getValue();
    for (int day = 0; day < places.length; day++) {
      boolean closed = places[day] < 0 || weekday >= DayOfWeek.SATURDAY.getValue();
      places[day] = closed ? ~count : count;
      if (!closed) {
        found[count++] = day;
      }
      weekday = weekday % 7 + 1;
    }
    days = Arrays.copyOf(found, count);
  }

  LocalDate first() {
    return first;
  }

  LocalDate last() {
    return last;
  }

  /** The index of a session, or {@code ~n} for a date with n sessions before it. */
  int place(LocalDate d) {
    long day = dayNumber(d);
    if (day < 0 || day >= places.length) {
      throw new IllegalArgumentException("date outside the trading calendar: " + d + bounds());
    }
    return places[(int) day];
  }

  int sessionsBefore(LocalDate d) {
    int place = place(d);
    return place >= 0 ? place : ~place;
  }

  int sessionsUntil(LocalDate d) {
    int place = place(d);
    return place >= 0 ? place + 1 : ~place;
  }

  /** The session of this index; where and from say in the message how it was asked for. */
  LocalDate at(long index, String where, LocalDate from) {
    if (index < 0 || index >= days.length) {
      throw new IllegalArgumentException("no session " + where + " " + from + bounds());
    }
    return session((int) index);
  }

  /** The sessions of the indexes from begin to before end; empty when begin is not before end. */
  List<LocalDate> between(int begin, int end) {
    List<LocalDate> sessions = new ArrayList<>(Math.max(0, end - begin));
    for (int i = begin; i < end; i++) {
      sessions.add(session(i));
    }
    return Collections.unmodifiableList(sessions);
  }

  private LocalDate session(int index) {
    return LocalDate.ofEpochDay(firstEpochDay + days[index]);
  }

  private long dayNumber(LocalDate d) {
    return d.toEpochDay() - firstEpochDay;
  }

  private String bounds() {
    return " (known: " + first + " to " + last + ")";
  }
}
