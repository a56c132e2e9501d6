package io.financeflow.orchestrator.timetable;

import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * One slot per session of an exchange, or per month at its n-th session.
 *
 * <p>A slot is named after the start of its date and covers the time from the bell of the slot
 * before to its own, so that slots leave nothing out; the first one of the calendar begins with its
 * date. Outside the years of the calendar there are no slots.
 */
final class SessionTimetable implements Timetable {

  /** Longer than any closure. */
  private static final int DAYS_WITH_A_SESSION = 14;

  private final DayTime at;
  private final int ofMonth;
  private final TradingCalendar calendar;

  SessionTimetable(DayTime at, int ofMonth) {
    this.at = at;
    this.ofMonth = ofMonth;
    this.calendar = at.exchange().calendar();
  }

  @Override
  public Optional<Slot> next(Instant after) {
    LocalDate date = latest(date(after.minus(at.offset())).minusDays(1), calendar.firstDate());
    Optional<LocalDate> session = first(date);
    while (session.isPresent() && !at.of(session.get()).isAfter(after)) {
      session = first(session.get().plusDays(1));
    }
    return session.map(this::slot);
  }

  @Override
  public List<Slot> between(Instant from, Instant to) {
    LocalDate begin = latest(date(from), calendar.firstDate());
    LocalDate end = date(to).isAfter(calendar.lastDate()) ? calendar.lastDate() : date(to);
    if (begin.isAfter(end)) {
      return List.of();
    }
    return calendar.sessions(begin, end).stream()
        .filter(this::selected)
        .filter(date -> !name(date).isBefore(from) && name(date).isBefore(to))
        .map(this::slot)
        .toList();
  }

  /** Covers the newest slot that is due; before the first one, nothing. */
  @Override
  public Slot manual(Instant now) {
    LocalDate date = date(now.minus(at.offset()));
    if (date.isAfter(calendar.lastDate())) {
      date = calendar.lastDate();
    }
    Optional<LocalDate> session = last(date);
    while (session.isPresent() && at.of(session.get()).isAfter(now)) {
      session = last(session.get().minusDays(1));
    }
    return session
        .map(this::slot)
        .map(slot -> new Slot(now, slot.interval(), now, slot.dates()))
        .orElseGet(() -> Points.slot(now, zone()));
  }

  @Override
  public ZoneId zone() {
    return calendar.zone();
  }

  private Slot slot(LocalDate session) {
    Optional<LocalDate> before = last(session.minusDays(1));
    DayTime bell = new DayTime(at.exchange(), at.bell(), Duration.ZERO);
    Instant start = before.map(bell::of).orElse(name(session));
    LocalDate firstDate = before.map(calendar::next).orElse(session);
    return new Slot(
        name(session),
        new DataInterval(start, bell.of(session)),
        at.of(session),
        new DateRange(firstDate, session));
  }

  /** The first session at this date or after that has a slot. */
  private Optional<LocalDate> first(LocalDate date) {
    for (LocalDate from = date;
        !from.isAfter(calendar.lastDate());
        from = from.plusDays(DAYS_WITH_A_SESSION)) {
      for (LocalDate session : sessions(from, from.plusDays(DAYS_WITH_A_SESSION - 1))) {
        if (selected(session)) {
          return Optional.of(session);
        }
      }
    }
    return Optional.empty();
  }

  /** The last session at this date or before that has a slot. */
  private Optional<LocalDate> last(LocalDate date) {
    for (LocalDate to = date;
        !to.isBefore(calendar.firstDate());
        to = to.minusDays(DAYS_WITH_A_SESSION)) {
      List<LocalDate> sessions = sessions(to.minusDays(DAYS_WITH_A_SESSION - 1), to);
      for (int i = sessions.size() - 1; i >= 0; i--) {
        if (selected(sessions.get(i))) {
          return Optional.of(sessions.get(i));
        }
      }
    }
    return Optional.empty();
  }

  private boolean selected(LocalDate session) {
    if (ofMonth == 0) {
      return true;
    }
    YearMonth month = YearMonth.from(session);
    return ofMonth > 0
        ? sessions(month.atDay(1), session).size() == ofMonth
        : sessions(session, month.atEndOfMonth()).size() == -ofMonth;
  }

  private List<LocalDate> sessions(LocalDate from, LocalDate to) {
    return calendar.sessions(
        latest(from, calendar.firstDate()),
        to.isAfter(calendar.lastDate()) ? calendar.lastDate() : to);
  }

  private Instant name(LocalDate session) {
    return session.atStartOfDay(zone()).toInstant();
  }

  private LocalDate date(Instant instant) {
    return instant.atZone(zone()).toLocalDate();
  }

  private static LocalDate latest(LocalDate a, LocalDate b) {
    return a.isAfter(b) ? a : b;
  }
}
