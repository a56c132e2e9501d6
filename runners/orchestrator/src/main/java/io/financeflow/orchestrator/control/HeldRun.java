package io.financeflow.orchestrator.control;

import io.financeflow.orchestrator.run.RunRow;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.schema.run.ControlTable;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A run with its latest execution, locked until the transaction ends.
 *
 * @param currentVersion of the DAG
 * @param instances in the order of their ids
 */
record HeldRun(
    String dag,
    String runId,
    String currentVersion,
    Execution execution,
    List<Instance> instances) {

  /**
   * The latest execution.
   *
   * @param part the only tasks it has; empty for all
   */
  record Execution(
      long id,
      int number,
      String version,
      RunState state,
      String reason,
      List<String> part,
      Instant runAfter) {}

  /** A task instance of it. */
  record Instance(long id, String task, int mapIndex, TaskState state, String reason) {
    boolean isWorkedOn() {
      return state == TaskState.RUNNING || state == TaskState.RESTARTING;
    }
  }

  /**
   * Locks a run.
   *
   * @param run its id, or {@code latest}
   * @throws io.financeflow.orchestrator.run.NoSuchThing when there is no such DAG or run
   */
  static HeldRun lock(Handle handle, String dag, String run) {
    String version =
        handle
            .createQuery(ControlTable.HOLD_DAG)
            .bind("dag", dag)
            .mapTo(String.class)
            .findOne()
            .orElseThrow(() -> Names.noDag(handle, dag));
    record Key(long key, String id) {}
    Key key =
        handle
            .createQuery(ControlTable.HOLD_RUN)
            .bind("dag", dag)
            .bind("run", run)
            .map((row, context) -> new Key(row.getLong("run_key"), row.getString("run_id")))
            .findOne()
            .orElseThrow(() -> Names.noRun(handle, dag, run));
    Execution execution =
        handle
            .createQuery(ControlTable.HOLD_EXECUTION)
            .bind("run_key", key.key())
            .map((row, context) -> execution(row))
            .one();
    List<Instance> instances =
        handle
            .createQuery(ControlTable.HOLD_INSTANCES)
            .bind("id", execution.id())
            .map((row, context) -> instance(row))
            .list();
    return new HeldRun(dag, key.id(), version, execution, instances);
  }

  private static Execution execution(ResultSet row) throws SQLException {
    Array tasks = row.getArray("tasks");
    return new Execution(
        row.getLong("execution_id"),
        row.getInt("number"),
        row.getString("version"),
        RunState.valueOf(row.getString("state")),
        row.getString("reason"),
        tasks == null ? List.of() : List.of((String[]) tasks.getArray()),
        row.getTimestamp("run_after").toInstant());
  }

  private static Instance instance(ResultSet row) throws SQLException {
    return new Instance(
        row.getLong("instance_id"),
        row.getString("task_id"),
        row.getInt("map_index"),
        TaskState.valueOf(row.getString("state")),
        row.getString("reason"));
  }

  /** Names the execution, as logs and audit do. */
  String name() {
    return RunRow.execution(runId, execution.number());
  }

  /** Whether tasks of it have been or may be considered. */
  boolean isGoing() {
    return !execution.state().isFinished();
  }

  /** Whether the instance was given up when the execution ended, so that it never ran to an end. */
  boolean isGivenUp(Instance instance) {
    return execution.state() == RunState.FAILED
        && instance.state() == TaskState.SKIPPED
        && !instance.reason().isEmpty()
        && instance.reason().equals(execution.reason());
  }

  static List<Long> ids(Collection<Instance> instances) {
    return instances.stream().map(Instance::id).toList();
  }
}
