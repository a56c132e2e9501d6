package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every pipeline once over a range, and all tables afterwards: what places are compared by. */
final class WholeRun {
  private static final List<String> COMMANDS = List.of("ingest", "returns");

  private final Tables tables;

  WholeRun(Tables tables) {
    this.tables = tables;
  }

  /** Runs every command with these flags; all must end well. */
  void run(Cli cli, String... flags) {
    for (String command : COMMANDS) {
      Cli.Result result =
          cli.run(Stream.concat(Stream.of(command), Stream.of(flags)).toArray(String[]::new));
      assertThat(result.exitCode()).as(result.err()).isZero();
    }
  }

  /** Empties the tables. */
  void forget() {
    tables.execute(
        "TRUNCATE daily_bars, ingestion_logs, rejected_rows, splits, dividends, tickers, flink_jobs");
  }

  /** Bars, log, then one list per further table; without what differs from run to run. */
  List<List<String>> tables() {
    List<List<String>> all = new ArrayList<>(List.of(tables.bars(), tables.log()));
    for (String table : List.of("splits", "dividends", "tickers", "rejected_rows")) {
      all.add(
          tables.column(
              "SELECT (to_jsonb(t) - '{updated_at,id,rejected_at}'::text[])::text AS row FROM "
                  + table
                  + " t ORDER BY row"));
    }
    return all;
  }
}
