package io.financeflow.orchestrator.run;

import io.financeflow.orchestrator.notify.Outbox;
import io.financeflow.orchestrator.notify.RunEvent;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Writes what people may want to be told, in the transaction of the change that causes it. */
public final class Events {

  private Events() {}

  /** Writes events. */
  public static void write(Handle handle, List<RunEvent> events) {
    try {
      Outbox.write(handle.getConnection(), events);
    } catch (SQLException e) {
      throw new IllegalStateException("events cannot be stored: " + e.getMessage(), e);
    }
  }

  /** Something that happened to an execution. */
  public static RunEvent ofRun(RunEvent.Kind kind, RunRow run, String message, Instant at) {
    return new RunEvent(
        kind,
        RunEvent.Subject.run(run.dag(), run.execution()),
        new RunEvent.Cause("", message, ""),
        run.slot().dates(),
        new RunEvent.Origin(at, ""));
  }
}
