package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class ReferencesCommandTest {
  private final Tables tables;
  private final Cli cli;

  ReferencesCommandTest(Database database) {
    this.tables = new Tables(database);
    this.cli = Cli.on(database.settings()).with("POLYGON_REQUESTS_PER_MINUTE", "0");
  }

  @Test
  void listsAreSynchronisedWithoutBarsAndTwiceChangesNothing() {
    try (Vendor vendor = Vendor.start()) {
      Cli here = cli.with("POLYGON_BASE_URL", vendor.url());
      String[] command = {"references", "--from=2024-01-02", "--to=2025-01-30", "--json"};

      Cli.Result first = here.run(command);
      Cli.Result second = here.run(command);

      assertThat(first.exitCode()).isZero();
      for (String table : List.of("splits", "dividends", "tickers")) {
        assertThat(
                tables.column(
                    "SELECT concat_ws(' ', status, row_count > 0, changed_count > 0)"
                        + " FROM ingestion_logs WHERE dataset = '"
                        + table
                        + "' ORDER BY id"))
            .as(table)
            .containsExactly("DONE t t", "DONE t f");
      }
      assertThat(first.json().get("sessions").getAsInt()).isZero();
      assertThat(second.json().get("changed").getAsInt()).isZero();
      assertThat(tables.number("SELECT count(*) FROM daily_bars")).isZero();
    }
  }

  /** With the id of a run that was cut short, what it has done is not done again. */
  @Test
  void runKeepsTheIdItIsGiven() {
    try (Vendor vendor = Vendor.start()) {
      Cli here = cli.with("POLYGON_BASE_URL", vendor.url());
      String id = "5a0f8d2e-7c1b-4a55-9d57-0d5f0c1f2a3b";
      String[] command = {
        "ingest", "--date=2025-01-10", "--references=none", "--run-id=" + id, "--json"
      };

      assertThat(here.run(command).json().get("run_id").getAsString()).isEqualTo(id);
      assertThat(here.run(command).exitCode()).isZero();
      assertThat(tables.column("SELECT run_id::text FROM ingestion_logs")).containsExactly(id);
    }
  }
}
