package io.financeflow.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.flink.FlinkAddress;
import io.financeflow.cli.flink.FlinkRest;
import io.financeflow.cli.flink.JobLedger;
import io.financeflow.cli.flink.JobWatch;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.TextTable;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.run.FlinkJob;
import io.financeflow.schema.run.FlinkJobState;
import io.financeflow.schema.run.FlinkJobTable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** What the {@code flink} command does with jobs that were submitted earlier. */
final class FlinkJobs {
  private static final int SHOWN = 20;

  private final Environment environment;
  private final Database database;
  private final JobLedger ledger;

  FlinkJobs(Environment environment, Database database) {
    this.environment = environment;
    this.database = database;
    this.ledger = new JobLedger(database);
  }

  /** Prints the latest jobs, after asking the clusters about those that had not ended. */
  int list(boolean json) {
    for (FlinkJobTable.Row row : ledger.latest(SHOWN)) {
      if (!row.state().isEnd()) {
        refresh(row.job());
      }
    }
    List<FlinkJobTable.Row> rows = ledger.latest(SHOWN);
    if (json) {
      rows.forEach(row -> environment.console().out().println(json(row)));
      return ExitCode.DONE.code();
    }
    TextTable table = new TextTable("job", "command", "dates", "state", "counters");
    for (FlinkJobTable.Row row : rows) {
      FlinkJob job = row.job();
      String counters = String.valueOf(row.countersJson()).replaceAll("[{}\"]", "");
      table.row(
          job.jobId(),
          job.command(),
          job.range(),
          row.state(),
          row.countersJson() == null ? "" : counters);
    }
    environment.console().out().print(rows.isEmpty() ? "no jobs yet\n" : table);
    return ExitCode.DONE.code();
  }

  private void refresh(FlinkJob job) {
    try {
      var unused = watch(job).refresh(job);
    } catch (Failure.Incomplete unreachable) {
      environment.console().err().println("warning: " + unreachable.getMessage());
    }
  }

  /** Waits for a job and reports its run; at once when it has ended. */
  int attach(String id, boolean json) {
    FlinkJobTable.Row row = find(id);
    FlinkJob job = row.job();
    boolean over = row.state().isEnd() && row.state() != FlinkJobState.LOST;
    if (over && row.error() != null) {
      throw new Failure.Incomplete(ExitCode.FAILED, row.error());
    }
    Runnable end = over ? () -> {} : () -> watch(job).await(environment.console(), job);
    Work work = new Work(job.command(), job.runId(), job.range(), job.expected());
    return Jobs.direct(environment.console(), environment.clock())
        .watch(work, database, progress -> end.run())
        .print(environment.console(), json);
  }

  /** Asks the job's cluster to cancel it. */
  int cancel(String id) {
    FlinkJob job = find(id).job();
    FlinkJobState state = watch(job).refresh(job);
    if (state.isEnd()) {
      throw new Failure.Usage("job " + job.jobId() + " has ended: it is " + state);
    }
    if (!rest(job).cancel(job.jobId())) {
      throw new Failure.Incomplete(
          ExitCode.FAILED, "the cluster at " + job.master() + " did not cancel " + job.jobId());
    }
    environment.console().out().println("cancelled " + job.jobId());
    return ExitCode.DONE.code();
  }

  private FlinkJobTable.Row find(String id) {
    UUID runId;
    try {
      runId = id.length() == 32 ? FlinkJob.runOf(id) : UUID.fromString(id);
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage(
          id + " is neither a job id nor a run id: see ./financeflow flink jobs");
    }
    return ledger
        .find(runId)
        .orElseThrow(
            () ->
                new Failure.Usage(
                    "no job "
                        + id
                        + " was submitted with this database: see ./financeflow flink jobs"));
  }

  private JobWatch watch(FlinkJob job) {
    return new JobWatch(rest(job), ledger);
  }

  private static FlinkRest rest(FlinkJob job) {
    return new FlinkRest(FlinkAddress.parse(job.master()));
  }

  private static JsonObject json(FlinkJobTable.Row row) {
    FlinkJob job = row.job();
    JsonObject json = new JsonObject();
    json.addProperty("job_id", job.jobId());
    json.addProperty("run_id", job.runId().toString());
    json.addProperty("master", job.master());
    json.addProperty("command", job.command());
    json.addProperty("from", job.range().from().toString());
    json.addProperty("to", job.range().to().toString());
    json.addProperty("state", row.state().name());
    json.add(
        "counters", row.countersJson() == null ? null : JsonParser.parseString(row.countersJson()));
    json.addProperty("submitted_at", row.submittedAt().toInstant().toString());
    json.addProperty(
        "ended_at", row.endedAt().map(OffsetDateTime::toInstant).map(String::valueOf).orElse(null));
    json.addProperty("error", row.error());
    return json;
  }
}
