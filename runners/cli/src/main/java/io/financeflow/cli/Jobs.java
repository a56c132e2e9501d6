package io.financeflow.cli;

import io.financeflow.cli.output.Console;
import io.financeflow.pipelines.features.DatasetPipeline;
import io.financeflow.pipelines.features.DatasetPlan;
import io.financeflow.pipelines.features.DatasetRequest;
import io.financeflow.pipelines.features.DatasetSettings;
import io.financeflow.pipelines.features.FeaturesPipeline;
import io.financeflow.pipelines.features.FeaturesSettings;
import io.financeflow.pipelines.ingest.IngestPipeline;
import io.financeflow.pipelines.ingest.IngestSettings;
import io.financeflow.pipelines.ingest.ReferenceList;
import io.financeflow.pipelines.io.DatabaseOptions;
import io.financeflow.pipelines.quality.QualityPipeline;
import io.financeflow.pipelines.quality.QualitySettings;
import io.financeflow.pipelines.returns.ReturnsPipeline;
import io.financeflow.pipelines.returns.ReturnsSettings;
import io.financeflow.pipelines.returns.SettleReturns;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseSettings;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.IngestionLog;
import io.financeflow.schema.quality.QualityRule;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.apache.beam.sdk.values.PCollection;

/** Runs the pipelines against an open database, showing progress, and reports from their log. */
public final class Jobs {
  private final Console console;
  private final Clock clock;
  private final Place place;
  private final Supplier<UUID> runIds;

  Jobs(Console console, Clock clock, Place place) {
    this(console, clock, place, UUID::randomUUID);
  }

  /**
   * Jobs whose runs have ids from somewhere.
   *
   * @param runIds gives the id of each run
   */
  Jobs(Console console, Clock clock, Place place, Supplier<UUID> runIds) {
    this.console = console;
    this.clock = clock;
    this.place = place;
    this.runIds = runIds;
  }

  /** Jobs on the direct runner. */
  public static Jobs direct(Console console, Clock clock) {
    return new Jobs(console, clock, InProcess.direct(0));
  }

  /** Jobs on a Flink cluster inside this process. */
  public static Jobs flink(Console console, Clock clock, int parallelism) {
    return new Jobs(console, clock, InProcess.flink(parallelism));
  }

  /** Ingests a range. */
  public RunReport ingest(
      Database database, PolygonSettings vendor, DateRange range, IngestSettings.Policy policy) {
    IngestSettings settings = new IngestSettings(jdbc(database), vendor, range, policy, newRun());
    Pipeline pipeline = pipeline();
    settle(IngestPipeline.build(pipeline, settings), settings);
    long dates = range.from().datesUntil(range.to().plusDays(1)).count();
    int expected = (int) dates + policy.lists().size();
    return run(new Work("ingest", settings.run().id(), range, expected), pipeline, database);
  }

  /** Synchronises the reference lists of a range. */
  RunReport references(Database database, PolygonSettings vendor, DateRange range) {
    Set<ReferenceList> lists = EnumSet.allOf(ReferenceList.class);
    IngestSettings settings =
        new IngestSettings(
            jdbc(database), vendor, range, new IngestSettings.Policy(lists, false, 0), newRun());
    Pipeline pipeline = pipeline();
    settle(IngestPipeline.references(pipeline, settings), settings);
    return run(
        new Work("references", settings.run().id(), range, lists.size()), pipeline, database);
  }

  private void settle(PCollection<IngestionLog> logs, IngestSettings settings) {
    PCollection<Long> unused =
        SettleReturns.after(
            logs,
            new ReturnsSettings(
                settings.database(),
                settings.range(),
                ReturnsSettings.DEFAULT_GAP,
                settings.run().id(),
                clock));
  }

  /** Computes the returns of a range. */
  public RunReport returns(Database database, DateRange range, int longestGap) {
    ReturnsSettings settings =
        new ReturnsSettings(jdbc(database), range, longestGap, newRunId(), clock);
    Pipeline pipeline = pipeline();
    ReturnsPipeline.build(pipeline, settings);
    return run(
        new Work("returns", settings.runId(), range, sessions(List.of(range))), pipeline, database);
  }

