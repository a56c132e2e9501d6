package io.financeflow.orchestrator.backfill;

import io.financeflow.orchestrator.catalogue.DagRegistry;
import io.financeflow.orchestrator.catalogue.LoadedDag;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.timetable.Schedule;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** DAGs and requests of tests; it is always Friday 31 January 2025, 17:00 in New York. */
final class Asks {

  static final Clock CLOCK = Clock.fixed(Instant.parse("2025-01-31T22:00:00Z"), ZoneOffset.UTC);

  private Asks() {}

  static void load(Database database, Dag... dags) {
    new DagRegistry(database.jdbi(), CLOCK)
        .load(Arrays.stream(dags).map(dag -> new LoadedDag(dag, "test")).toList(), List.of());
  }

  /** One slot at noon UTC of each of the first days of 2025. */
  static Schedule days(int days) {
    return new Schedule.Dates(
        Stream.iterate(LocalDateTime.parse("2025-01-01T12:00"), day -> day.plusDays(1))
            .limit(days)
            .toList(),
        ZoneOffset.UTC);
  }

  static SlotChoice range(String from, String to) {
    return new SlotChoice.Dates(new DateRange(LocalDate.parse(from), LocalDate.parse(to)));
  }

  static SlotChoice dates(String... dates) {
    return new SlotChoice.Listed(Arrays.stream(dates).map(LocalDate::parse).toList(), List.of());
  }

  static BackfillRequest usual(String name, String dag, SlotChoice slots) {
    return of(name, dag, slots, BackfillRequest.Content.USUAL);
  }

  static BackfillRequest of(
      String name, String dag, SlotChoice slots, BackfillRequest.Content content) {
    return new BackfillRequest(
        name, dag, slots, content, BackfillRequest.Pace.USUAL, false, "someone");
  }

  static BackfillRequest.Content again(Reprocess reprocess) {
    return new BackfillRequest.Content(List.of(), Map.of(), reprocess, 0);
  }

  static BackfillRequest.Content merged(int merge) {
    return new BackfillRequest.Content(List.of(), Map.of(), Reprocess.NONE, merge);
  }

  /** {@code 2025-01-01} or {@code 2025-01-01..2025-01-03} of each run, in order. */
  static List<String> dates(BackfillPlan plan) {
    return plan.runs().stream().map(run -> run.slot().dates().toString()).toList();
  }

  /** {@code date: reason} of each slot that is skipped. */
  static List<String> skipped(BackfillPlan plan) {
    return plan.skipped().stream().map(slot -> slot.slot().dates() + ": " + slot.reason()).toList();
  }
}
