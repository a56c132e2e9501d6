package io.financeflow.orchestrator.engine;

import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.state.RunDecision;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.schema.run.ExecutionTable;
import io.financeflow.schema.run.TaskInstanceTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Brings executions forward in which something has happened.
 *
 * <p>Locks the executions in the order of their ids, and only then reads and changes their task
 * instances; whoever changes task instances that nobody works on does the same.
 */
final class Advance {

  /** Wakes and times that are dealt with in one transaction. */
  private static final int MOST = 200;

  private final Catalogue catalogue;
  private final RunEnds ends;

  Advance(Catalogue catalogue, RunEnds ends) {
    this.catalogue = catalogue;
    this.ends = ends;
  }

  /** Deals with what has happened; returns how many executions were looked at. */
  int pass(Handle handle, Instant now) {
    Set<Long> ids = new TreeSet<>();
    handle
        .createQuery(ExecutionTable.TAKE_WAKES)
        .bind("now", now)
        .bind("most", MOST)
        .mapTo(Long.class)
        .forEach(ids::add);
    return ids.isEmpty() ? 0 : examine(handle, ids, now);
  }

  /** Looks at executions, whatever the reason; those that do not run are left alone. */
  int examine(Handle handle, Collection<Long> ids, Instant now) {
    List<Execution> executions =
        handle
            .createQuery(ExecutionTable.RUNNING)
            .bindArray("ids", Long.class, List.copyOf(ids))
            .bind("now", now)
            .map((row, context) -> Execution.read(row))
            .list();
    List<Long> found = executions.stream().map(Execution::id).toList();
    Map<Long, List<Instance>> instances = instances(handle, found);
    Changes changes = new Changes();
    Map<Execution, RunDecision> decisions = new LinkedHashMap<>();
    for (Execution execution : executions) {
      List<Instance> own = instances.getOrDefault(execution.id(), List.of());
      decisions.put(execution, decide(handle, execution, own, changes, now));
    }
    changes.store(handle, now);
    decisions.forEach(
        (execution, decision) -> {
          if (decision.state() != RunState.RUNNING) {
            ends.end(handle, execution, decision, now);
          }
        });
    return ids.size();
  }

  /** An execution that cannot be decided ends, so that it keeps no other waiting. */
  private RunDecision decide(
      Handle handle, Execution execution, List<Instance> all, Changes changes, Instant now) {
    try {
      return advance(handle, execution, all, changes, now);
    } catch (IllegalStateException | IllegalArgumentException | NoSuchElementException e) {
      return new RunDecision(RunState.FAILED, "cannot be decided: " + e.getMessage());
    }
  }

  private RunDecision advance(
      Handle handle, Execution execution, List<Instance> all, Changes changes, Instant now) {
    DagShape shape = catalogue.get(handle, execution.dag(), execution.version());
    Step step = Progression.step(shape, all, new StoredFacts(handle, execution.id()), now);
    step.changes().forEach(move -> changes.add(execution, move));
    for (Step.Added row : step.added()) {
      TaskSpec task = shape.task(row.task()).orElseThrow();
      changes.add(execution, shape, task, row);
    }
    return step.decision();
  }

  private static Map<Long, List<Instance>> instances(Handle handle, List<Long> executions) {
    Map<Long, List<Instance>> all = new HashMap<>();
    handle
        .createQuery(TaskInstanceTable.OF_EXECUTIONS)
        .bindArray("ids", Long.class, executions)
        .map(
            (row, context) ->
                all.computeIfAbsent(row.getLong("execution_id"), id -> new ArrayList<>())
                    .add(read(row)))
        .list();
    return all;
  }

  private static Instance read(ResultSet row) throws SQLException {
    java.sql.Timestamp look = row.getTimestamp("next_look");
    java.sql.Array chosen = row.getArray("chosen");
    String by = row.getString("answered_by");
    return new Instance(
        row.getLong("instance_id"),
        row.getString("task_id"),
        row.getInt("map_index"),
        TaskState.valueOf(row.getString("state")),
        look == null ? null : look.toInstant(),
        chosen == null ? null : Set.of((String[]) chosen.getArray()),
        by == null
            ? null
            : new Instance.Answer(row.getBoolean("approved"), by, row.getString("note")));
  }
}
