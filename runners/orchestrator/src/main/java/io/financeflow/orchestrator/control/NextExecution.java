package io.financeflow.orchestrator.control;

import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.dag.TaskLimits;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.schema.run.ControlTable;
import io.financeflow.schema.run.TaskInstanceTable;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * The execution that follows another one of its run.
 *
 * @param after the one before
 * @param part its only tasks, sorted; empty for all of the DAG's
 * @param again the tasks that begin anew, each with one row, sorted; empty for nothing to do
 * @param kept the tasks whose rows are copied, sorted
 */
record NextExecution(
    HeldRun after, DagShape shape, List<String> part, List<String> again, List<String> kept) {

  /**
   * Decides; a pure function.
   *
   * @param chosen the tasks to be done again
   * @param undone tasks of the execution before that never ran to an end
   */
  static NextExecution of(HeldRun after, DagShape shape, Set<String> chosen, Set<String> undone) {
    Set<String> mine = new TreeSet<>(shape.tasks().keySet());
    boolean whole = after.execution().part().isEmpty();
    if (!whole) {
      mine.removeIf(task -> !after.execution().part().contains(task) && !chosen.contains(task));
    }
    Set<String> known =
        after.instances().stream().map(HeldRun.Instance::task).collect(Collectors.toSet());
    Set<String> again = new TreeSet<>(chosen);
    again.addAll(undone);
    if (!again.isEmpty()) {
      mine.stream().filter(task -> !known.contains(task)).forEach(again::add);
    }
    again.retainAll(mine);
    Set<String> kept = new TreeSet<>(mine);
    kept.removeAll(again);
    return new NextExecution(
        after, shape, whole ? List.of() : List.copyOf(mine), List.copyOf(again), List.copyOf(kept));
  }

  /** Stores it with its task instances; returns its number. */
  int store(Handle handle, String askedBy, Instant now) {
    record Key(long id, int number) {}
    Query add =
        handle
            .createQuery(ControlTable.ADD_EXECUTION)
            .bind("id", after.execution().id())
            .bind("version", shape.version())
            .bind("asked_by", askedBy)
            .bind("now", now);
    if (part.isEmpty()) {
      add.bindNull("tasks", Types.ARRAY);
    } else {
      add.bindArray("tasks", String.class, part);
    }
    Key key = add.map((row, context) -> new Key(row.getLong(1), row.getInt(2))).one();
    handle
        .createUpdate(ControlTable.COPY)
        .bind("from", after.execution().id())
        .bind("to", key.id())
        .bindArray("tasks", String.class, kept)
        .execute();
    begin(handle, key.id(), now);
    return key.number();
  }

  private void begin(Handle handle, long id, Instant now) {
    int rows = again.size();
    List<TaskLimits.Share> shares =
        again.stream().map(this::task).map(task -> task.conduct().limits().share()).toList();
    handle
        .createUpdate(TaskInstanceTable.ADD)
        .bindArray("executions", Long.class, Collections.nCopies(rows, id))
        .bindArray("dags", String.class, Collections.nCopies(rows, after.dag()))
        .bindArray("tasks", String.class, again)
        .bindArray("map_indexes", Integer.class, Collections.nCopies(rows, -1))
        .bindArray("lanes", String.class, Collections.nCopies(rows, "LIVE"))
        .bindArray("pools", String.class, shares.stream().map(TaskLimits.Share::pool).toList())
        .bindArray("slots", Integer.class, shares.stream().map(TaskLimits.Share::slots).toList())
        .bindArray(
            "priorities",
            Integer.class,
            again.stream().map(task -> shape.priorities().getOrDefault(task, 1)).toList())
        .bindArray(
            "run_afters", Instant.class, Collections.nCopies(rows, after.execution().runAfter()))
        .bindArray("states", String.class, Collections.nCopies(rows, TaskState.NONE.name()))
        .bindArray("items", String.class, new ArrayList<>(Collections.nCopies(rows, null)))
        .bind("now", now)
        .execute();
  }

  private TaskSpec task(String id) {
    return shape.task(id).orElseThrow();
  }
}
