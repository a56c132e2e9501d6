package io.financeflow.cli;

import io.financeflow.pipelines.backfill.BackfillPipeline;
import io.financeflow.pipelines.backfill.BackfillSettings;
import io.financeflow.pipelines.features.FeaturesPipeline;
import io.financeflow.pipelines.features.FeaturesSettings;
import io.financeflow.pipelines.ingest.IngestSettings;
import io.financeflow.pipelines.returns.ReturnsPipeline;
import io.financeflow.pipelines.returns.ReturnsSettings;
import io.financeflow.pipelines.returns.SettleReturns;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import io.financeflow.schema.market.IngestionLog;
import java.time.Clock;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;

/** Runs the pipelines over what a plan says of a range. */
public final class BackfillJobs {
  private final Jobs jobs;
  private final Clock clock;

  BackfillJobs(Jobs jobs, Clock clock) {
    this.jobs = jobs;
    this.clock = clock;
  }

  /** Loads the planned sessions of a range with their returns. */
  public RunReport ingest(Database database, BackfillSettings settings, int sessions) {
    Pipeline pipeline = jobs.pipeline();
    BackfillPipeline.build(pipeline, settings);
    IngestSettings ingest = settings.ingest();
    int expected = sessions + ingest.policy().lists().size();
    return jobs.run(
        new Work("backfill ingest", ingest.run().id(), ingest.range(), expected),
        pipeline,
        database);
  }

  /** Computes the returns of parts of a range. */
  RunReport returns(Database database, DateRange range, List<DateRange> parts, int longestGap) {
    ReturnsSettings settings =
        new ReturnsSettings(Jobs.jdbc(database), range, longestGap, jobs.newRunId(), clock);
    Pipeline pipeline = jobs.pipeline();
    PCollection<IngestionLog> logs = ReturnsPipeline.build(pipeline, settings, parts);
    PCollection<Long> unused = SettleReturns.after(logs, settings);
    return jobs.run(
        new Work("backfill returns", settings.runId(), range, Jobs.sessions(parts)),
        pipeline,
        database);
  }

  /** Computes the feature rows of parts of a range. */
  public RunReport features(Database database, DateRange range, List<DateRange> parts) {
    FeaturesSettings settings =
        new FeaturesSettings(Jobs.jdbc(database), range, jobs.newRunId(), clock);
    Pipeline pipeline = jobs.pipeline();
    FeaturesPipeline.build(pipeline, settings, parts);
    return jobs.run(
        new Work("backfill features", settings.runId(), range, Jobs.sessions(parts)),
        pipeline,
        database);
  }
}
