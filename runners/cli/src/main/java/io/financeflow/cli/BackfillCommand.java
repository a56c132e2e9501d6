package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.output.Failure;
import io.financeflow.pipelines.backfill.BackfillPlan;
import io.financeflow.pipelines.backfill.BackfillSettings;
import io.financeflow.pipelines.features.FeaturesPipeline;
import io.financeflow.pipelines.ingest.IngestSettings;
import io.financeflow.pipelines.io.SessionStates;
import io.financeflow.pipelines.io.Transactions;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code backfill}: history made complete over a range of sessions, skipping what is done. */
@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    description = {
      "Make a range of sessions complete in one pipeline; what is done already is skipped.",
      "Ctrl-C stops it between two sessions' transactions; the same command goes on from there."
    })
final class BackfillCommand {
  /** Two sessions span three calendar days on average, holidays included. */
  private static final int DAYS_OF_TWO_SESSIONS = 3;

  private final Environment environment;

  BackfillCommand(Environment environment) {
    this.environment = environment;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Load bars with their returns, after the splits, dividends and tickers of the range: from the"
            + " vendor, or with --files from its daily flat files."
      })
  int ingest(
      @Mixin BackfillFlags flags,
      @Mixin VendorFlags vendor,
      @Option(
              names = "--files",
              paramLabel = "FOLDER",
              description =
                  "Folder with the vendor's YYYY/MM/YYYY-MM-DD.csv.gz files; no bars are asked for then.")
          @Nullable String files,
      @Mixin GapFlag gap)
      throws SQLException, IOException {
    DateRange range = flags.range(environment.clock());
    Configuration configuration = Configuration.read(environment);
    PolygonSettings settings = vendor.settings(configuration);
    vendor.check();
    BackfillSettings.Pace pace = flags.pace();
    int longestGap = gap.sessions();
    requireSource(settings, files);
    try (Database database = new Databases(configuration).open()) {
      IngestSettings.Policy policy = policy(vendor, settings, files, database);
      BackfillPlan plan =
          BackfillPlan.ofBars(
              states(database, SessionStates.Subject.BARS, range), flags.reprocess());
      BackfillReport report =
          new BackfillReport("backfill ingest", plan, environment.console(), flags.run().json());
      if (flags.dryRun()) {
        int requests = files == null ? plan.sessions().size() : 0;
        return report.dryRun(
            new BackfillReport.Cost(
                requests + policy.lists().size(),
                settings.requestsPerMinute(),
                environment.clock().instant()));
      }
      if (plan.sessions().isEmpty()) {
        return report.nothingToDo();
      }
      IngestSettings ingest =
          new IngestSettings(
              Jobs.jdbc(database),
              settings,
              range,
              policy,
              new IngestSettings.Run(UUID.randomUUID(), environment.clock()));
      return report.after(
          jobs(flags)
              .backfillIngest(
                  database,
                  BackfillSettings.of(ingest, files, plan, pace, longestGap),
                  plan.sessions().size()));
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Compute the returns of sessions that have bars but no returns, or a due one.")
  int returns(@Mixin BackfillFlags flags, @Mixin GapFlag gap) throws SQLException, IOException {
    DateRange range = flags.range(environment.clock());
    int longestGap = gap.sessions();
    return computed(
        "backfill returns",
        SessionStates.Subject.RETURNS,
        flags,
        (database, parts) -> jobs(flags).backfillReturns(database, range, parts, longestGap));
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Compute the feature rows of sessions that have none, or whose bars or returns have changed"
            + " since."
      })
  int features(@Mixin BackfillFlags flags) throws SQLException, IOException {
    DateRange range = flags.range(environment.clock());
    int sessions = FeaturesPipeline.featureSet().reach().sessions();
    return computed(
        "backfill features",
        new SessionStates.Subject("feature_rows", sessions * DAYS_OF_TWO_SESSIONS / 2),
        flags,
        (database, parts) -> jobs(flags).backfillFeatures(database, range, parts));
  }

  /** Computes parts of a range. */
  private interface Work {
    RunReport run(Database database, List<DateRange> parts);
  }

  private int computed(
      String command, SessionStates.Subject subject, BackfillFlags flags, Work work)
      throws SQLException, IOException {
    BackfillSettings.Pace pace = flags.pace();
    try (Database database = new Databases(Configuration.read(environment)).open()) {
      BackfillPlan plan =
          BackfillPlan.ofComputed(
              states(database, subject, flags.range(environment.clock())), flags.reprocess());
      BackfillReport report =
          new BackfillReport(command, plan, environment.console(), flags.run().json());
      if (flags.dryRun()) {
        return report.dryRun(BackfillReport.Cost.none(environment.clock().instant()));
      }
      if (plan.sessions().isEmpty()) {
        return report.nothingToDo();
      }
      List<DateRange> parts = new ArrayList<>(plan.blocks());
      if (pace.backwards()) {
        Collections.reverse(parts);
      }
      return report.after(work.run(database, parts));
    }
  }

  private Jobs jobs(BackfillFlags flags) {
    return new Jobs(environment.console(), environment.clock(), flags.run().runner());
  }

  private static List<SessionStates.State> states(
      Database database, SessionStates.Subject subject, DateRange range)
      throws SQLException, IOException {
    Transactions transactions = new Transactions(Jobs.jdbc(database));
    try {
      return new SessionStates(transactions)
          .of(subject, TradingCalendar.nyse().sessions(range.from(), range.to()));
    } finally {
      transactions.close();
    }
  }

  private static void requireSource(PolygonSettings settings, @Nullable String files) {
    if (files == null) {
      VendorFlags.requireKey(settings);
    } else if (!files.contains("://") && !Files.isDirectory(Path.of(files))) {
      throw new Failure.Usage(
          "--files " + files + " is not a folder: name the one that holds the years");
    }
  }

  /** Without a key the lists cannot be asked for: the files are loaded on what is stored. */
  private IngestSettings.Policy policy(
      VendorFlags vendor, PolygonSettings settings, @Nullable String files, Database database) {
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
