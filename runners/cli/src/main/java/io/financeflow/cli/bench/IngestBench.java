package io.financeflow.cli.bench;

import io.financeflow.cli.Jobs;
import io.financeflow.cli.RunReport;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.pipelines.ingest.IngestSettings;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import io.financeflow.schema.market.DateRange;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;

/** The ingest pipeline over a range, into an empty table. */
final class IngestBench {
  private final BenchDatabase database;
  private final Jobs jobs;

  IngestBench(BenchDatabase database, Jobs jobs) {
    this.database = database;
    this.jobs = jobs;
  }

  Stopwatch.Lap run(PolygonSettings vendor, DateRange range) throws SQLException, IOException {
    IngestSettings.Policy policy = new IngestSettings.Policy(Set.of(), false, 0.05);
    database.settle();
    return Stopwatch.measure(
        () -> requireDone(jobs.ingest(database.database(), vendor, range, policy)));
  }

  static void requireDone(RunReport report) {
    if (report.exitCode() != ExitCode.DONE) {
      throw new Failure.Incomplete(
          report.exitCode(), "the measured " + report.command() + " did not finish: no figures");
    }
  }
}
