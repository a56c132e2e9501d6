package io.financeflow.orchestrator.engine;

import io.financeflow.schema.run.WorkTable;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * The row that says that a scheduler lives; used by its thread. For people: nobody depends on it.
 */
final class SchedulerProcess {

  private final Jdbi jdbi;
  private @Nullable UUID id;
  private String host = "";
  private long pid;

  SchedulerProcess(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  void register(String where, long number) {
    host = where;
    pid = number;
    UUID fresh = UUID.randomUUID();
    try {
      jdbi.useHandle(
          handle ->
              handle
                  .createUpdate(WorkTable.REGISTER)
                  .bind("id", fresh)
                  .bind("kind", "SCHEDULER")
                  .bind("host", host)
                  .bind("pid", pid)
                  .bind("slots", 0)
                  .execute());
      id = fresh;
    } catch (JdbiException away) {
      // The next beat tries again.
      id = null;
    }
  }

  /** One that was declared dead while it could not be heard begins anew. */
  void beat() {
    if (host.isEmpty()) {
      return;
    }
    UUID own = id;
    if (own == null || change(WorkTable.HEARTBEAT, own) == 0) {
      register(host, pid);
    }
  }

  void leave() {
    UUID own = id;
    if (own == null) {
      return;
    }
    try {
      change(WorkTable.LEAVE, own);
    } catch (JdbiException away) {
      // Its silence will say so.
      id = null;
    }
  }

  private int change(String sql, UUID own) {
    return jdbi.withHandle(handle -> handle.createUpdate(sql).bind("id", own).execute());
  }
}
