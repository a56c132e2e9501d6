package io.financeflow.cli.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.financeflow.cli.output.Failure;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.timetable.Slot;
import io.financeflow.orchestrator.timetable.Timetable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What people give runs on the command line. */
final class Given {

  /** Slots looked at for one of a date. */
  private static final int MOST_SLOTS = 500;

  private Given() {}

  /** Texts as JSON; the DAG reads them in the types of its parameters. */
  static Map<String, JsonElement> params(Map<String, String> texts) {
    Map<String, JsonElement> params = new TreeMap<>();
    texts.forEach((name, text) -> params.put(name, new JsonPrimitive(text)));
    return params;
  }

  /** {@code 2025-01-31T21:45:00Z}, or a date and time, or a date, in the zone of the DAG. */
  static Instant time(String text, ZoneId zone) {
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay(zone).toInstant();
      }
      return text.endsWith("Z")
          ? Instant.parse(text)
          : LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeException wrong) {
      throw new Failure.Usage(
          "a time is written 2025-01-31, 2025-01-31T16:45 or 2025-01-31T21:45:00Z, not " + text);
    }
  }

  /**
   * When a run by hand has to be asked for so that it is about a date: when the slot of that date
   * is due, otherwise noon; never after {@code now}. Without a date it is {@code now}.
   */
  static Instant about(Dag dag, @Nullable LocalDate date, Instant now) {
    if (date == null) {
      return now;
    }
    Timetable timetable = dag.plan().schedule().timetable();
    ZoneId zone = timetable.zone();
    Optional<Slot> next = timetable.next(date.minusDays(1).atStartOfDay(zone).toInstant());
    for (int i = 0; i < MOST_SLOTS && next.isPresent(); i++) {
      Slot slot = next.get();
      if (slot.dates().to().isAfter(date)) {
        break;
      }
      if (slot.dates().to().equals(date) && !slot.runAfter().isAfter(now)) {
        return slot.runAfter();
      }
      next = timetable.next(slot.runAfter());
    }
    Instant noon = date.atTime(LocalTime.NOON).atZone(zone).toInstant();
    return noon.isAfter(now) ? now : noon;
  }
}
