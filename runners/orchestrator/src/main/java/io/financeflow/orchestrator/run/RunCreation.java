package io.financeflow.orchestrator.run;

import static java.util.Objects.requireNonNull;

import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.policy.Deadline;
import io.financeflow.orchestrator.timetable.Slot;
import io.financeflow.schema.run.ExecutionTable;
import io.financeflow.schema.run.RunTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Creates runs and their first executions, any number in a few statements.
 *
 * <p>Works in the caller's transaction, which holds the lock of the DAG's row: what a slot's run is
 * is decided by one at a time.
 */
public final class RunCreation {

  private RunCreation() {}

  /**
   * A run that was created.
   *
   * @param position its place in the list that was asked for
   */
  public record Created(int position, long runKey, long executionId) {}

  /**
   * Creates runs with an execution each; those whose id exists are left out.
   *
   * @param runs in the order in which they are to start
   */
  public static List<Created> create(
      Handle handle, DagShape shape, List<NewRun> runs, Order order) {
    return create(handle, shape, runs, IntStream.range(0, runs.size()).boxed().toList(), order);
  }

  /**
   * Creates runs that have their places among others; the rest is as above.
   *
   * @param places of the runs in the order of a backfill, from 0, as many as runs
   */
  public static List<Created> create(
      Handle handle, DagShape shape, List<NewRun> runs, List<Integer> places, Order order) {
    if (runs.isEmpty()) {
      return List.of();
    }
    Map<String, Long> keys = add(handle, shape.dag().id(), runs, order);
    List<Integer> positions = new ArrayList<>();
    List<Long> runKeys = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      Long key = keys.get(runs.get(i).runId());
      if (key != null) {
        positions.add(i);
        runKeys.add(key);
      }
    }
    cover(handle, shape.dag().id(), runs, positions, runKeys);
    List<Instant> due = positions.stream().map(i -> runs.get(i).slot().runAfter()).toList();
    List<Integer> ordered = positions.stream().map(places::get).toList();
    Map<Long, Long> executions = execute(handle, shape, runKeys, ordered, due, order);
    List<Created> created = new ArrayList<>();
    for (int i = 0; i < positions.size(); i++) {
      long key = runKeys.get(i);
      long execution = requireNonNull(executions.get(key), "execution");
      created.add(new Created(positions.get(i), key, execution));
    }
    deadlines(handle, shape, runs, created, order);
    return created;
  }

  private static Map<String, Long> add(Handle handle, String dag, List<NewRun> runs, Order order) {
    List<Slot> slots = runs.stream().map(NewRun::slot).toList();
    Map<String, Long> keys = new HashMap<>();
    handle
        .createQuery(RunTable.ADD)
        .bind("dag", dag)
        .bind("kind", order.kind().name())
        .bind("note", order.note())
        .bind("now", order.at())
        .bindArray("run_ids", String.class, runs.stream().map(NewRun::runId).toList())
        .bindArray("logical_dates", Instant.class, slots.stream().map(Slot::logicalDate).toList())
        .bindArray(
            "interval_starts",
            Instant.class,
            slots.stream().map(slot -> slot.interval().start()).toList())
        .bindArray(
            "interval_ends",
            Instant.class,
            slots.stream().map(slot -> slot.interval().end()).toList())
        .bindArray("run_afters", Instant.class, slots.stream().map(Slot::runAfter).toList())
        .bindArray(
            "first_dates",
            java.time.LocalDate.class,
            slots.stream().map(slot -> slot.dates().from()).toList())
        .bindArray(
            "last_dates",
            java.time.LocalDate.class,
            slots.stream().map(slot -> slot.dates().to()).toList())
        .bindArray(
            "params", String.class, runs.stream().map(run -> run.params().toString()).toList())
        .map((row, context) -> Map.entry(row.getString("run_id"), row.getLong("run_key")))
        .forEach(entry -> keys.put(entry.getKey(), entry.getValue()));
    return keys;
  }

  private static void cover(
      Handle handle, String dag, List<NewRun> runs, List<Integer> positions, List<Long> runKeys) {
    List<Instant> dates = new ArrayList<>();
    List<Long> keys = new ArrayList<>();
    for (int i = 0; i < positions.size(); i++) {
      for (Instant date : runs.get(positions.get(i)).covers()) {
        dates.add(date);
        keys.add(runKeys.get(i));
      }
    }
    handle
        .createUpdate(RunTable.COVER)
        .bind("dag", dag)
        .bindArray("logical_dates", Instant.class, dates)
        .bindArray("run_keys", Long.class, keys)
        .execute();
  }

  /**
   * Adds one more execution to each of some runs that exist.
   *
   * @param positions their places in the order, from 0
   * @param due when each may start
   * @return the executions by the keys of the runs
   */
  public static Map<Long, Long> execute(
      Handle handle,
      DagShape shape,
      List<Long> runKeys,
      List<Integer> positions,
      List<Instant> due,
      Order order) {
    boolean backfill = order.backfill() != null;
    Map<Long, Long> executions = new HashMap<>();
    SqlStatement<?> statement =
        handle
            .createQuery(ExecutionTable.ADD)
            .bindArray("run_keys", Long.class, runKeys)
            .bindArray(
                "ordinals",
                Integer.class,
                positions.stream().map(i -> backfill ? i + 1 : 0).toList())
            .bindArray("run_afters", Instant.class, due)
            .bind("dag", shape.dag().id())
            .bind("version", shape.version())
            .bind("cause", order.kind().name())
            .bind("backfill", order.backfill())
            .bind("lane", backfill ? "BACKFILL" : "LIVE")
            .bind("asked_by", order.askedBy())
            .bind("now", order.at());
    if (order.tasks().isEmpty()) {
      statement.bindNull("tasks", java.sql.Types.ARRAY);
    } else {
      statement.bindArray("tasks", String.class, order.tasks());
    }
    ((org.jdbi.v3.core.statement.Query) statement)
        .map((row, context) -> Map.entry(row.getLong("run_key"), row.getLong("execution_id")))
        .forEach(entry -> executions.put(entry.getKey(), entry.getValue()));
    return executions;
  }

  /** Only live runs have deadlines: the slots of a backfill are late by nature. */
  private static void deadlines(
      Handle handle, DagShape shape, List<NewRun> runs, List<Created> created, Order order) {
    if (order.backfill() != null) {
      return;
    }
    Deadlines deadlines = new Deadlines();
    for (Created run : created) {
      Slot slot = runs.get(run.position()).slot();
      deadlines.addFixed(run.executionId(), "", shape.dag().plan().deadlines(), slot);
      shape
          .tasks()
          .forEach(
              (id, task) ->
                  deadlines.addFixed(run.executionId(), id, task.conduct().deadlines(), slot));
    }
    deadlines.store(handle);
  }

  /** Collects deadlines and stores them together. */
  public static final class Deadlines {
    private final List<Long> ids = new ArrayList<>();
    private final List<String> tasks = new ArrayList<>();
    private final List<Integer> positions = new ArrayList<>();
    private final List<Instant> due = new ArrayList<>();

    /** Those that are known when the run is created. */
    public void addFixed(long execution, String task, List<Deadline> deadlines, Slot slot) {
      for (int i = 0; i < deadlines.size(); i++) {
        if (deadlines.get(i) instanceof Deadline.AfterSchedule after) {
          add(execution, task, i, after.at(slot.runAfter()));
        } else if (deadlines.get(i) instanceof Deadline.ByDayTime by) {
          add(execution, task, i, by.at(slot.dates().to()));
        }
      }
    }

    /** Those that count from a start. */
    public void addFromStart(long execution, String task, List<Deadline> deadlines, Instant start) {
      for (int i = 0; i < deadlines.size(); i++) {
        if (deadlines.get(i) instanceof Deadline.AfterStart after) {
          add(execution, task, i, after.at(start));
        }
      }
    }

    private void add(long execution, String task, int position, Instant at) {
      ids.add(execution);
      tasks.add(task);
      positions.add(position);
      due.add(at);
    }

    /** Stores them; those that are stored already stay as they are. */
    public void store(Handle handle) {
      if (ids.isEmpty()) {
        return;
      }
      handle
          .createUpdate(ExecutionTable.ADD_DEADLINES)
          .bindArray("ids", Long.class, ids)
          .bindArray("tasks", String.class, tasks)
          .bindArray("positions", Integer.class, positions)
          .bindArray("due_ats", Instant.class, due)
          .execute();
    }
  }
}
