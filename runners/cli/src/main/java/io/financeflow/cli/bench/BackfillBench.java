package io.financeflow.cli.bench;

import io.financeflow.cli.Jobs;
import io.financeflow.cli.RunReport;
import io.financeflow.pipelines.backfill.BackfillPlan;
import io.financeflow.pipelines.backfill.BackfillSettings;
import io.financeflow.pipelines.backfill.Reprocess;
import io.financeflow.pipelines.ingest.IngestSettings;
import io.financeflow.pipelines.io.SessionStates;
import io.financeflow.pipelines.returns.ReturnsSettings;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bars with finished returns over a range, into an empty database. */
final class BackfillBench {
  private final BenchDatabase database;
  private final Clock clock;

  BackfillBench(BenchDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Measures one load.
   *
   * @param files folder of flat files; null to ask the vendor
   * @param parallel pieces loaded at the same time
   */
  Stopwatch.Lap run(
      Jobs jobs, PolygonSettings vendor, @Nullable String files, DateRange range, int parallel)
      throws SQLException, IOException {
    database.empty();
    IngestSettings ingest =
        new IngestSettings(
            Jobs.jdbc(database.database()),
            vendor,
            range,
            new IngestSettings.Policy(Set.of(), false, 0.05),
            new IngestSettings.Run(UUID.randomUUID(), clock));
    List<SessionStates.State> states =
        TradingCalendar.nyse().sessions(range.from(), range.to()).stream()
            .map(session -> new SessionStates.State(session, false, false, null, null))
            .toList();
    BackfillPlan plan = BackfillPlan.ofBars(states, Reprocess.none);
    BackfillSettings settings =
        BackfillSettings.of(
            ingest,
            files,
            plan,
            new BackfillSettings.Pace(false, parallel),
            ReturnsSettings.DEFAULT_GAP);
    return Stopwatch.measure(
        () -> {
          RunReport report =
              jobs.backfill().ingest(database.database(), settings, plan.sessions().size());
          IngestBench.requireDone(report);
        });
  }

  /** Measures the feature rows of a range whose bars and returns are stored. */
  Stopwatch.Lap features(Jobs jobs, DateRange range) throws SQLException, IOException {
    database.settle();
    return Stopwatch.measure(
        () ->
            IngestBench.requireDone(
                jobs.backfill().features(database.database(), range, List.of(range))));
  }
}
