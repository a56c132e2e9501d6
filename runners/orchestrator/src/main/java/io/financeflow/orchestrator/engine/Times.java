package io.financeflow.orchestrator.engine;

import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.orchestrator.notify.RunEvent;
import io.financeflow.orchestrator.run.Events;
import io.financeflow.orchestrator.run.RunRow;
import io.financeflow.orchestrator.state.RunDecision;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.schema.run.ExecutionTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What happens because time passes: deadlines, runs that take too long, and the safety net. */
final class Times {

  /** A running execution is looked at again after this, whatever has been missed. */
  private static final Duration NEGLECT = Duration.ofSeconds(60);

  private final Advance advance;
  private final RunEnds ends;

  Times(Catalogue catalogue, Advance advance) {
    this.advance = advance;
    this.ends = new RunEnds(catalogue);
  }

  private record Missed(long execution, String task, int position, Instant due) {}

  /** Tells of deadlines that were missed; returns how many. */
  int deadlines(Handle handle, Instant now) {
    List<Missed> missed =
        handle
            .createQuery(ExecutionTable.MISS_DEADLINES)
            .bind("now", now)
            .map(
                (row, context) ->
                    new Missed(
                        row.getLong("execution_id"),
                        row.getString("task_id"),
                        row.getInt("position"),
                        row.getTimestamp("due_at").toInstant()))
            .list();
    List<RunEvent> events = new ArrayList<>();
    for (Missed deadline : missed) {
      events.add(event(new StoredFacts(handle, deadline.execution()).run(), deadline, now));
    }
    Events.write(handle, events);
    return missed.size();
  }

  private static RunEvent event(RunRow run, Missed deadline, Instant now) {
    RunEvent.Subject subject =
        new RunEvent.Subject(
            run.dag(),
            run.execution(),
            deadline.task(),
            -1,
            0,
            0,
            String.valueOf(deadline.position()));
    return new RunEvent(
        RunEvent.Kind.DEADLINE_MISSED,
        subject,
        new RunEvent.Cause("", "was due by " + deadline.due(), ""),
        run.slot().dates(),
        new RunEvent.Origin(now, ""));
  }

  /** Ends executions that take too long; returns how many. */
  int timeOuts(Handle handle, Instant now) {
    List<Long> late =
        handle.createQuery(ExecutionTable.TIMED_OUT).bind("now", now).mapTo(Long.class).list();
    List<Execution> locked =
        handle
            .createQuery(ExecutionTable.RUNNING)
            .bindArray("ids", Long.class, late)
            .bind("now", now)
            .map((row, context) -> Execution.read(row))
            .list();
    for (Execution execution : locked) {
      ends.end(handle, execution, new RunDecision(RunState.FAILED, "took too long"), now);
    }
    return locked.size();
  }

  /** Looks at executions nobody has looked at for long. */
  int neglected(Handle handle, Instant now) {
    List<Long> ids =
        handle
            .createQuery(ExecutionTable.NEGLECTED)
            .bind("before", now.minus(NEGLECT))
            .bind("most", 100)
            .mapTo(Long.class)
            .list();
    return ids.isEmpty() ? 0 : advance.examine(handle, ids, now);
  }
}