  /** Computes the feature rows of a range. */
  public RunReport features(Database database, DateRange range) {
    FeaturesSettings settings = new FeaturesSettings(jdbc(database), range, newRunId(), clock);
    Pipeline pipeline = pipeline();
    FeaturesPipeline.build(pipeline, settings);
    return run(
        new Work("features", settings.runId(), range, sessions(List.of(range))),
        pipeline,
        database);
  }

  /** Holds the sessions of a range against every rule. */
  public RunReport quality(Database database, DateRange range) {
    return quality(database, range, EnumSet.allOf(QualityRule.class));
  }

  /** Holds the sessions of a range against those rules. */
  RunReport quality(Database database, DateRange range, Set<QualityRule> rules) {
    QualitySettings settings = new QualitySettings(jdbc(database), range, rules, newRunId(), clock);
    Pipeline pipeline = pipeline();
    QualityPipeline.build(pipeline, settings);
    return run(
        new Work("quality", settings.runId(), range, sessions(List.of(range))), pipeline, database);
  }

  /**
   * Makes a dataset; it is in the table {@code datasets} afterwards.
   *
   * @throws io.financeflow.pipelines.features.UnusableDataset when what is stored does not allow it
   */
  public void dataset(Database database, DatasetRequest request) throws SQLException, IOException {
    JdbcIO.DataSourceConfiguration jdbc = jdbc(database);
    DatasetPlan plan = DatasetPlan.of(jdbc, request);
    Pipeline pipeline = pipeline();
    UUID runId = newRunId();
    DatasetPipeline.build(pipeline, new DatasetSettings(jdbc, plan, runId, clock));
    place.start(new Work("dataset create", runId, request.range(), 0), pipeline, database).run();
  }

  /** Returns the jobs that make parts of a range complete. */
  public BackfillJobs backfill() {
    return new BackfillJobs(this, clock);
  }

  /** Returns who asks the vendor next. */
  IngestSettings.Run newRun() {
    return new IngestSettings.Run(newRunId(), clock);
  }

  /** Returns the id of the next run. */
  UUID newRunId() {
    return runIds.get();
  }

  /** Returns an empty pipeline for the place where these jobs run. */
  Pipeline pipeline() {
    return Pipeline.create(place.options());
  }

  /** Runs a pipeline of {@link #pipeline}. */
  RunReport run(Work work, Pipeline pipeline, Database database) {
    Runnable end = place.start(work, pipeline, database);
    if (place.isDetached()) {
      return RunReport.detached(work.command(), work.runId());
    }
    return place.endsWithTheProcess()
        ? watch(work, database, progress -> Interruption.during(progress, end))
        : watch(work, database, progress -> end.run());
  }

  /** Shows the progress of a run until its end, and reports. */
  RunReport watch(Work work, Database database, Consumer<Progress> end) {
    Instant startedAt = clock.instant();
    RunLog log = new RunLog(database, work.runId());
    Progress.Shown shown = Progress.Shown.of(work);
    Progress progress = Progress.show(console, log, clock, shown);
    try {
      end.accept(progress);
    } finally {
      progress.close();
    }
    double seconds = Duration.between(startedAt, clock.instant()).toMillis() / 1000.0;
    List<RunLog.Entry> entries =
        log.latest().stream()
            .filter(entry -> shown.counts().test(entry) || entry.error() != null)
            .toList();
    return new RunReport(work.command(), work.runId(), entries, seconds);
  }

  /** Returns how many sessions some ranges hold. */
  static int sessions(List<DateRange> ranges) {
    TradingCalendar calendar = TradingCalendar.nyse();
    return ranges.stream()
        .mapToInt(range -> calendar.sessions(range.from(), range.to()).size())
        .sum();
  }

  /** Returns how the pipelines reach a database. */
  public static JdbcIO.DataSourceConfiguration jdbc(Database database) {
    DatabaseSettings settings = database.settings();
    return DatabaseOptions.configuration(settings.url(), settings.user(), settings.password());
  }
}
