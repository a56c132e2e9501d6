package io.financeflow.orchestrator.run;

import io.financeflow.schema.run.AuditTable;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * An act to be noted for good.
 *
 * @param who a person, or {@code scheduler}
 * @param action a verb
 * @param run the execution, empty for none; likewise the others
 */
public record Audit(
    Instant at, String who, String action, String dag, String run, String task, String detail) {

  /** Notes it in the caller's transaction. */
  public void write(Handle handle) {
    handle
        .createUpdate(AuditTable.ADD)
        .bind("now", at)
        .bind("who", who)
        .bind("action", action)
        .bind("dag", dag)
        .bind("run", run)
        .bind("task", task)
        .bind("detail", detail)
        .execute();
  }
}
