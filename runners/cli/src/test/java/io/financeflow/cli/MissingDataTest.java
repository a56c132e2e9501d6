package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code quality --missing}: what lacks, and the command that repairs it. */
@ExtendWith(PostgresExtension.class)
class MissingDataTest {
  private final Tables tables;
  private final Cli cli;

  MissingDataTest(Database database) {
    this.tables = new Tables(database);
    this.cli = Cli.on(database.settings());
    for (String ticker : new String[] {"A", "B"}) {
      tables.execute(
          """
          INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume, source)
          SELECT '%s', d::date, 1, 1, 1, 1, 1, 'polygon'
          FROM generate_series(DATE '2025-01-02', DATE '2025-01-17', INTERVAL '1 day') AS d
          WHERE extract(isodow FROM d) < 6 AND d <> '2025-01-09'
          """
              .formatted(ticker));
    }
    tables.execute(
        """
        INSERT INTO ingestion_logs (run_id, source, dataset, trading_date, status, attempt, started_at)
        SELECT gen_random_uuid(), 'polygon', dataset, trading_date, 'DONE', 1, now()
        FROM (SELECT DISTINCT trading_date FROM daily_bars) d,
          unnest(ARRAY['daily_bars', 'daily_return']) AS dataset
        """);
  }

  private void attempt(String date, String status, String error) {
    tables.execute(
        """
        INSERT INTO ingestion_logs (run_id, source, dataset, trading_date, status, attempt,
          started_at, error)
        VALUES (gen_random_uuid(), 'polygon', 'daily_bars', '%s', '%s', 2, now(), '%s')
        """
            .formatted(date, status, error));
  }

