package io.financeflow.orchestrator.backfill;

import io.financeflow.schema.run.BackfillTable;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Estimates from how long the executions of a DAG took; what holds them up now is not in it. */
final class PastDurations {

  private PastDurations() {}

  /**
   * Median time of the DAG's successful executions with the same tasks; empty when there is none.
   *
   * @param tasks sorted, empty for all
   */
  static Optional<Duration> typical(Handle handle, String dag, List<String> tasks) {
    Query query = handle.createQuery(BackfillTable.TYPICAL_SECONDS).bind("dag", dag);
    if (tasks.isEmpty()) {
      query.bindNull("tasks", Types.ARRAY);
    } else {
      query.bindArray("tasks", String.class, tasks);
    }
    return query
        .mapTo(Double.class)
        .findOne()
        .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)));
  }

  /** How long some runs take when so many run at once and each takes as long as usual. */
  static Duration of(Duration typical, long runs, int atOnce) {
    return typical.multipliedBy((runs + atOnce - 1) / atOnce);
  }
}
