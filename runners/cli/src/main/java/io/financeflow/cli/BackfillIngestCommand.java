package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.Failure;
import io.financeflow.pipelines.backfill.BackfillPlan;
import io.financeflow.pipelines.backfill.BackfillSettings;
import io.financeflow.pipelines.ingest.IngestSettings;
import io.financeflow.pipelines.io.SessionStates;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code backfill ingest}: bars with their returns. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = {
      "Load bars with their returns, after the splits, dividends and tickers of the range: from the"
          + " vendor, or with --files from its daily flat files."
    })
final class BackfillIngestCommand implements Callable<Integer> {
  private final Environment environment;

  @Mixin private BackfillFlags flags = new BackfillFlags();

  @Mixin private VendorFlags vendor = new VendorFlags();

  @Mixin private GapFlag gap = new GapFlag();

  @Option(
      names = "--files",
      paramLabel = "FOLDER",
      description =
          "Folder with the vendor's YYYY/MM/YYYY-MM-DD.csv.gz files; no bars are asked for then.")
  private @Nullable String files;

  BackfillIngestCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws SQLException, IOException {
    DateRange range = flags.range(environment.clock());
    Configuration configuration = Configuration.read(environment);
    PolygonSettings settings = vendor.settings(configuration);
    vendor.check();
    BackfillSettings.Pace pace = flags.pace();
    int longestGap = gap.sessions();
    requireSource(settings);
    Jobs jobs = flags.jobs(environment, configuration);
    try (Database database = new Databases(configuration).open()) {
      IngestSettings.Policy policy = policy(settings, database);
      BackfillPlan plan =
          BackfillPlan.ofBars(
              BackfillCommand.states(database, SessionStates.Subject.BARS, range),
              flags.reprocess());
      BackfillReport report =
          new BackfillReport("backfill ingest", plan, environment.console(), flags.run().json());
      if (flags.dryRun()) {
        return report.dryRun(cost(plan, policy, settings));
      }
      if (plan.sessions().isEmpty()) {
        return report.nothingToDo();
      }
      IngestSettings ingest =
          new IngestSettings(Jobs.jdbc(database), settings, range, policy, jobs.newRun());
      return report.after(
          run(jobs, database, BackfillSettings.of(ingest, files, plan, pace, longestGap), plan));
    }
  }

  private static RunReport run(
      Jobs jobs, Database database, BackfillSettings settings, BackfillPlan plan) {
    return jobs.backfill().ingest(database, settings, plan.sessions().size());
  }

  private BackfillReport.Cost cost(
      BackfillPlan plan, IngestSettings.Policy policy, PolygonSettings settings) {
    int bars = files == null ? plan.sessions().size() : 0;
    return new BackfillReport.Cost(
        bars + policy.lists().size(), settings.requestsPerMinute(), environment.clock().instant());
  }

  private void requireSource(PolygonSettings settings) {
    if (files == null) {
      VendorFlags.requireKey(settings);
    } else if (!files.contains("://") && !Files.isDirectory(Path.of(files))) {
      throw new Failure.Usage(
          "--files " + files + " is not a folder: name the one that holds the years");
    }
  }

  /** Without a key the lists cannot be asked for: the files are loaded on what is stored. */
  private IngestSettings.Policy policy(PolygonSettings settings, Database database) {
    IngestSettings.Policy policy = vendor.policy(database, environment.clock());
    if (files == null || policy.lists().isEmpty() || VendorFlags.canAsk(settings)) {
      return policy;
    }
    environment
        .console()
        .err()
        .println(
            "note: no POLYGON_API_KEY, so splits, dividends and tickers are not synchronised; a split"
                + " that is not stored shows in the returns until it is");
    return new IngestSettings.Policy(Set.of(), policy.includeOtc(), policy.maxRejectShare());
  }
}
