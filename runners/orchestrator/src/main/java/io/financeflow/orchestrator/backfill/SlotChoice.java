package io.financeflow.orchestrator.backfill;

import io.financeflow.schema.market.DateRange;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Which slots of a timetable are asked for. */
public sealed interface SlotChoice {

  /** Every slot all of whose dates lie in the range. */
  record Dates(DateRange range) implements SlotChoice {}

  /**
   * Some slots, each of which has to exist.
   *
   * @param dates a date stands for every slot that is about it, last date of several
   * @param logicalDates names of slots
   */
  record Listed(List<LocalDate> dates, List<Instant> logicalDates) implements SlotChoice {
    /** Keeps copies; refuses two empty lists. */
    public Listed {
      dates = List.copyOf(dates);
      logicalDates = List.copyOf(logicalDates);
      if (dates.isEmpty() && logicalDates.isEmpty()) {
        throw new IllegalArgumentException("at least one slot must be listed");
      }
    }
  }
}
