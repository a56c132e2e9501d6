package io.financeflow.cli.flink;

import com.google.gson.Gson;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.run.FlinkJob;
import io.financeflow.schema.run.FlinkJobState;
import io.financeflow.schema.run.FlinkJobTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of {@code flink_jobs} of one database. */
public final class JobLedger {
  private final Database database;

  /** The ledger of that database. */
  public JobLedger(Database database) {
    this.database = database;
  }

  /** Notes a job that is about to be submitted. */
  void submitting(FlinkJob job) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    FlinkJobTable.INSERT,
                    job.runId(),
                    job.jobId(),
                    job.master(),
                    job.command(),
                    job.name(),
                    job.range().from(),
                    job.range().to(),
                    job.expected()));
  }

  /** Notes that the cluster has it. */
  void running(FlinkJob job) {
    database.jdbi().useHandle(handle -> handle.execute(FlinkJobTable.RUNNING, job.runId()));
  }

  /** Notes its end, unless that is noted already. */
  void ended(
      FlinkJob job, FlinkJobState state, Map<String, Long> counters, @Nullable String error) {
    String json = new Gson().toJson(counters);
    database
        .jdbi()
        .useHandle(
            handle -> handle.execute(FlinkJobTable.END, state.name(), json, error, job.runId()));
  }

  /** Returns a job by its run; empty when none was submitted. */
  public Optional<FlinkJobTable.Row> find(UUID runId) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(FlinkJobTable.SELECT)
                    .bind(0, runId)
                    .map((row, context) -> FlinkJobTable.read(row))
                    .findOne());
  }

  /** Returns the latest jobs, newest first. */
  public List<FlinkJobTable.Row> latest(int most) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(FlinkJobTable.SELECT_LATEST)
                    .bind(0, most)
                    .map((row, context) -> FlinkJobTable.read(row))
                    .list());
  }
}
