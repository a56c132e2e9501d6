package io.financeflow.cli;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.pipelines.backfill.BackfillPlan;
import io.financeflow.pipelines.backfill.BackfillSettings;
import io.financeflow.pipelines.features.FeaturesPipeline;
import io.financeflow.pipelines.io.SessionStates;
import io.financeflow.pipelines.io.Transactions;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
      description = "Compute the returns of sessions that have bars but no returns, or a due one.")
  int returns(@Mixin BackfillFlags flags, @Mixin GapFlag gap) throws SQLException, IOException {
    DateRange range = flags.range(environment.clock());
    int longestGap = gap.sessions();
    return computed(
        "backfill returns",
        SessionStates.Subject.RETURNS,
        flags,
        (jobs, database, parts) -> jobs.backfill().returns(database, range, parts, longestGap));
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
        (jobs, database, parts) -> jobs.backfill().features(database, range, parts));
  }

  /** Computes parts of a range. */
  private interface Computation {
    RunReport run(Jobs jobs, Database database, List<DateRange> parts);
  }

  private int computed(
      String command, SessionStates.Subject subject, BackfillFlags flags, Computation work)
      throws SQLException, IOException {
    BackfillSettings.Pace pace = flags.pace();
    Configuration configuration = Configuration.read(environment);
    Jobs jobs = flags.jobs(environment, configuration);
    try (Database database = new Databases(configuration).open()) {
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
      return report.after(work.run(jobs, database, parts));
    }
  }

  /** Returns what is known about the sessions of a range. */
  static List<SessionStates.State> states(
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
}
