package io.financeflow.orchestrator.engine;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.catalogue.DueTimes;
import io.financeflow.orchestrator.dag.Plan;
import io.financeflow.orchestrator.run.NewRun;
import io.financeflow.orchestrator.run.Order;
import io.financeflow.orchestrator.run.RunCreation;
import io.financeflow.orchestrator.run.RunKind;
import io.financeflow.orchestrator.timetable.CatchUp;
import io.financeflow.orchestrator.timetable.DueSlots;
import io.financeflow.orchestrator.timetable.Slot;
import io.financeflow.schema.run.DagTable;
import io.financeflow.schema.run.RunTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates runs for slots that have fallen due; a DAG and its slots are one transaction. */
final class DueRuns {

  /** Slots looked at in one transaction. */
  private static final int MOST_SLOTS = 500;

  private static final Duration LATER = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(DueRuns.class);

  private final Catalogue catalogue;

  DueRuns(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  private record Due(String dag, String version, Instant switchedOn, Instant handled) {}

  /** Deals with one DAG that has slots due; false when there is none. */
  boolean pass(Handle handle, Instant now) {
    Optional<Due> claimed =
        handle
            .createQuery(DagTable.CLAIM_DUE)
            .bind("now", now)
            .map(
                (row, context) ->
                    new Due(
                        row.getString("dag_id"),
                        row.getString("version"),
                        row.getTimestamp("switched_on").toInstant(),
                        row.getTimestamp("handled_until").toInstant()))
            .findOne();
    claimed.ifPresent(due -> createOrPostpone(handle, due, now));
    return claimed.isPresent();
  }

  /** A DAG whose slots cannot be made out must not keep the others waiting. */
  private void createOrPostpone(Handle handle, Due due, Instant now) {
    handle.savepoint("dag");
    try {
      create(handle, due, now);
    } catch (RuntimeException e) {
      handle.rollbackToSavepoint("dag");
      LOG.warn("the runs of {} cannot be created, in a minute again: {}", due.dag(), e.toString());
      handle
          .createUpdate(DagTable.HANDLED)
          .bind("dag", due.dag())
          .bind("handled_until", due.handled())
          .bind("next_due", now.plus(LATER))
          .execute();
    }
  }

  private void create(Handle handle, Due due, Instant now) {
    DagShape shape = catalogue.get(handle, due.dag(), due.version());
    Plan plan = shape.dag().plan();
    DueSlots.Window window = new DueSlots.Window(due.handled(), due.switchedOn(), now, MOST_SLOTS);
    boolean merged = plan.catchUp() == CatchUp.MERGED;
    DueSlots slots =
        DueSlots.of(
            plan.schedule().timetable(),
            plan.active(),
            merged ? CatchUp.ALL : plan.catchUp(),
            window);
    List<Slot> fresh = uncovered(handle, due.dag(), slots.run());
    RunCreation.create(
        handle,
        shape,
        merged ? merged(shape, fresh) : fresh.stream().map(slot -> one(shape, slot)).toList(),
        Order.bySchedule(RunKind.SCHEDULED, "", now));
    handle
        .createUpdate(RunTable.PASS_OVER)
        .bind("dag", due.dag())
        .bindArray("logical_dates", Instant.class, names(slots.passedOver()))
        .bind("reason", "catch_up: " + plan.catchUp().text())
        .execute();
    handle
        .createUpdate(DagTable.HANDLED)
        .bind("dag", due.dag())
        .bind("handled_until", slots.handledUntil())
        .bind("next_due", DueTimes.next(plan, slots.handledUntil()).orElse(null))
        .execute();
  }

  /** A backfill may have been there before. */
  private static List<Slot> uncovered(Handle handle, String dag, List<Slot> slots) {
    Set<Instant> covered = new HashSet<>();
    handle
        .createQuery(RunTable.COVERED)
        .bind("dag", dag)
        .bindArray("logical_dates", Instant.class, names(slots))
        .map((row, context) -> row.getTimestamp(1).toInstant())
        .forEach(covered::add);
    return slots.stream().filter(slot -> !covered.contains(slot.logicalDate())).toList();
  }

  private static List<Instant> names(List<Slot> slots) {
    return slots.stream().map(Slot::logicalDate).toList();
  }

  private static List<NewRun> merged(DagShape shape, List<Slot> slots) {
    if (slots.isEmpty()) {
      return List.of();
    }
    Slot all = Slot.merge(slots);
    return List.of(new NewRun(NewRun.id("scheduled", all), all, names(slots), usualParams(shape)));
  }

  private static NewRun one(DagShape shape, Slot slot) {
    return new NewRun(
        NewRun.id("scheduled", slot), slot, List.of(slot.logicalDate()), usualParams(shape));
  }

  /** The values of a run nobody gave any. */
  static JsonObject usualParams(DagShape shape) {
    JsonObject params = new JsonObject();
    Map<String, JsonElement> values = new java.util.TreeMap<>();
    shape.dag().params().stream()
        .filter(param -> !param.isRequired())
        .forEach(param -> values.put(param.name(), param.initial()));
    new ArrayList<>(values.entrySet())
        .forEach(value -> params.add(value.getKey(), value.getValue().deepCopy()));
    return params;
  }
}
