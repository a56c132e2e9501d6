package io.financeflow.orchestrator.control;

import io.financeflow.orchestrator.run.Endings;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.orchestrator.worker.Worker;
import io.financeflow.schema.run.ControlTable;
import io.financeflow.schema.run.ExecutionTable;
import io.financeflow.schema.run.TaskInstanceTable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Takes work away from those who do it, within an act that holds the run.
 *
 * <p>Nobody is told of an end by hand: who did it knows.
 */
final class Interventions {

  private Interventions() {}

  /** Ends an execution that is going: what is unfinished is given up. */
  static void end(Handle handle, HeldRun run, RunState state, String reason, Instant now) {
    long id = run.execution().id();
    stopAttempts(handle, run.instances(), reason, now);
    handle
        .createUpdate(TaskInstanceTable.GIVE_UP)
        .bind("id", id)
        .bind("state", TaskState.SKIPPED.name())
        .bind("reason", reason)
        .bind("now", now)
        .execute();
    handle
        .createUpdate(ExecutionTable.END)
        .bind("id", id)
        .bind("state", state.name())
        .bind("reason", reason)
        .bind("now", now)
        .execute();
    handle.createUpdate(ExecutionTable.MEET_DEADLINES).bind("id", id).execute();
    Endings.executionEnded(handle, id, now);
    wakeThoseAfter(handle, run.dag());
  }

  /** Writes their history and tells the workers; the caller takes their tokens away. */
  static void stopAttempts(
      Handle handle, Collection<HeldRun.Instance> instances, String message, Instant now) {
    List<HeldRun.Instance> running =
        instances.stream().filter(HeldRun.Instance::isWorkedOn).toList();
    if (running.isEmpty()) {
      return;
    }
    handle
        .createUpdate(ControlTable.STOP_ATTEMPTS)
        .bindArray("ids", Long.class, HeldRun.ids(running))
        .bind("message", message)
        .bind("now", now)
        .execute();
    handle.execute("NOTIFY " + Worker.STOP_CHANNEL);
  }

  /** Runs of the DAG that may wait for what was changed, and for its room. */
  static void wakeThoseAfter(Handle handle, String dag) {
    Endings.wake(
        handle,
        handle
            .createQuery(ExecutionTable.RUNNING_OF_DAG)
            .bind("dag", dag)
            .mapTo(Long.class)
            .list());
  }
}
