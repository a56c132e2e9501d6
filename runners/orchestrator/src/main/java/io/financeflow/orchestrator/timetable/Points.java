package io.financeflow.orchestrator.timetable;

import io.financeflow.schema.market.DateRange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Slots that are points in time: empty interval, due at their logical date. */
final class Points {

  private Points() {}

  static Slot slot(Instant at, ZoneId zone) {
    LocalDate date = at.atZone(zone).toLocalDate();
    return new Slot(at, DataInterval.at(at), at, new DateRange(date, date));
  }
}
