package io.financeflow.orchestrator.engine;

import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.run.Audit;
import io.financeflow.orchestrator.run.Endings;
import io.financeflow.orchestrator.run.RunRow;
import io.financeflow.orchestrator.run.Verdict;
import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.run.WorkTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Declares processes dead that were not heard of, and gives their tasks to others. */
final class Reaper {

  private final Catalogue catalogue;
  private final Duration lease;

  /**
   * A reaper.
   *
   * @param lease how long a process may be silent
   */
  Reaper(Catalogue catalogue, Duration lease) {
    this.catalogue = catalogue;
    this.lease = lease;
  }

  /**
   * Returns how many attempts were given to others.
   *
   * @param declares whether silence counts: not while the database itself was away a moment ago
   */
  int pass(Handle handle, boolean declares, Instant now) {
    if (declares) {
      handle
          .createQuery(WorkTable.DECLARE_DEAD)
          .bind("lease_ms", lease.toMillis())
          .mapTo(UUID.class)
          .forEach(
              process ->
                  new Audit(now, "scheduler", "declare dead", "", "", "", process.toString())
                      .write(handle));
    }
    List<Endings.Ending> lost =
        handle.createQuery(WorkTable.ORPHANS).map((row, context) -> lost(handle, row, now)).list();
    return lost.isEmpty() ? 0 : Endings.store(handle, lost, now).size();
  }

  private Endings.Ending lost(Handle handle, ResultSet row, Instant now) throws SQLException {
    String dag = row.getString("dag_id");
    TaskSpec task =
        catalogue
            .get(handle, dag, row.getString("version"))
            .task(row.getString("task_id"))
            .orElseThrow();
    AttemptId attempt =
        new AttemptId(
            dag,
            RunRow.execution(row.getString("run_id"), row.getInt("number")),
            task.id(),
            row.getInt("map_index"),
            row.getInt("attempt"),
            row.getObject("token", UUID.class));
    return new Endings.Ending(
        row.getLong("instance_id"),
        row.getLong("execution_id"),
        attempt,
        task,
        new DateRange(
            row.getObject("first_date", LocalDate.class),
            row.getObject("last_date", LocalDate.class)),
        Verdict.lost(task, attempt, row.getInt("requeues"), now),
        null,
        "");
  }
}
