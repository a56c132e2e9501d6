package io.financeflow.cli;

import io.financeflow.cli.output.Console;
import io.financeflow.pipelines.backfill.BackfillPipeline;
import io.financeflow.pipelines.backfill.BackfillSettings;
import io.financeflow.pipelines.features.DatasetPipeline;
import io.financeflow.pipelines.features.DatasetPlan;
import io.financeflow.pipelines.features.DatasetRequest;
import io.financeflow.pipelines.features.DatasetSettings;
import io.financeflow.pipelines.features.FeaturesPipeline;
import io.financeflow.pipelines.features.FeaturesSettings;
import io.financeflow.pipelines.ingest.IngestPipeline;
import io.financeflow.pipelines.ingest.IngestSettings;
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
import java.util.TreeSet;
import java.util.UUID;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.apache.beam.sdk.values.PCollection;

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
    PCollection<IngestionLog> logs = IngestPipeline.build(pipeline, settings);
    PCollection<Long> unused =
        SettleReturns.after(
            logs,
            new ReturnsSettings(
                settings.database(),
                range,
                ReturnsSettings.DEFAULT_GAP,
                settings.run().id(),
                clock));
    long dates = range.from().datesUntil(range.to().plusDays(1)).count();
    int expected = (int) dates + policy.lists().size();
    return run(
        "ingest",
        pipeline,
        new RunLog(database, settings.run().id()),
        Progress.Shown.all(expected));
  }

  /** Loads the planned sessions of a range with their returns. */
  public RunReport backfillIngest(Database database, BackfillSettings settings, int sessions) {
    Pipeline pipeline = runner.pipeline();
    BackfillPipeline.build(pipeline, settings);
    IngestSettings ingest = settings.ingest();
    Set<String> datasets = new TreeSet<>(Set.of("daily_bars"));
    ingest.policy().lists().forEach(list -> datasets.add(list.dataset()));
    int expected = sessions + ingest.policy().lists().size();
    return run(
        "backfill ingest",
        pipeline,
        new RunLog(database, ingest.run().id()),
        Progress.Shown.json(expected, datasets));
  }

  /** Computes the returns of parts of a range. */
  RunReport backfillReturns(
      Database database, DateRange range, List<DateRange> parts, int longestGap) {
    ReturnsSettings settings =
        new ReturnsSettings(jdbc(database), range, longestGap, UUID.randomUUID(), clock);
    Pipeline pipeline = runner.pipeline();
    PCollection<IngestionLog> logs = ReturnsPipeline.build(pipeline, settings, parts);
    PCollection<Long> unused = SettleReturns.after(logs, settings);
    return run(
        "backfill returns",
        pipeline,
        new RunLog(database, settings.runId()),
        Progress.Shown.json(sessions(parts), Set.of("daily_return")));
  }

  /** Computes the returns of a range. */
  public RunReport returns(Database database, DateRange range, int longestGap) {
    ReturnsSettings settings =
        new ReturnsSettings(jdbc(database), range, longestGap, UUID.randomUUID(), clock);
    Pipeline pipeline = runner.pipeline();
    ReturnsPipeline.build(pipeline, settings);
    int expected = TradingCalendar.nyse().sessions(range.from(), range.to()).size();
    return run(
        "returns", pipeline, new RunLog(database, settings.runId()), Progress.Shown.all(expected));
  }

  /** Computes the feature rows of parts of a range. */
  public RunReport backfillFeatures(Database database, DateRange range, List<DateRange> parts) {
    FeaturesSettings settings =
        new FeaturesSettings(jdbc(database), range, UUID.randomUUID(), clock);
    Pipeline pipeline = runner.pipeline();
    FeaturesPipeline.build(pipeline, settings, parts);
    return run(
        "backfill features",
        pipeline,
        new RunLog(database, settings.runId()),
        Progress.Shown.json(sessions(parts), Set.of("feature_rows")));
  }

  private static int sessions(List<DateRange> parts) {
    TradingCalendar calendar = TradingCalendar.nyse();
    return parts.stream().mapToInt(part -> calendar.sessions(part.from(), part.to()).size()).sum();
  }

  /** Holds the sessions of a range against every rule. */
  public RunReport quality(Database database, DateRange range) {
    return quality(database, range, EnumSet.allOf(QualityRule.class));
  }

  /** Holds the sessions of a range against those rules. */
  RunReport quality(Database database, DateRange range, Set<QualityRule> rules) {
    QualitySettings settings =
        new QualitySettings(jdbc(database), range, rules, UUID.randomUUID(), clock);
    Pipeline pipeline = runner.pipeline();
    QualityPipeline.build(pipeline, settings);
    int expected = TradingCalendar.nyse().sessions(range.from(), range.to()).size();
    return run(
        "quality", pipeline, new RunLog(database, settings.runId()), Progress.Shown.all(expected));
  }

  /** Computes the feature rows of a range. */
  public RunReport features(Database database, DateRange range) {
    FeaturesSettings settings =
        new FeaturesSettings(jdbc(database), range, UUID.randomUUID(), clock);
    Pipeline pipeline = runner.pipeline();
    FeaturesPipeline.build(pipeline, settings);
    int expected = TradingCalendar.nyse().sessions(range.from(), range.to()).size();
    return run(
        "features", pipeline, new RunLog(database, settings.runId()), Progress.Shown.all(expected));
  }

  /**
   * Makes a dataset; it is in the table {@code datasets} afterwards.
   *
   * @throws io.financeflow.pipelines.features.UnusableDataset when what is stored does not allow it
   */
  public void dataset(Database database, DatasetRequest request) throws SQLException, IOException {
    JdbcIO.DataSourceConfiguration jdbc = jdbc(database);
    DatasetPlan plan = DatasetPlan.of(jdbc, request);
    Pipeline pipeline = runner.pipeline();
    DatasetPipeline.build(pipeline, new DatasetSettings(jdbc, plan, UUID.randomUUID(), clock));
    pipeline.run().waitUntilFinish();
  }

  private RunReport run(String command, Pipeline pipeline, RunLog log, Progress.Shown shown) {
    Instant startedAt = clock.instant();
    Progress progress = Progress.show(console, log, clock, shown);
    Thread atInterrupt = new Thread(progress::interrupted, "interrupted");
    Runtime.getRuntime().addShutdownHook(atInterrupt);
    try {
      pipeline.run().waitUntilFinish();
    } finally {
      progress.close();
      forget(atInterrupt);
    }
    double seconds = Duration.between(startedAt, clock.instant()).toMillis() / 1000.0;
    List<RunLog.Entry> entries =
        log.after(0).stream()
            .filter(entry -> shown.counts().test(entry) || entry.error() != null)
            .toList();
    return new RunReport(command, log.runId(), entries, seconds);
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyStopping) {
      // The hook is running: it has said what there is to say.
    }
  }

  /** Returns how the pipelines reach a database. */
  public static JdbcIO.DataSourceConfiguration jdbc(Database database) {
    DatabaseSettings settings = database.settings();
    return DatabaseOptions.configuration(settings.url(), settings.user(), settings.password());
  }
}
