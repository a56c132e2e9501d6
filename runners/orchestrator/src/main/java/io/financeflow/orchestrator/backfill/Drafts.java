package io.financeflow.orchestrator.backfill;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.orchestrator.backfill.BackfillPlan.PlannedRun;
import io.financeflow.orchestrator.backfill.Candidates.Candidate;
import io.financeflow.orchestrator.backfill.RunPlanner.Standing;
import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.policy.PastRule;
import io.financeflow.orchestrator.run.NewRun;
import io.financeflow.orchestrator.run.NoSuchThing;
import io.financeflow.orchestrator.run.RunKind;
import io.financeflow.orchestrator.run.RunRow;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.orchestrator.timetable.CatchUp;
import io.financeflow.orchestrator.timetable.Slot;
import io.financeflow.schema.run.BackfillTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Decides what backfills consist of; the caller holds the locks of their DAGs. */
final class Drafts {

  private final Handle handle;
  private final BackfillRequest request;
  private final Instant now;

  Drafts(Handle handle, BackfillRequest request, Instant now) {
    this.handle = handle;
    this.request = request;
    this.now = now;
  }

  /** The backfill of the DAG that is asked for. */
  Draft first(DagShape shape) {
    BackfillRequest.Content content = request.content();
    check(shape, content.tasks());
    JsonObject params = params(shape, content.params());
    List<Candidate> candidates = Candidates.of(shape.dag(), request.slots(), now);
    int merge = merge(shape, content.merge());
    RunPlanner planner = new RunPlanner(content.reprocess(), merge);
    planner.plan(candidates, standing(shape, candidates));
    List<PlannedRun> runs = new ArrayList<>(planner.runs());
    if (request.pace().backwards()) {
      Collections.reverse(runs);
    }
    return new Draft(
        request.name(),
        shape,
        content.tasks(),
        params,
        merge,
        runs,
        planner.skipped(),
        takes(shape, content.tasks(), runs.size()));
  }

  /** The backfill of a DAG downstream: one run over all that the first one is about. */
  Draft after(DagShape shape, Draft first) {
    List<Slot> slots =
        first.runs().stream()
            .map(PlannedRun::slot)
            .sorted(Comparator.comparing(Slot::logicalDate))
            .toList();
    Slot slot = Slot.merge(slots);
    String id = NewRun.id(RunKind.BACKFILL.text(), slot) + "." + first.name();
    return new Draft(
        first.name() + "." + shape.dag().id(),
        shape,
        List.of(),
        params(shape, Map.of()),
        1,
        List.of(new PlannedRun(id, slot, List.of(), Optional.empty())),
        List.of(),
        takes(shape, List.of(), 1));
  }

  private void check(DagShape shape, List<String> tasks) {
    for (String task : tasks) {
      if (shape.task(task).isEmpty()) {
        throw NoSuchThing.of("task", task, shape.tasks().keySet());
      }
    }
    if (!request.pace().backwards()) {
      return;
    }
    shape.tasks().values().stream()
        .filter(task -> tasks.isEmpty() || tasks.contains(task.id()))
        .filter(task -> task.conduct().rules().past() != PastRule.NONE)
        .findFirst()
        .ifPresent(
            task -> {
              throw new RefusedBackfill(
                  "the task '%s' asks for the run before it (%s): run forwards, or leave it out"
                      .formatted(task.id(), task.conduct().rules().past().text()));
            });
  }

  private static JsonObject params(DagShape shape, Map<String, JsonElement> given) {
    try {
      JsonObject params = new JsonObject();
      shape.dag().values(given).forEach(params::add);
      return params;
    } catch (IllegalArgumentException e) {
      throw new RefusedBackfill(String.valueOf(e.getMessage()));
    }
  }

  private static int merge(DagShape shape, int asked) {
    boolean merged = shape.dag().plan().catchUp() == CatchUp.MERGED;
    return asked > 0 ? asked : merged ? BackfillRequest.Content.USUAL_MERGE : 1;
  }

  private Map<Instant, Standing> standing(DagShape shape, List<Candidate> candidates) {
    Map<Instant, Standing> standing = new HashMap<>();
    handle
        .createQuery(BackfillTable.STANDING)
        .bind("dag", shape.dag().id())
        .bindArray(
            "logical_dates",
            Instant.class,
            candidates.stream().map(candidate -> candidate.slot().logicalDate()).toList())
        .map(
            (row, context) -> {
              RunRow run = RunRow.read(row);
              return Map.entry(
                  row.getTimestamp("covered").toInstant(),
                  new Standing(
                      row.getLong("run_key"),
                      run.runId(),
                      run.slot(),
                      Optional.ofNullable(row.getString("state")).map(RunState::valueOf)));
            })
        .forEach(entry -> standing.put(entry.getKey(), entry.getValue()));
    return standing;
  }

  private Optional<Duration> takes(DagShape shape, List<String> tasks, int runs) {
    return PastDurations.typical(handle, shape.dag().id(), tasks)
        .map(typical -> PastDurations.of(typical, runs, request.pace().maxActiveRuns()));
  }
}
