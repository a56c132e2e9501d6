package io.financeflow.orchestrator.engine;

import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.notify.RunEvent;
import io.financeflow.orchestrator.policy.AutoPause;
import io.financeflow.orchestrator.run.Audit;
import io.financeflow.orchestrator.run.Endings;
import io.financeflow.orchestrator.run.Events;
import io.financeflow.orchestrator.run.RunRow;
import io.financeflow.orchestrator.state.RunDecision;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.schema.run.DagTable;
import io.financeflow.schema.run.ExecutionTable;
import io.financeflow.schema.run.TaskInstanceTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Ends executions, with everything that follows; the caller holds the lock of the execution. */
final class RunEnds {

  private final Catalogue catalogue;

  RunEnds(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Ends one; what is unfinished in it is given up. */
  void end(Handle handle, Execution execution, RunDecision decision, Instant now) {
    if (decision.state() == RunState.FAILED) {
      handle
          .createUpdate(TaskInstanceTable.GIVE_UP)
          .bind("id", execution.id())
          .bind("state", TaskState.SKIPPED.name())
          .bind("reason", decision.reason())
          .bind("now", now)
          .execute();
    }
    handle
        .createUpdate(ExecutionTable.END)
        .bind("id", execution.id())
        .bind("state", decision.state().name())
        .bind("reason", decision.reason())
        .bind("now", now)
        .execute();
    handle.createUpdate(ExecutionTable.MEET_DEADLINES).bind("id", execution.id()).execute();
    tell(handle, execution, decision, now);
    wakeThoseAfter(handle, execution);
    Endings.executionEnded(handle, execution.id(), now);
  }

  private void tell(Handle handle, Execution execution, RunDecision decision, Instant now) {
    RunRow run = new StoredFacts(handle, execution.id()).run();
    List<RunEvent> events = new ArrayList<>();
    if (decision.state() == RunState.FAILED) {
      events.add(Events.ofRun(RunEvent.Kind.RUN_FAILED, run, decision.reason(), now));
      pauseIfDue(handle, execution, run, now).ifPresent(events::add);
    } else {
      events.add(Events.ofRun(RunEvent.Kind.RUN_SUCCEEDED, run, decision.reason(), now));
      if (failedBefore(handle, execution)) {
        events.add(
            Events.ofRun(RunEvent.Kind.RUN_RECOVERED, run, "the one before it had failed", now));
      }
    }
    Events.write(handle, events);
  }

  private static boolean failedBefore(Handle handle, Execution execution) {
    return handle
        .createQuery(ExecutionTable.STATE_BEFORE)
        .bind("id", execution.id())
        .mapTo(String.class)
        .findOne()
        .filter(RunState.FAILED.name()::equals)
        .isPresent();
  }

  private Optional<RunEvent> pauseIfDue(
      Handle handle, Execution execution, RunRow run, Instant now) {
    DagShape shape = catalogue.get(handle, execution.dag(), execution.version());
    AutoPause rule = shape.dag().limits().autoPause();
    if (rule.failures() == 0 || execution.lane().equals("BACKFILL")) {
      return Optional.empty();
    }
    List<RunState> latest =
        handle
            .createQuery(ExecutionTable.LATEST_ENDS)
            .bind("dag", execution.dag())
            .bind("most", rule.failures())
            .mapTo(String.class)
            .map(RunState::valueOf)
            .list();
    String because = rule.failures() + " runs in a row failed";
    if (!rule.due(latest) || pause(handle, execution.dag(), because) == 0) {
      return Optional.empty();
    }
    new Audit(now, "scheduler", "pause", execution.dag(), run.execution(), "", because)
        .write(handle);
    return Optional.of(Events.ofRun(RunEvent.Kind.DAG_PAUSED, run, because, now));
  }

  private static int pause(Handle handle, String dag, String because) {
    return handle.createUpdate(DagTable.PAUSE).bind("dag", dag).bind("because", because).execute();
  }

  /** Runs that wait for this one's tasks. */
  private void wakeThoseAfter(Handle handle, Execution execution) {
    if (!catalogue.get(handle, execution.dag(), execution.version()).asksPast()) {
      return;
    }
    List<Long> running =
        handle
            .createQuery(ExecutionTable.RUNNING_OF_DAG)
            .bind("dag", execution.dag())
            .mapTo(Long.class)
            .list();
    handle.createUpdate(ExecutionTable.WAKE).bindArray("ids", Long.class, running).execute();
  }
}
