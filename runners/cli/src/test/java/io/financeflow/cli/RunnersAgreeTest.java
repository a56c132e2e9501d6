package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class RunnersAgreeTest {
  private final Tables tables;
  private final Cli cli;

  RunnersAgreeTest(Database database) {
    this.tables = new Tables(database);
    this.cli = Cli.on(database.settings()).with("POLYGON_REQUESTS_PER_MINUTE", "0");
  }

  @Test
  void directAndFlinkLeaveTheSameTables() {
    try (Vendor vendor = Vendor.start()) {
      List<List<String>> direct = everything(vendor, "direct");
      tables.execute(
          "TRUNCATE daily_bars, ingestion_logs, rejected_rows, splits, dividends, tickers");
      List<List<String>> flink = everything(vendor, "flink");

      assertThat(flink).isEqualTo(direct);
      assertThat(direct.get(0)).hasSize(5 * 39);
      assertThat(direct.get(0))
          .filteredOn(bar -> bar.contains("\"daily_return\": null"))
          .hasSize(39);
      assertThat(direct.get(1)).hasSize(8 + 3 + 5);
    }
  }

  /** Ingests and computes the week of Tuesday 21 January 2025 and reads all tables. */
  private List<List<String>> everything(Vendor vendor, String runner) {
    String[] week = {"--date=2025-01-17", "--to=2025-01-24", "--runner=" + runner};
    Cli here = cli.with("POLYGON_BASE_URL", vendor.url());
    assertThat(here.run("ingest", week[0], week[1], week[2]).exitCode()).isZero();
    assertThat(here.run("returns", week[0], week[1], week[2]).exitCode()).isZero();
    return List.of(
        tables.bars(), tables.log(), table("splits"), table("dividends"), table("tickers"));
  }

  private List<String> table(String name) {
    return tables.column(
        "SELECT (to_jsonb(t) - 'updated_at')::text AS row FROM " + name + " t ORDER BY row");
  }
}
