package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The third place, a cluster of processes, is compared in {@link FlinkClusterTest}. */
@ExtendWith(PostgresExtension.class)
class RunnersAgreeTest {
  private static final String[] WEEK = {"--date=2025-01-17", "--to=2025-01-24"};

  private final WholeRun whole;
  private final Cli cli;

  RunnersAgreeTest(Database database) {
    this.whole = new WholeRun(new Tables(database));
    this.cli = Cli.on(database.settings()).with("POLYGON_REQUESTS_PER_MINUTE", "0");
  }

  @Test
  void directAndFlinkLeaveTheSameTables() {
    try (Vendor vendor = Vendor.start()) {
      Cli here = cli.with("POLYGON_BASE_URL", vendor.url());
      whole.run(here, WEEK[0], WEEK[1], "--runner=direct");
      List<List<String>> direct = whole.tables();
      whole.forget();
      whole.run(here, WEEK[0], WEEK[1], "--runner=flink", "--parallelism=3");

      assertThat(whole.tables()).isEqualTo(direct);
      assertThat(direct.get(0)).hasSize(5 * 39);
      assertThat(direct.get(0))
          .filteredOn(bar -> bar.contains("\"daily_return\": null"))
          .hasSize(39);
      assertThat(direct.get(1)).hasSize(8 + 3 + 5);
    }
  }

  @Test
  void directAndFlinkLeaveTheSameHistory() {
    try (Vendor vendor = Vendor.start()) {
      Cli here = cli.with("POLYGON_BASE_URL", vendor.url());
      whole.runHistory(here, "--runner=direct");
      List<List<String>> direct = whole.history();
      whole.forget();
      whole.runHistory(here, "--runner=flink", "--parallelism=2");

      assertThat(whole.history()).isEqualTo(direct);
      assertThat(direct.get(0)).hasSizeGreaterThan(143 * 35);
      assertThat(direct.get(1)).hasSizeGreaterThan(24 * 35);
    }
  }
}
