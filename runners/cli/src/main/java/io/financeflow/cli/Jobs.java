package io.financeflow.cli;

import io.financeflow.cli.output.Console;
import io.financeflow.pipelines.ingest.IngestPipeline;
import io.financeflow.pipelines.ingest.IngestSettings;
import io.financeflow.pipelines.io.DatabaseOptions;
import io.financeflow.pipelines.returns.ReturnsPipeline;
import io.financeflow.pipelines.returns.ReturnsSettings;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseSettings;
import io.financeflow.schema.market.DateRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.jdbc.JdbcIO;

/** Runs the pipelines against an open database, showing progress, and reports from their log. */
public final class Jobs {
  private final Console console;
  private final Clock clock;
  private final RunnerChoice runner;

  Jobs(Console console, Clock clock, RunnerChoice runner) {
    this.console = console;
    this.clock = clock;
    this.runner = runner;
  }

  /** Jobs on the direct runner. */
  public static Jobs direct(Console console, Clock clock) {
    return new Jobs(console, clock, RunnerChoice.direct);
  }

  /** Ingests a range. */
  public RunReport ingest(
      Database database, PolygonSettings vendor, DateRange range, IngestSettings.Policy policy) {
    IngestSettings settings =
        new IngestSettings(
            jdbc(database),
            vendor,
            range,
            policy,
            new IngestSettings.Run(UUID.randomUUID(), clock));
    Pipeline pipeline = runner.pipeline();
    IngestPipeline.build(pipeline, settings);
    long dates = range.from().datesUntil(range.to().plusDays(1)).count();
    int expected = (int) dates + policy.lists().size();
    return run("ingest", pipeline, new RunLog(database, settings.run().id()), expected);
  }

  /** Computes the returns of a range. */
  public RunReport returns(Database database, DateRange range, int longestGap) {
    ReturnsSettings settings =
        new ReturnsSettings(jdbc(database), range, longestGap, UUID.randomUUID(), clock);
    Pipeline pipeline = runner.pipeline();
    ReturnsPipeline.build(pipeline, settings);
    int expected = TradingCalendar.nyse().sessions(range.from(), range.to()).size();
    return run("returns", pipeline, new RunLog(database, settings.runId()), expected);
  }

  private RunReport run(String command, Pipeline pipeline, RunLog log, int expected) {
    Instant startedAt = clock.instant();
    Progress progress = Progress.show(console, log, clock, expected);
    try {
      pipeline.run().waitUntilFinish();
    } finally {
      progress.close();
    }
    double seconds = Duration.between(startedAt, clock.instant()).toMillis() / 1000.0;
    return new RunReport(command, log.runId(), log.after(0), seconds);
  }

  private static JdbcIO.DataSourceConfiguration jdbc(Database database) {
    DatabaseSettings settings = database.settings();
    return DatabaseOptions.configuration(settings.url(), settings.user(), settings.password());
  }
}
