package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.financeflow.sandbox.MarketSource;
import io.financeflow.sandbox.SandboxSettings;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class IngestCommandTest {
  private final Tables tables;
  private final Cli cli;

  IngestCommandTest(Database database) {
    this.tables = new Tables(database);
    this.cli = Cli.on(database.settings()).with("POLYGON_REQUESTS_PER_MINUTE", "0");
  }

  private Cli with(Vendor vendor) {
    return cli.with("POLYGON_BASE_URL", vendor.url());
  }

  private static Vendor faulty(String... faults) {
    return Vendor.start(Vendor.settings().withFaults(faults));
  }

  @Test
  void ingestStoresWhatTheVendorServes() {
    try (Vendor vendor = Vendor.start()) {
      int bars = vendor.rows("2025-01-10");
      int listings =
          vendor.list("/v3/reference/tickers?active=true").size()
              + vendor.list("/v3/reference/tickers?active=false").size();

      Cli.Result result = with(vendor).run("ingest", "--date", "2025-01-10");

      assertThat(result.exitCode()).isZero();
      assertThat(result.out())
          .isEqualTo(
              "ingest: %d rows, %d changed, 0 rejected, 4 done in 0.0 s%n"
                  .formatted(bars + listings, bars + listings));
      assertThat(tables.barsPerSession()).containsExactly("2025-01-10 " + bars);
      assertThat(tables.number("SELECT count(*) FROM tickers")).isEqualTo(listings);
      assertThat(bars).isEqualTo(39);
    }
  }

  @Test
  void storedFiguresAreTheVendorsDigitForDigit() {
    try (Vendor vendor = Vendor.start()) {
      List<String> served =
          vendor.bars("2025-01-10").stream().map(IngestCommandTest::figures).sorted().toList();

      with(vendor).run("ingest", "--date", "2025-01-10", "--references", "none");

      List<String> stored =
          tables
              .column(
                  """
                  SELECT concat_ws(' ', ticker, open, high, low, close, volume, vwap, trades, otc, source)
                  FROM daily_bars
                  """)
              .stream()
              .sorted()
              .toList();
      assertThat(stored).isEqualTo(served);
    }
  }

  private static String figures(JsonObject row) {
    StringBuilder text = new StringBuilder(row.get("T").getAsString());
    for (String name : List.of("o", "h", "l", "c", "v", "vw", "n")) {
      if (row.has(name)) {
        text.append(' ')
            .append(row.get(name).getAsBigDecimal().stripTrailingZeros().toPlainString());
      }
    }
    return text.append(row.has("otc") ? " t" : " f").append(" simulated").toString();
  }

  @Test
  void rangeStoresEachSessionAndClosesTheOtherDays() {
    try (Vendor vendor = Vendor.start()) {
      int friday = vendor.rows("2025-01-17");
      int tuesday = vendor.rows("2025-01-21");

      Cli.Result result =
          with(vendor)
              .run("ingest", "--date=2025-01-17", "--to=2025-01-21", "--references=none", "--json");

      assertThat(result.exitCode()).isZero();
      assertThat(result.attempts())
          .containsExactly(
              "daily_bars 2025-01-17 DONE rows=%d changed=%d rejected=0".formatted(friday, friday),
              "daily_bars 2025-01-18 CLOSED rows=0 changed=0 rejected=0",
              "daily_bars 2025-01-19 CLOSED rows=0 changed=0 rejected=0",
              "daily_bars 2025-01-20 CLOSED rows=0 changed=0 rejected=0",
              "daily_bars 2025-01-21 DONE rows=%d changed=%d rejected=0"
                  .formatted(tuesday, tuesday));
      assertThat(tables.barsPerSession())
          .containsExactly("2025-01-17 " + friday, "2025-01-21 " + tuesday);
    }
  }

  @Test
  void mournedPresidentsDayIsClosedToo() {
    try (Vendor vendor = Vendor.start()) {
      Cli.Result result =
          with(vendor).run("ingest", "--date", "2025-01-09", "--references", "none", "--json");

      assertThat(result.exitCode()).isZero();
      assertThat(result.attempts())
          .containsExactly("daily_bars 2025-01-09 CLOSED rows=0 changed=0 rejected=0");
      assertThat(vendor.sandbox().requestsServed()).isOne();
    }
  }

  @Test
  void weekendSpendsNoRequest() {
    try (Vendor vendor = Vendor.start()) {
      Cli.Result result =
          with(vendor).run("ingest", "--date=2025-01-11", "--to=2025-01-12", "--references=none");

      assertThat(result.exitCode()).isZero();
      assertThat(result.out())
          .isEqualTo("ingest: 0 rows, 0 changed, 0 rejected, 2 closed in 0.0 s\n");
      assertThat(vendor.sandbox().requestsServed()).isZero();
    }
  }

  @Test
  void secondRunChangesNothing() {
    try (Vendor vendor = Vendor.start()) {
      with(vendor).run("ingest", "--date", "2025-01-17", "--references", "all");
      List<String> before = tables.bars();
      List<String> stamps = tables.column("SELECT ingested_at::text FROM daily_bars");

      Cli.Result again =
          with(vendor).run("ingest", "--date", "2025-01-17", "--references", "all", "--json");

      assertThat(again.exitCode()).isZero();
      assertThat(again.attempts())
          .hasSize(4)
          .allMatch(a -> a.contains(" DONE "))
          .allMatch(a -> a.endsWith(" changed=0 rejected=0"));
      assertThat(tables.bars()).hasSize(39).isEqualTo(before);
      assertThat(tables.column("SELECT ingested_at::text FROM daily_bars")).isEqualTo(stamps);
      assertThat(tables.column("SELECT DISTINCT revision FROM daily_bars")).containsExactly("1");
      assertThat(tables.column("SELECT DISTINCT attempt FROM ingestion_logs ORDER BY 1"))
          .containsExactly("1", "2");
    }
  }

  @Test
  void changedRowGetsARevision() {
    try (Vendor vendor = Vendor.start()) {
      with(vendor).run("ingest", "--date", "2025-01-17", "--references", "none");
      List<String> before = tables.bars();
      String ticker = tables.column("SELECT min(ticker) FROM daily_bars").get(0);
      tables.execute("UPDATE daily_bars SET volume = volume + 1 WHERE ticker = '" + ticker + "'");

      Cli.Result again =
          with(vendor).run("ingest", "--date=2025-01-17", "--references=none", "--json");

      assertThat(again.attempts())
          .containsExactly("daily_bars 2025-01-17 DONE rows=39 changed=1 rejected=0");
      assertThat(tables.column("SELECT ticker FROM daily_bars WHERE revision = 2"))
          .containsExactly(ticker);
      tables.execute("UPDATE daily_bars SET revision = 1");
      assertThat(tables.bars()).isEqualTo(before);
    }
  }

  @Test
  void tickersAreAskedForOnceADay() {
    try (Vendor vendor = Vendor.start()) {
      with(vendor).run("ingest", "--date", "2025-01-17");

      Cli.Result soon = with(vendor).run("ingest", "--date", "2025-01-16", "--json");
      tables.execute(
          "UPDATE ingestion_logs SET started_at = started_at - interval '24 hours 1 second'");
      Cli.Result nextDay = with(vendor).run("ingest", "--date", "2025-01-15", "--json");

      assertThat(soon.attempts())
          .extracting(a -> a.replaceFirst(" .*", ""))
          .containsExactly("daily_bars", "dividends", "splits");
      assertThat(nextDay.attempts())
          .extracting(a -> a.replaceFirst(" .*", ""))
          .containsExactly("daily_bars", "dividends", "splits", "tickers");
    }
  }

  @Test
  void openDayWithoutRowsIsNotReady() {
    try (Vendor vendor = faulty("empty=2025-01-16")) {
      Cli.Result result =
          with(vendor).run("ingest", "--date=2025-01-15", "--to=2025-01-16", "--references=none");

      assertThat(result.exitCode()).isEqualTo(10);
      assertThat(result.errors())
          .containsExactly(
              "error: daily_bars: no bars for Thu 2025-01-16, an open session: the vendor answered"
                  + " with no rows; retry later");
      assertThat(tables.barsPerSession()).containsExactly("2025-01-15 39");
      assertThat(tables.log())
          .containsExactly(
              "daily_bars 2025-01-15 DONE 39 39 0", "daily_bars 2025-01-16 NOT_READY 0 0 0");
    }
  }

  @Test
  void faultsOfTheFirstTryAreSurvived() {
    try (Vendor clean = Vendor.start();
        Vendor vendor =
            faulty(
                "truncate=2025-01-13/first:1",
                "html=2025-01-14/first:1",
                "5xx=2025-01-15/first:1",
                "drop=2025-01-16/first:1",
                "empty=2025-01-17/first:1",
                "wrong-count=2025-01-21/first:1")) {
      Cli.Result result =
          with(vendor).run("ingest", "--date=2025-01-13", "--to=2025-01-21", "--references=none");

      assertThat(result.exitCode()).isZero();
      assertThat(result.errors()).isEmpty();
      assertThat(tables.barsPerSession())
          .containsExactly(
              "2025-01-13 " + clean.rows("2025-01-13"),
              "2025-01-14 " + clean.rows("2025-01-14"),
              "2025-01-15 " + clean.rows("2025-01-15"),
              "2025-01-16 " + clean.rows("2025-01-16"),
              "2025-01-17 " + clean.rows("2025-01-17"),
              "2025-01-21 " + clean.rows("2025-01-21"));
      assertThat(vendor.sandbox().requestsServed()).isEqualTo(13);
    }
  }

  @Test
  void brokenRowsAreKeptApartWithTheirTextAndReason() {
    try (Vendor clean = Vendor.start();
        Vendor vendor = faulty("negative=2025-01-16")) {
      int damaged = vendor.rows("2025-01-16") - clean.rows("2025-01-16");
      List<String> negative =
          vendor.bars("2025-01-16").stream()
              .filter(row -> row.get("c").getAsDouble() < 0)
              .map(JsonObject::toString)
              .sorted()
              .toList();

      Cli.Result result =
          with(vendor)
              .run("ingest", "--date=2025-01-16", "--references=none", "--max-rejects=1", "--json");

      assertThat(result.exitCode()).isZero();
      assertThat(negative).isNotEmpty();
      assertThat(damaged).isZero();
      assertThat(tables.column("SELECT original FROM rejected_rows").stream().sorted().toList())
          .isEqualTo(negative);
      assertThat(
              tables.column(
                  "SELECT DISTINCT dataset || ' ' || trading_date || ' ' || source FROM rejected_rows"))
          .containsExactly("daily_bars 2025-01-16 simulated");
      assertThat(tables.column("SELECT reason FROM rejected_rows"))
          .allMatch(reason -> reason.matches("c must be > 0 but was -[0-9.]+"));
      assertThat(tables.barsPerSession())
          .containsExactly("2025-01-16 " + (clean.rows("2025-01-16") - negative.size()));
      assertThat(result.attempts())
          .containsExactly(
              "daily_bars 2025-01-16 DONE rows=%d changed=%d rejected=%d"
                  .formatted(39 - negative.size(), 39 - negative.size(), negative.size()));
    }
  }

  @Test
  void repeatedRowsAreRejectedAndStoredOnce() {
    try (Vendor clean = Vendor.start();
        Vendor vendor = faulty("duplicate=2025-01-16")) {
      int repeated = vendor.rows("2025-01-16") - clean.rows("2025-01-16");

      Cli.Result result =
          with(vendor).run("ingest", "--date=2025-01-16", "--references=none", "--max-rejects=0.5");

      assertThat(result.exitCode()).isZero();
      assertThat(repeated).isPositive();
      assertThat(tables.barsPerSession()).containsExactly("2025-01-16 " + clean.rows("2025-01-16"));
      assertThat(tables.column("SELECT reason FROM rejected_rows"))
          .hasSize(repeated)
          .allMatch(reason -> reason.matches("T repeats an equal row of [A-Za-z.]+"));
    }
  }

  @Test
  void everyKindOfDamageIsSeen() {
    SandboxSettings large = SandboxSettings.of(MarketSource.simulated(42, 750), Cli.CLOCK);
    try (Vendor vendor = Vendor.start(large.withFaults("corrupt=2025-01-16"))) {
      int rows = vendor.rows("2025-01-16");

      Cli.Result result =
          with(vendor).run("ingest", "--date=2025-01-16", "--references=none", "--max-rejects=1");

      assertThat(result.exitCode()).isZero();
      assertThat(
              tables.number("SELECT count(*) FROM daily_bars")
                  + tables.number("SELECT count(*) FROM rejected_rows"))
          .isEqualTo(rows);
      assertThat(
              tables.column(
                  "SELECT DISTINCT split_part(reason, ' ', 1) FROM rejected_rows ORDER BY 1"))
          .containsExactly("T", "c", "prices", "t");
    }
  }

  @Test
  void tooManyBrokenRowsStoreNothing() {
    try (Vendor vendor = faulty("corrupt=2025-01-16")) {
      Cli.Result result =
          with(vendor).run("ingest", "--date=2025-01-16", "--references=none", "--max-rejects=0");

      long rejects = tables.number("SELECT count(*) FROM rejected_rows");
      assertThat(result.exitCode()).isEqualTo(20);
      assertThat(result.errors()).hasSize(1);
      assertThat(result.errors().get(0))
          .startsWith(
              "error: daily_bars: %d of %d rows of Thu 2025-01-16 break a rule (first: "
                  .formatted(rejects, vendor.rows("2025-01-16")))
          .endsWith("): nothing stored; see table rejected_rows");
      assertThat(tables.number("SELECT count(*) FROM daily_bars")).isZero();
      assertThat(rejects).isPositive();
    }
  }

  @Test
  void cleanRetryRemovesTheRejectsOfTheAttemptBefore() {
    try (Vendor vendor = faulty("negative=2025-01-16/first:1")) {
      with(vendor).run("ingest", "--date=2025-01-16", "--references=none", "--max-rejects=0");
      long before = tables.number("SELECT count(*) FROM rejected_rows");

      Cli.Result retry = with(vendor).run("ingest", "--date=2025-01-16", "--references=none");

      assertThat(before).isPositive();
      assertThat(retry.exitCode()).isZero();
      assertThat(tables.number("SELECT count(*) FROM rejected_rows")).isZero();
      assertThat(tables.barsPerSession()).containsExactly("2025-01-16 39");
    }
  }

  @Test
  void missingKeyIsRefusedWithAdvice() {
    try (Vendor vendor = Vendor.start(Vendor.settings().withApiKey("right-key-5417"))) {
      Cli.Result result =
          with(vendor).run("ingest", "--date", "2025-01-10", "--references", "none");

      assertThat(result.exitCode()).isEqualTo(30);
      assertThat(result.errors())
          .containsExactly(
              "error: daily_bars: the vendor answered 401 'API Key was not provided': set"
                  + " POLYGON_API_KEY to a valid key (environment or financeflow.properties)");
    }
  }

  @Test
  void wrongKeyIsRefusedAndNeverShown() {
    try (Vendor vendor = Vendor.start(Vendor.settings().withApiKey("right-key-5417"))) {
      Cli wrong = with(vendor).with("POLYGON_API_KEY", "wrong-key-9034");

      Cli.Result result = wrong.run("ingest", "--date", "2025-01-10");
      Cli.Result debug = wrong.run("ingest", "--date", "2025-01-10", "--debug", "--json");

      assertThat(result.exitCode()).isEqualTo(30);
      assertThat(result.errors())
          .hasSize(4)
          .allMatch(
              line ->
                  line.endsWith(
                      ": the vendor answered 401 'Unknown API Key': set POLYGON_API_KEY to a valid key"
                          + " (environment or financeflow.properties)"));
      assertThat(debug.exitCode()).isEqualTo(30);
      assertThat(result.out() + result.err() + debug.out() + debug.err())
          .doesNotContain("wrong-key-9034");
      assertThat(String.join("\n", tables.column("SELECT l::text FROM ingestion_logs l")))
          .doesNotContain("wrong-key-9034");
    }
  }

  @Test
  void rightKeyIsAccepted() {
    try (Vendor vendor = Vendor.start(Vendor.settings().withApiKey("right-key-5417"))) {
      Cli.Result result =
          with(vendor)
              .with("POLYGON_API_KEY", "right-key-5417")
              .run("ingest", "--date", "2025-01-10", "--references", "none");

      assertThat(result.exitCode()).isZero();
      assertThat(tables.barsPerSession()).containsExactly("2025-01-10 39");
    }
  }

  @Test
  void dayBeforeItsEndIsNotReady() {
    SandboxSettings early =
        SandboxSettings.of(
            MarketSource.simulated(42, 60),
            Clock.fixed(Instant.parse("2025-01-31T15:00:00Z"), ZoneOffset.UTC));
    try (Vendor vendor = Vendor.start(early)) {
      Cli.Result result =
          with(vendor).run("ingest", "--date", "2025-01-31", "--references", "none");

      assertThat(result.exitCode()).isEqualTo(10);
      assertThat(result.errors()).hasSize(1);
      assertThat(result.errors().get(0))
          .startsWith(
              "error: daily_bars: the vendor answered 403 'Attempted to request today's data")
          .endsWith(": run the same command after the vendor's release");
      assertThat(tables.number("SELECT count(*) FROM daily_bars")).isZero();
    }
  }

  @Test
  void jsonReportIsExact() {
    try (Vendor vendor = Vendor.start()) {
      Cli.Result result =
          with(vendor).run("ingest", "--date=2025-01-10", "--references=none", "--json");

      JsonObject report = result.json();
      String runId = tables.column("SELECT DISTINCT run_id::text FROM ingestion_logs").get(0);
      assertThat(report)
          .hasToString(
              """
              {"command":"ingest","run_id":"%s","exit_code":0,"seconds":0.0,\
              "sessions":1,"not_ready":0,"rows":39,"changed":39,"rejected":0,"attempts":[{"dataset":"daily_bars","date":"2025-01-10","source":"simulated",\
              "status":"DONE","rows":39,"changed":39,"rejected":0,"seconds":0.0,"error":null}]}"""
                  .formatted(runId));
      assertThat(result.out()).isEqualTo(report + "\n");
      assertThat(tables.column("SELECT DISTINCT started_at::text FROM ingestion_logs"))
          .containsExactly("2025-02-01 03:45:00+05:45");
    }
  }

  @Test
  void simulatedAndRealDataDoNotMix(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("bars.csv");
    Files.writeString(
        file,
        """
        ticker,date,open,high,low,close,volume
        AAPL,2025-01-10,240.01,240.16,233.00,236.85,61710900
        MSFT,2025-01-10,424.63,424.71,415.02,418.95,20201100
        """);
    SandboxSettings replay = SandboxSettings.of(MarketSource.replay(file), Cli.CLOCK);
    try (Vendor real = Vendor.start(replay);
        Vendor simulated = Vendor.start()) {
      assertThat(with(real).run("ingest", "--date=2025-01-10", "--references=none").exitCode())
          .isZero();
      tables.execute(
          "INSERT INTO tickers (ticker, name, source) VALUES ('AAPL', 'Apple Inc.', 'polygon')");

      Cli.Result bars = with(simulated).run("ingest", "--date=2025-01-13", "--references=none");
      Cli.Result lists = with(simulated).run("ingest", "--date=2025-01-11", "--references=all");

      String refusal =
          "error: this database holds real data and the vendor sends data of source 'simulated',"
              + " which must not mix: use another database (FINANCEFLOW_HOME or DATABASE_URL), or"
              + " empty this one with ./financeflow db reset";
      assertThat(bars.exitCode()).isEqualTo(20);
      assertThat(bars.err()).isEqualTo(refusal + "\n");
      assertThat(lists.exitCode()).isEqualTo(20);
      assertThat(lists.errors()).containsExactly(refusal);
      assertThat(tables.barsPerSession()).containsExactly("2025-01-10 2");
      assertThat(tables.column("SELECT ticker || ' ' || name FROM tickers"))
          .containsExactly("AAPL Apple Inc.");
    }
  }
}
