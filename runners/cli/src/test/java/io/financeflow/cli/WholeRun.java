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

  /** Loads seven months by backfill, and computes their features, with these flags. */
  void runHistory(Cli cli, String... flags) {
    for (List<String> command : List.of(List.of("backfill", "ingest"), List.of("features"))) {
      Stream<String> range = Stream.of("--from=2024-07-01", "--to=2025-01-24");
      Cli.Result result =
          cli.run(
              Stream.of(command.stream(), range, Stream.of(flags))
                  .flatMap(words -> words)
                  .toArray(String[]::new));
      assertThat(result.exitCode()).as(result.err()).isZero();
    }
  }

  /** Bars with their returns, then the feature rows. */
  List<List<String>> history() {
    return List.of(
        tables.bars(),
        tables.column("SELECT f::text FROM feature_rows f ORDER BY ticker, trading_date"),
        tables.column(
            "SELECT (to_jsonb(s) - 'updated_at')::text AS row FROM splits s ORDER BY row"));
  }

  /** Empties the tables. */
  void forget() {
    tables.execute(
        "TRUNCATE daily_bars, ingestion_logs, rejected_rows, splits, dividends, tickers, flink_jobs,"
            + " returns_due, feature_rows");
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
