package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.sandbox.FlatFiles;
import io.financeflow.sandbox.MarketSource;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.market.DateRange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class BackfillCommandTest {
  private static final String[] RANGE = {"--from=2024-12-02", "--to=2025-01-31"};
  private static final String WITHOUT_VENDOR_ONLY_FIELDS =
      """
      SELECT (to_jsonb(b) - 'ingested_at' - 'vwap')::text FROM daily_bars b
      ORDER BY ticker, trading_date
      """;

  private final Tables tables;
  private final Cli cli;

  BackfillCommandTest(Database database) {
    this.tables = new Tables(database);
    this.cli = Cli.on(database.settings()).with("POLYGON_REQUESTS_PER_MINUTE", "0");
  }

  @Test
  void leavesTheTablesOfIngestAndReturns() {
    try (Vendor vendor = Vendor.start()) {
      Cli here = cli.with("POLYGON_BASE_URL", vendor.url());
      assertThat(here.run("ingest", RANGE[0], RANGE[1]).exitCode()).isZero();
      assertThat(here.run("returns", RANGE[0], RANGE[1]).exitCode()).isZero();
      List<String> expected = tables.bars();
      List<String> splits =
          tables.column("SELECT (to_jsonb(s) - 'updated_at')::text FROM splits s");
      empty();

      Cli.Result result = here.run("backfill", "ingest", RANGE[0], RANGE[1], "--max-parallel=3");

      assertThat(result.exitCode()).isZero();
      assertThat(result.out())
          .matches(
              "backfill ingest: [0-9,]+ rows, [0-9,]+ changed, 0 rejected, 44 done in [0-9.]+ s\n");
      assertThat(tables.bars()).isEqualTo(expected).hasSizeGreaterThan(41 * 35);
      assertThat(tables.column("SELECT (to_jsonb(s) - 'updated_at')::text FROM splits s"))
          .isEqualTo(splits);
      assertThat(tables.number("SELECT count(*) FROM returns_due")).isZero();
    }
  }

  @Test
  void filesGiveWhatTheVendorGives(@TempDir Path folder) throws IOException {
    FlatFiles.write(
        MarketSource.simulated(42, 60),
        new DateRange(LocalDate.parse("2024-12-02"), LocalDate.parse("2025-01-31")),
        folder);
    try (Vendor vendor = Vendor.start()) {
      Cli here = cli.with("POLYGON_BASE_URL", vendor.url());
      assertThat(here.run("backfill", "ingest", RANGE[0], RANGE[1]).exitCode()).isZero();
      List<String> expected = tables.column(WITHOUT_VENDOR_ONLY_FIELDS);
      empty();

      long before = vendor.sandbox().requestsServed();
      Cli.Result result = here.run("backfill", "ingest", RANGE[0], RANGE[1], "--files=" + folder);

      assertThat(result.exitCode()).isZero();
      assertThat(tables.column(WITHOUT_VENDOR_ONLY_FIELDS)).isEqualTo(expected);
      assertThat(vendor.sandbox().requestsServed() - before).isEqualTo(4);
      assertThat(tables.column("SELECT DISTINCT source FROM daily_bars"))
          .containsExactly("simulated");
    }
  }

  @Test
  void whatIsDoneIsSkippedAndEverySessionIsALineOfJson() {
    try (Vendor vendor = Vendor.start()) {
      Cli here = cli.with("POLYGON_BASE_URL", vendor.url());
      String[] none = {"--references=none", "--from=2025-01-13", "--to=2025-01-17"};
      assertThat(here.run("backfill", "ingest", none[0], none[1], "--to=2025-01-15").exitCode())
          .isZero();

      Cli.Result rest = here.run("backfill", "ingest", none[0], none[1], none[2], "--backwards");

      assertThat(
              rest.err()
                  .lines()
                  .map(line -> JsonParser.parseString(line).getAsJsonObject())
                  .map(BackfillCommandTest::shown)
                  .sorted())
          .containsExactly("daily_bars 2025-01-16 DONE", "daily_bars 2025-01-17 DONE");
      Cli.Result nothing = here.run("backfill", "ingest", none[0], none[1], none[2]);
      assertThat(nothing.exitCode()).isZero();
      assertThat(nothing.out())
          .isEqualTo("backfill ingest: nothing to do, all 5 sessions are skipped\n");
      assertThat(here.run("returns", none[1], none[2]).out()).contains(" 0 changed");
    }
  }

  @Test
  void dryRunSaysWhatWouldRunAndWhenItEnds() {
    tables.execute(
        """
        INSERT INTO ingestion_logs (run_id, source, dataset, trading_date, status, attempt, started_at)
        VALUES (gen_random_uuid(), 'polygon', 'daily_bars', '2025-01-10', 'DONE', 1, now()),
          (gen_random_uuid(), 'polygon', 'daily_bars', '2025-01-13', 'FAILED', 1, now())
        """);
    Cli here = cli.with("POLYGON_REQUESTS_PER_MINUTE", "5").with("POLYGON_API_KEY", "made-up");
    String[] line = {"backfill", "ingest", "--from=2025-01-09", "--to=2025-01-31", "--dry-run"};

    Cli.Result plan = here.run(line);

    assertThat(plan.exitCode()).isZero();
    assertThat(plan.out().lines().limit(5))
        .containsExactly(
            "session     would  because",
            "-".repeat(39),
            "2025-01-10  skip   last attempt: DONE",
            "2025-01-13  skip   last attempt: FAILED",
            "2025-01-14  run    never attempted");
    assertThat(plan.out().lines().reduce((a, b) -> b))
        .contains(
            "backfill ingest: 13 sessions would run, 2 are skipped; at least 16 requests at 5 a"
                + " minute: 3 min of waiting, the end not before 2025-01-31 17:03 in New York");
    assertThat(tables.number("SELECT count(*) FROM ingestion_logs")).isEqualTo(2);
    Cli.Result json =
        here.run(line[0], line[1], line[2], line[3], line[4], "--reprocess=failed", "--json");
    assertThat(json.json().get("requests").getAsInt()).isEqualTo(17);
    assertThat(json.json().get("estimated_end").getAsString()).isEqualTo("2025-01-31T22:03:00Z");
  }

  @Test
  void failedSessionsAreNamedUntilTheyAreReprocessed() {
    try (Vendor vendor = Vendor.start(Vendor.settings().withFaults("empty=2025-01-14"))) {
      Cli here = cli.with("POLYGON_BASE_URL", vendor.url());
      String[] line = {"--references=none", "--from=2025-01-13", "--to=2025-01-15"};
      assertThat(here.run("backfill", "ingest", line[0], line[1], line[2]).exitCode())
          .isEqualTo(10);

      Cli.Result again = here.run("backfill", "ingest", line[0], line[1], line[2]);

      assertThat(again.exitCode()).isEqualTo(10);
      assertThat(again.err())
          .isEqualTo(
              "note: 1 sessions are left as they are though not done (first: 2025-01-14, last"
                  + " attempt: NOT_READY); --reprocess failed tries them again\n");
    }
    try (Vendor vendor = Vendor.start()) {
      Cli here = cli.with("POLYGON_BASE_URL", vendor.url());
      String[] line = {"--references=none", "--from=2025-01-13", "--to=2025-01-15"};
      assertThat(
              here.run("backfill", "ingest", line[0], line[1], line[2], "--reprocess=failed")
                  .exitCode())
          .isZero();
      assertThat(here.run("returns", line[1], line[2]).out()).contains(" 0 changed");
    }
  }

  @Test
  void returnsAreComputedWhereTheyAreMissing() {
    try (Vendor vendor = Vendor.start()) {
      Cli here = cli.with("POLYGON_BASE_URL", vendor.url());
      assertThat(here.run("ingest", "--date=2025-01-13", "--to=2025-01-17").exitCode()).isZero();
      assertThat(here.run("returns", "--date=2025-01-13", "--to=2025-01-14").exitCode()).isZero();

      Cli.Result result = here.run("backfill", "returns", "--from=2025-01-13", "--to=2025-01-21");

      assertThat(result.exitCode()).isEqualTo(10);
      assertThat(result.out()).contains(", 3 done in ");
      assertThat(result.err()).contains("first: 2025-01-21, no bars); load them with");
      List<String> bars = tables.bars();
      assertThat(here.run("returns", "--date=2025-01-13", "--to=2025-01-17").out())
          .contains(" 0 changed");
      assertThat(tables.bars()).isEqualTo(bars);
    }
  }

  @Test
  void wrongFlagsAreSaidInOneLine() {
    assertThat(cli.run("backfill", "ingest", RANGE[0], RANGE[1], "--max-parallel=0").errors())
        .containsExactly("error: --max-parallel must be 1 to 64 but was 0");
    assertThat(cli.run("backfill", "ingest", RANGE[0], RANGE[1], "--files=/nowhere").errors())
        .containsExactly(
            "error: --files /nowhere is not a folder: name the one that holds the years");
    assertThat(cli.run("backfill", "returns", RANGE[0], RANGE[1], "--max-gap=26").errors())
        .containsExactly("error: --max-gap must be 1 to 25 sessions but was 26");
    assertThat(cli.run("backfill", "ingest", RANGE[0], RANGE[1]).errors())
        .singleElement()
        .asString()
        .startsWith("error: no API key for api.massive.com");
  }

  private void empty() {
    tables.execute(
        "TRUNCATE daily_bars, ingestion_logs, rejected_rows, splits, dividends, tickers, returns_due");
  }

  private static String shown(JsonObject entry) {
    return entry.get("dataset").getAsString()
        + " "
        + entry.get("date").getAsString()
        + " "
        + entry.get("status").getAsString();
  }
}
