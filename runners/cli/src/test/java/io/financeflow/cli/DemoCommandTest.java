package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

  @Test
  void demoShowsSixtySessionsOfSimulatedData(@TempDir Path directory) {
    Cli cli =
        Cli.in(directory)
            .with("FINANCEFLOW_HOME", directory.toString())
            .with("DATABASE_URL", "postgresql://u:p@127.0.0.1:1/never-asked");
    try {
      Cli.Result result = cli.run("demo");

      assertThat(result.exitCode()).isZero();
      List<String> lines = result.out().lines().toList();
      assertThat(lines.get(0)).isEmpty();
      assertThat(lines.get(1)).isEqualTo("SIMULATED DATA, 60 sessions 2024-11-01..2025-01-30");
      assertThat(lines.get(2)).matches("step +sessions +rows +changed +rejects +seconds +rows/s");
      assertThat(lines.get(4)).matches("ingest +60 +[0-9]+ +[0-9]+ +0 +[0-9.]+ +[0-9]+");
      assertThat(lines.get(5)).matches("returns +60 +[0-9]+ +[0-9]+ +0 +[0-9.]+ +[0-9]+");
      assertThat(lines.get(7))
          .matches(
              "quality: 960 checks of 60 sessions 2024-11-01[.][.]2025-01-30: .* 0 errors in .* s");
      assertThat(lines.stream().filter(line -> line.startsWith("best "))).hasSize(3);
      assertThat(lines.stream().filter(line -> line.startsWith("worst "))).hasSize(3);
      assertThat(lines).contains("Try next:", "  ./financeflow db stop");

      Cli embedded = Cli.in(directory).with("FINANCEFLOW_HOME", directory.toString());
      assertThat(
              embedded
                  .run("sql", "-o", "csv", "SELECT count(DISTINCT trading_date) FROM daily_bars")
                  .out())
          .isEqualTo("count\n60\n");
      assertThat(cli.run("demo").exitCode()).isZero();
    } finally {
      Cli.in(directory).with("FINANCEFLOW_HOME", directory.toString()).run("db", "stop");
    }
  }
}
