package io.financeflow.orchestrator.worker;

import io.financeflow.orchestrator.task.ExternalJob;
import io.financeflow.schema.run.WorkTable;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The job a task instance runs elsewhere, as stored with it. */
final class StoredJob implements ExternalJob {

  private final Jdbi jdbi;
  private final Claimed claimed;
  private final StopSignal stop;
  private @Nullable String stored;

  StoredJob(Jdbi jdbi, Claimed claimed, StopSignal stop) {
    this.jdbi = jdbi;
    this.claimed = claimed;
    this.stop = stop;
    this.stored = claimed.externalJob();
  }

  @Override
  public synchronized Optional<String> id() {
    return Optional.ofNullable(stored);
  }

  @Override
  public synchronized void store(String id) {
    write(id);
    stored = id;
  }

  @Override
  public synchronized void clear() {
    write(null);
    stored = null;
  }

  @Override
  public boolean goesOnElsewhere() {
    StopSignal.Why why = stop.why();
    if (why != StopSignal.Why.TAKEN_AWAY) {
      return why == StopSignal.Why.WORKER_STOPS;
    }
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(WorkTable.IS_ELSEWHERE)
                .bind("id", claimed.instance())
                .bind("token", claimed.attempt().token())
                .mapTo(Boolean.class)
                .one());
  }

  private void write(@Nullable String id) {
    int changed =
        jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(WorkTable.STORE_JOB)
                    .bind("job", id)
                    .bind("id", claimed.instance())
                    .bind("token", claimed.attempt().token())
                    .execute());
    if (changed == 0) {
      throw new IllegalStateException(
          "this attempt is not the current one any more: cancel the job and stop");
    }
  }
}
