package io.financeflow.orchestrator.engine;

import static java.time.temporal.ChronoUnit.MICROS;

import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.run.RunCreation;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.schema.run.ExecutionTable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Starts queued executions, as many as the limits of their DAGs and backfills leave room for. */
final class RunStarts {

  /** Executions started in one transaction. */
  private static final int MOST = 100;

  private final Catalogue catalogue;
  private final Clock clock;

  RunStarts(Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  private record Startable(long id, String dag, String version) {}

  /** Starts some; returns how many. */
  int pass(Handle handle) {
    handle.createQuery(ExecutionTable.LOCK_STARTS).mapTo(Boolean.class).one();
    Instant due = clock.instant().truncatedTo(MICROS);
    List<Startable> found =
        handle
            .createQuery(ExecutionTable.STARTABLE)
            .bind("now", due)
            .bind("most", MOST)
            .map(
                (row, context) ->
                    new Startable(
                        row.getLong("execution_id"),
                        row.getString("dag_id"),
                        row.getString("version")))
            .list();
    if (found.isEmpty()) {
      return 0;
    }
    // After the question who runs: history must not show more at once than there were.
    Instant now = clock.instant().truncatedTo(MICROS);
    List<Instant> timeOuts = new ArrayList<>();
    for (Startable execution : found) {
      DagShape shape = catalogue.get(handle, execution.dag(), execution.version());
      timeOuts.add(now.plus(shape.dag().limits().runTimeout()));
    }
    List<Long> ids = found.stream().map(Startable::id).toList();
    List<Execution> started =
        handle
            .createQuery(ExecutionTable.START)
            .bindArray("ids", Long.class, ids)
            .bindArray("time_outs", Instant.class, timeOuts)
            .bind("now", now)
            .map((row, context) -> Execution.read(row))
            .list();
    addTasks(handle, started, now);
    handle.createUpdate(ExecutionTable.WAKE).bindArray("ids", Long.class, ids).execute();
    return started.size();
  }

  private void addTasks(Handle handle, List<Execution> started, Instant now) {
    NewInstances rows = new NewInstances();
    RunCreation.Deadlines deadlines = new RunCreation.Deadlines();
    for (Execution execution : started) {
      DagShape shape = catalogue.get(handle, execution.dag(), execution.version());
      deadlines.addFromStart(execution.id(), "", shape.dag().plan().deadlines(), now);
      // Who clears a run says itself where its tasks stand.
      if (!execution.cause().equals("CLEARED")) {
        Set<String> part = new HashSet<>(execution.tasks());
        for (TaskSpec task : shape.tasks().values()) {
          if (part.isEmpty() || part.contains(task.id())) {
            rows.add(execution, shape, task, -1, TaskState.NONE, null);
          }
        }
      }
    }
    rows.store(handle, now);
    deadlines.store(handle);
  }

  /** The elements of a nullable array. */
  static List<String> texts(java.sql.@org.jspecify.annotations.Nullable Array array)
      throws java.sql.SQLException {
    return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
  }
}
