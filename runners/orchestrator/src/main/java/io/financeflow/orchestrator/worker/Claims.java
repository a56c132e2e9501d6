package io.financeflow.orchestrator.worker;

import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.run.RunRow;
import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.schema.run.WorkTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Takes queued task instances for a worker that is alive. */
final class Claims {

  private final Catalogue catalogue;

  Claims(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Takes up to so many, in the caller's transaction; none when the worker was declared dead. */
  List<Claimed> take(Handle handle, UUID process, int most, Instant now) {
    return handle
        .createQuery(WorkTable.CLAIM)
        .bind("id", process)
        .bind("most", most)
        .bind("now", now)
        .map((row, context) -> read(handle, row))
        .list();
  }

  private Claimed read(Handle handle, ResultSet row) throws SQLException {
    RunRow run = RunRow.read(row);
    DagShape shape = catalogue.get(handle, run.dag(), row.getString("version"));
    TaskSpec task = shape.task(row.getString("task_id")).orElseThrow();
    AttemptId attempt =
        new AttemptId(
            run.dag(),
            run.execution(),
            task.id(),
            row.getInt("map_index"),
            row.getInt("attempt"),
            row.getObject("token", UUID.class));
    return new Claimed(
        row.getLong("instance_id"),
        row.getLong("execution_id"),
        attempt,
        shape,
        task,
        run,
        row.getString("item"),
        row.getTimestamp("first_started_at").toInstant(),
        row.getString("external_job"));
  }
}
