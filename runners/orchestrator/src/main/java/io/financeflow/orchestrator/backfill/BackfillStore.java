package io.financeflow.orchestrator.backfill;

import io.financeflow.orchestrator.backfill.BackfillPlan.PlannedRun;
import io.financeflow.orchestrator.run.Audit;
import io.financeflow.orchestrator.run.NewRun;
import io.financeflow.orchestrator.run.Order;
import io.financeflow.orchestrator.run.RunCreation;
import io.financeflow.orchestrator.run.RunKind;
import io.financeflow.schema.run.BackfillTable;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Writes backfills with all their runs, in a few statements each. */
final class BackfillStore {

  private final Handle handle;
  private final BackfillRequest request;
  private final Instant now;

  /** Writes in the transaction of {@code handle}. */
  BackfillStore(Handle handle, BackfillRequest request, Instant now) {
    this.handle = handle;
    this.request = request;
    this.now = now;
  }

  /**
   * Stores one; returns its key.
   *
   * @param after the key of the backfill it waits for; null for none
   */
  long store(Draft draft, @Nullable Long after) {
    long key = add(draft, after);
    Order order =
        new Order(
            RunKind.BACKFILL,
            key,
            draft.tasks(),
            request.askedBy(),
            "backfill " + draft.name(),
            now);
    addRuns(draft, order);
    addExecutions(draft, order);
    String detail = draft.name() + ": " + draft.runs().size() + " runs";
    new Audit(now, request.askedBy(), "create backfill", draft.shape().dag().id(), "", "", detail)
        .write(handle);
    return key;
  }

  private long add(Draft draft, @Nullable Long after) {
    Query query =
        handle
            .createQuery(BackfillTable.ADD)
            .bind("name", draft.name())
            .bind("dag", draft.shape().dag().id())
            .bind("first_date", firstDate())
            .bind("last_date", lastDate())
            .bind("backwards", request.pace().backwards())
            .bind("reprocess", request.content().reprocess().name())
            .bind("merge", draft.merge())
            .bind("params", draft.params().toString())
            .bind("max_active_runs", request.pace().maxActiveRuns())
            .bind("share", request.pace().share())
            .bind("after", after)
            .bind("asked_by", request.askedBy())
            .bind("now", now);
    if (draft.tasks().isEmpty()) {
      query.bindNull("tasks", Types.ARRAY);
    } else {
      query.bindArray("tasks", String.class, draft.tasks());
    }
    return query
        .mapTo(Long.class)
        .findOne()
        .orElseThrow(
            () ->
                new RefusedBackfill(
                    "there is a backfill '%s' already: choose another name"
                        .formatted(draft.name())));
  }

  private @Nullable LocalDate firstDate() {
    return request.slots() instanceof SlotChoice.Dates dates ? dates.range().from() : null;
  }

  private @Nullable LocalDate lastDate() {
    return request.slots() instanceof SlotChoice.Dates dates ? dates.range().to() : null;
  }

  private void addRuns(Draft draft, Order order) {
    List<NewRun> runs = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < draft.runs().size(); place++) {
      PlannedRun run = draft.runs().get(place);
      if (run.runKey().isEmpty()) {
        runs.add(new NewRun(run.runId(), run.slot(), run.covers(), draft.params()));
        places.add(place);
      }
    }
    int created = RunCreation.create(handle, draft.shape(), runs, places, order).size();
    if (created != runs.size()) {
      throw new IllegalStateException(
          "%d of %d runs of %s exist under their ids without covering their slots"
              .formatted(runs.size() - created, runs.size(), draft.shape().dag().id()));
    }
  }

  /** Runs that exist get one execution more, and the parameters that were given. */
  private void addExecutions(Draft draft, Order order) {
    List<Long> keys = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<Instant> due = new ArrayList<>();
    for (int place = 0; place < draft.runs().size(); place++) {
      PlannedRun run = draft.runs().get(place);
      if (run.runKey().isPresent()) {
        keys.add(run.runKey().get());
        places.add(place);
        due.add(run.slot().runAfter());
      }
    }
    if (keys.isEmpty()) {
      return;
    }
    if (!request.content().params().isEmpty()) {
      handle
          .createUpdate(BackfillTable.CHANGE_PARAMS)
          .bindArray("run_keys", Long.class, keys)
          .bind("params", draft.params().toString())
          .execute();
    }
    RunCreation.execute(handle, draft.shape(), keys, places, due, order);
  }
}
