package io.financeflow.orchestrator.engine;

import com.google.gson.JsonElement;
import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.dag.TaskLimits;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.schema.run.TaskInstanceTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Collects task instances of any executions and stores them together. */
final class NewInstances {

  private final List<Long> executions = new ArrayList<>();
  private final List<String> dags = new ArrayList<>();
  private final List<String> tasks = new ArrayList<>();
  private final List<Integer> indexes = new ArrayList<>();
  private final List<String> lanes = new ArrayList<>();
  private final List<String> pools = new ArrayList<>();
  private final List<Integer> slots = new ArrayList<>();
  private final List<Integer> priorities = new ArrayList<>();
  private final List<Instant> runAfters = new ArrayList<>();
  private final List<String> states = new ArrayList<>();
  private final List<@Nullable String> items = new ArrayList<>();

  void add(
      Execution execution,
      DagShape shape,
      TaskSpec task,
      int mapIndex,
      TaskState state,
      @Nullable JsonElement item) {
    TaskLimits.Share share = task.conduct().limits().share();
    executions.add(execution.id());
    dags.add(execution.dag());
    tasks.add(task.id());
    indexes.add(mapIndex);
    lanes.add(execution.lane());
    pools.add(share.pool());
    slots.add(share.slots());
    priorities.add(shape.priorities().getOrDefault(task.id(), 1));
    runAfters.add(execution.runAfter());
    states.add(state.name());
    items.add(item == null ? null : item.toString());
  }

  void store(Handle handle, Instant now) {
    if (executions.isEmpty()) {
      return;
    }
    handle
        .createUpdate(TaskInstanceTable.ADD)
        .bindArray("executions", Long.class, executions)
        .bindArray("dags", String.class, dags)
        .bindArray("tasks", String.class, tasks)
        .bindArray("map_indexes", Integer.class, indexes)
        .bindArray("lanes", String.class, lanes)
        .bindArray("pools", String.class, pools)
        .bindArray("slots", Integer.class, slots)
        .bindArray("priorities", Integer.class, priorities)
        .bindArray("run_afters", Instant.class, runAfters)
        .bindArray("states", String.class, states)
        .bindArray("items", String.class, items)
        .bind("now", now)
        .execute();
  }
}