  @Test
  void nothingIsMissing() {
    Cli.Result result =
        cli.run("quality", "--missing", "--from", "2025-01-01", "--to", "2025-01-17");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            "11 of 11 sessions 2025-01-01..2025-01-17 are complete; 0 stretches of sessions and 0 of"
                + " tickers lack\n");
  }

  @Test
  void everyTroubleIsNamedWithItsRepair() {
    tables.execute(
        "DELETE FROM daily_bars WHERE trading_date BETWEEN '2025-01-07' AND '2025-01-08'");
    attempt("2025-01-10", "FAILED", "503");
    attempt("2025-01-13", "FAILED", "502");
    attempt("2025-01-14", "BAD_INPUT", "30 of 39 rows break a rule");
    tables.execute(
        "DELETE FROM ingestion_logs WHERE dataset = 'daily_return' AND trading_date = '2025-01-16'");
    tables.execute("INSERT INTO returns_due VALUES ('A', '2025-01-15', 'split', now())");
    tables.execute(
        """
        INSERT INTO quality_checks (trading_date, rule, severity, checked, violations, sample, run_id)
        VALUES ('2025-01-17', 'row_count', 'ERROR', 1, 1, '', gen_random_uuid()),
          ('2025-01-18', 'calendar', 'ERROR', 1, 1, '', gen_random_uuid())
        """);

    Cli.Result result =
        cli.run("quality", "--missing", "--from", "2025-01-02", "--to", "2025-01-22");

    assertThat(result.exitCode()).isEqualTo(10);
    assertThat(result.out())
        .isEqualTo(
            """
            trouble     from        to          sessions  reason
            ------------------------------------------------------------------------
            MISSING     2025-01-21  2025-01-22         2
            FAILED      2025-01-10  2025-01-13         2  502
            BARS_GONE   2025-01-07  2025-01-08         2
            NO_RETURNS  2025-01-15  2025-01-16         2
            BAD_INPUT   2025-01-14  2025-01-14         1  30 of 39 rows break a rule
            QUALITY     2025-01-17  2025-01-17         1  broken: row_count
            CLOSED_DAY  2025-01-18  2025-01-18         1  broken: calendar

            repair with:
              ./financeflow backfill ingest --from 2025-01-21 --to 2025-01-22 --reprocess none
              ./financeflow backfill ingest --from 2025-01-10 --to 2025-01-13 --reprocess failed
              ./financeflow backfill ingest --from 2025-01-07 --to 2025-01-08 --reprocess all
              ./financeflow backfill returns --from 2025-01-15 --to 2025-01-16
              ./financeflow backfill ingest --from 2025-01-14 --to 2025-01-14 --reprocess failed
              ./financeflow backfill ingest --from 2025-01-17 --to 2025-01-17 --reprocess all
              ./financeflow sql --write "delete from daily_bars where trading_date between '2025-01-18' and '2025-01-18'"
            5 of 13 sessions 2025-01-02..2025-01-22 are complete; 7 stretches of sessions and 0 of tickers lack
            """);
    assertThat(repairs(result.out()))
        .containsExactly(
            "2 sessions would run, 0 are skipped",
            "2 sessions would run, 0 are skipped",
            "2 sessions would run, 0 are skipped",
            "2 sessions would run, 0 are skipped",
            "1 sessions would run, 0 are skipped",
            "1 sessions would run, 0 are skipped");
  }

  /** What the backfills that a report prints would do. */
  private List<String> repairs(String report) {
    Cli here = cli.with("POLYGON_API_KEY", "made-up");
    return report
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("./financeflow backfill"))
        .map(line -> (line + " --dry-run").split(" "))
        .map(words -> here.run(Arrays.copyOfRange(words, 1, words.length)).out())
        .map(
            out ->
                out.replaceAll("(?s).*: ([0-9]+ sessions would run, [0-9]+ are skipped).*", "$1"))
        .toList();
  }

  @Test
  void tickersLackInsideTheirLife() {
    tables.execute(
        """
        INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume, source)
        SELECT ticker, d::date, 1, 1, 1, 1, 1, 'polygon'
        FROM (VALUES
          ('GAPS', '2025-01-03'), ('GAPS', '2025-01-08'), ('GAPS', '2025-01-13'),
          ('ENDED', '2025-01-02'), ('ENDED', '2025-01-03'),
          ('LISTED', '2025-01-10'), ('LISTED', '2025-01-15'),
          ('REUSED', '2025-01-02'), ('REUSED', '2025-01-15'),
          ('EARLIER', '2024-12-30'), ('EARLIER', '2025-01-06')) AS v (ticker, d)
        """);
    tables.execute(
        """
        INSERT INTO tickers (ticker, delisted_date, source) VALUES
          ('ENDED', '2025-01-03', 'polygon'), ('LISTED', 'infinity', 'polygon'),
          ('REUSED', '2025-01-02', 'polygon'), ('REUSED', '2025-01-15', 'polygon')
        """);

    Cli.Result result =
        cli.run("quality", "--missing", "--from", "2025-01-02", "--to", "2025-01-17");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            ticker   from        to          sessions
            -----------------------------------------
            EARLIER  2025-01-02  2025-01-03         2
            GAPS     2025-01-06  2025-01-07         2
            LISTED   2025-01-13  2025-01-14         2
            LISTED   2025-01-16  2025-01-17         2
            GAPS     2025-01-10  2025-01-10         1

            repair with:
              ./financeflow backfill ingest --from 2025-01-02 --to 2025-01-03 --reprocess all
              ./financeflow backfill ingest --from 2025-01-06 --to 2025-01-07 --reprocess all
              ./financeflow backfill ingest --from 2025-01-13 --to 2025-01-14 --reprocess all
              ./financeflow backfill ingest --from 2025-01-16 --to 2025-01-17 --reprocess all
              ./financeflow backfill ingest --from 2025-01-10 --to 2025-01-10 --reprocess all
            11 of 11 sessions 2025-01-02..2025-01-17 are complete; 0 stretches of sessions and 5 of tickers lack
            """);
  }

  @Test
  void jsonHasAllStretchesAndTheTextTheLargestTwenty() {
    tables.execute(
        """
        INSERT INTO daily_bars (ticker, trading_date, open, high, low, close, volume, source)
        SELECT 'T' || i, d, 1, 1, 1, 1, 1, 'polygon'
        FROM generate_series(1, 21) AS i, unnest(ARRAY['2025-01-02', '2025-01-06']::date[]) AS d
        """);

    Cli.Result json =
        cli.run("quality", "--missing", "--from", "2025-01-02", "--to", "2025-01-21", "--json");
    Cli.Result text = cli.run("quality", "--missing", "--from", "2025-01-02", "--to", "2025-01-21");

    assertThat(json.exitCode()).isEqualTo(10);
    assertThat(json.out())
        .startsWith(
            """
            {"from":"2025-01-02","to":"2025-01-21","sessions":12,"complete":11,"stretches":[\
            {"trouble":"MISSING","from":"2025-01-21","to":"2025-01-21","sessions":1,"reason":"",\
            "repair":"./financeflow backfill ingest --from 2025-01-21 --to 2025-01-21 --reprocess none"}],\
            "tickers":[{"ticker":"T1","from":"2025-01-03","to":"2025-01-03","sessions":1,\
            "repair":"./financeflow backfill ingest --from 2025-01-03 --to 2025-01-03 --reprocess all"},""");
    assertThat(json.json().getAsJsonArray("tickers")).hasSize(21);
    assertThat(text.out()).contains("\n... 1 more: see --json\n");
  }
}
