package io.financeflow.cli.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.cli.Cli;
import io.financeflow.cli.Tables;
import io.financeflow.cli.Vendor;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.orchestrator.yaml.DagFolder;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tasks of the daily DAG one after the other, as the engine would run them. */
@ExtendWith(PostgresExtension.class)
class DailyMarketTest {
  /** Nothing was split on that day. */
  private static final String RETURNS_AS_COMPUTED_BY_SQL =
      """
      SELECT count(*) FROM daily_bars b JOIN daily_bars p USING (ticker)
      WHERE b.trading_date = '2025-01-30' AND p.trading_date = '2025-01-29'
        AND abs(b.daily_return - (b.close / p.close - 1)) < 1e-9
      """;

  private final Tables tables;
  private final Cli cli;

  DailyMarketTest(Database database) {
    this.tables = new Tables(database);
    this.cli = Cli.on(database.settings()).with("POLYGON_REQUESTS_PER_MINUTE", "0");
  }

  @Test
  void runOfASessionLeavesItsBarsReturnsAndFeatures() throws Exception {
    try (Vendor vendor = Vendor.start()) {
      Cli here = cli.with("POLYGON_BASE_URL", vendor.url());
      here.run("backfill", "ingest", "--from=2024-08-01", "--to=2025-01-29");

      run(here, "2025-01-30");

      assertThat(
              tables.column(
                  """
                  SELECT concat_ws(' ', dataset, status, row_count) FROM ingestion_logs
                  WHERE trading_date = '2025-01-30'
                    AND dataset NOT IN ('splits', 'dividends', 'tickers') ORDER BY id
                  """))
          .containsExactly(
              "daily_bars DONE 39",
              "quality_checks DONE 39",
              "daily_return DONE 39",
              "feature_rows DONE 38");
      assertThat(vendor.rows("2025-01-30")).isEqualTo(39);
      assertThat(tables.number(RETURNS_AS_COMPUTED_BY_SQL)).isEqualTo(39);
      assertThat(
              tables.column(
                  "SELECT trading_date || ' ' || count(*) FROM feature_rows GROUP BY trading_date"))
          .containsExactly("2025-01-30 38");
      assertThat(
              tables.column(
                  "SELECT complete FROM session_quality WHERE trading_date = '2025-01-30'"))
          .containsExactly("t");
    }
  }

  private void run(Cli here, String session) throws Exception {
    Dag dag =
        BuiltInDags.all().stream()
            .map(DagFolder.Source::dag)
            .filter(each -> each.id().equals("daily_market"))
            .findFirst()
            .orElseThrow();
    CliTasks tasks = TestTasks.of(here);
    for (String id : dag.order()) {
      TaskKind kind = dag.task(id).map(TaskSpec::kind).orElseThrow();
      TestAttempt attempt = TestAttempt.of(session).withParams(dag.values(Map.of())).rendered(kind);

      assertThat(tasks.task(kind).run(attempt)).as(id).isInstanceOf(TaskOutcome.Done.class);
    }
  }
}
