package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.db.Rows;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From a file of bars through the replaying sandbox, ingest and returns to exact values. */
@ExtendWith(PostgresExtension.class)
class ReplayTest {
  private static final String BARS =
      """
      symbol,date,open,high,low,close,adjusted_close,volume,dividend,split
      AAPL,2020-08-28,504.05,505.77,498.31,499.23,124.8,46907479,0.0,1
      AAPL,2020-08-31,127.58,131.0,126.0,129.04,129.04,225702700,0.0,4.
      AAPL,2020-09-01,132.76,134.8,130.53,134.18,134.18,151948100,0.0,1
      HALF,2020-08-28,10,10,10,10,10,100,0.0,1
      HALF,2020-09-01,11,11,11,11,11,0,0.25,1
      """;

  private final Database database;

  ReplayTest(Database database) {
    this.database = database;
  }

  @Test
  void replayedBarsBecomeSplitAdjustedReturns(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("bars.csv"), BARS);
    Process vendor = sandbox(file);
    try (BufferedReader output = vendor.inputReader()) {
      String url = String.valueOf(output.readLine()).replace("listening on ", "");
      Cli cli = Cli.on(database.settings()).with("POLYGON_REQUESTS_PER_MINUTE", "0");

      Cli.Result ingest =
          cli.run("ingest", "--vendor-url", url, "--date", "2020-08-28", "--to", "2020-09-01");
      Cli.Result returns = cli.run("returns", "--date", "2020-08-28", "--to", "2020-09-01");

      assertThat(List.of(ingest.exitCode(), returns.exitCode())).containsExactly(0, 0);
    } finally {
      vendor.destroy();
    }
    assertThat(
            Rows.of(
                database,
                "SELECT ticker, trading_date, source, daily_return FROM daily_bars ORDER BY 1, 2"))
        .containsExactly(
            "AAPL 2020-08-28 replay null",
            "AAPL 2020-08-31 replay " + (129.04 / (499.23 * 0.25) - 1),
            "AAPL 2020-09-01 replay " + (134.18 / 129.04 - 1),
            "HALF 2020-08-28 replay null",
            "HALF 2020-09-01 replay " + (11 / 10.0 - 1));
    assertThat(Rows.of(database, "SELECT ticker, split_from, split_to FROM splits"))
        .containsExactly("AAPL 1 4");
    assertThat(Rows.of(database, "SELECT ticker, cash_amount FROM dividends"))
        .containsExactly("HALF 0.25");
  }

  private static Process sandbox(Path file) throws IOException {
    return new ProcessBuilder(
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-cp",
            System.getProperty("java.class.path"),
            "io.financeflow.cli.Main",
            "sandbox",
            "--port",
            "0",
            "--replay",
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
