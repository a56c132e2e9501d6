package io.financeflow.pipelines.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.pipelines.io.DatabaseOptions;
import io.financeflow.pipelines.io.MixedSources;
import io.financeflow.pipelines.source.polygon.PolygonSettings;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.db.Rows;
import io.financeflow.schema.market.DateRange;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.testutils.metrics.MetricsReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class IngestPipelineTest {
  private static final LocalDate THU_2025_01_09 = LocalDate.of(2025, 1, 9);
  private static final LocalDate FRI_2025_01_10 = LocalDate.of(2025, 1, 10);
  private static final LocalDate MON_2025_01_13 = LocalDate.of(2025, 1, 13);
  private static final long FRIDAY_AT_CLOSE = 1736542800000L;
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-01-14T12:00:00Z"), ZoneOffset.UTC);
  private static final String EMPTY = "{\"status\":\"OK\",\"resultsCount\":0}";

  private final Database database;
  private final MockWebServer vendor = new MockWebServer();
  private final Map<String, MockResponse> answers = new ConcurrentHashMap<>();

  IngestPipelineTest(Database database) {
    this.database = database;
  }

  @BeforeEach
  void start() throws IOException {
    vendor.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String path = request.getUrl().encodedPath();
            return answers.getOrDefault(
                path.substring(path.lastIndexOf('/') + 1),
                new MockResponse.Builder().body(EMPTY).build());
          }
        });
    vendor.start();
  }

  @AfterEach
  void stop() {
    vendor.close();
  }

  @Test
  void sessionIsStoredWithItsRejectsAndLog() {
    serve(FRI_2025_01_10, row("AAPL", 236.85) + "," + row("MSFT", 418.95) + "," + row("BAD", -1));

    PipelineResult result = ingest(FRI_2025_01_10, FRI_2025_01_10, Set.of());

    assertThat(
            query(
                "SELECT ticker, close, source, revision, daily_return FROM daily_bars ORDER BY 1"))
        .containsExactly("AAPL 236.85 polygon 1 null", "MSFT 418.95 polygon 1 null");
    assertThat(query("SELECT original, reason FROM rejected_rows"))
        .containsExactly(row("BAD", -1) + " c must be > 0 but was -1.0");
    assertThat(
            query(
                """
                SELECT source, dataset, trading_date, status, row_count, changed_count,
                  rejected_count, bytes, http_status, attempt, error FROM ingestion_logs
                """))
        .containsExactly("polygon daily_bars 2025-01-10 DONE 2 2 1 243 200 1 null");
    MetricsReader metrics = new MetricsReader(result, LoadSession.class.getName());
    assertThat(metrics.getCounterMetric("rows")).isEqualTo(2);
    assertThat(metrics.getCounterMetric("rejected")).isEqualTo(1);
  }

  @Test
  void secondRunChangesNothingAndIsItsOwnAttempt() {
    serve(FRI_2025_01_10, row("AAPL", 236.85) + "," + row("BAD", -1));
    ingest(FRI_2025_01_10, FRI_2025_01_10, Set.of());
    List<String> before = query("SELECT * FROM daily_bars");

    ingest(FRI_2025_01_10, FRI_2025_01_10, Set.of());

    assertThat(query("SELECT * FROM daily_bars")).isEqualTo(before);
    assertThat(query("SELECT count(*) FROM rejected_rows")).containsExactly("1");
    assertThat(query("SELECT attempt, changed_count FROM ingestion_logs ORDER BY id"))
        .containsExactly("1 1", "2 0");
  }

  @Test
  void correctedRowTakesTheNextRevisionAndLosesTheReturnsMadeFromIt() {
    serve(FRI_2025_01_10, row("AAPL", 236.85) + "," + row("MSFT", 418.95));
    ingest(FRI_2025_01_10, FRI_2025_01_10, Set.of());
    execute(
        "INSERT INTO daily_bars SELECT ticker, '2025-01-13', open, high, low, close, volume,"
            + " vwap, trades, otc, source, 0.01 FROM daily_bars");
    execute("UPDATE daily_bars SET daily_return = 0.02 WHERE trading_date = '2025-01-10'");
    execute(
        "INSERT INTO ingestion_logs (run_id, source, dataset, trading_date, status, attempt,"
            + " started_at) VALUES (gen_random_uuid(), 'financeflow', 'daily_return', '2025-01-13',"
            + " 'DONE', 1, now())");

    serve(FRI_2025_01_10, row("AAPL", 236.95) + "," + row("MSFT", 418.95));
    ingest(FRI_2025_01_10, FRI_2025_01_10, Set.of());

    assertThat(
            query(
                "SELECT ticker, trading_date, close, revision, daily_return FROM daily_bars"
                    + " ORDER BY 1, 2"))
        .containsExactly(
            "AAPL 2025-01-10 236.95 2 null",
            "AAPL 2025-01-13 236.85 1 null",
            "MSFT 2025-01-10 418.95 1 0.02",
            "MSFT 2025-01-13 418.95 1 0.01");
  }

  @Test
  void closedDayNeedsCalendarAndVendorToAgree() {
    ingest(THU_2025_01_09, THU_2025_01_09, Set.of());
    assertThat(query("SELECT status, error FROM ingestion_logs")).containsExactly("CLOSED null");

    serve(THU_2025_01_09, row("AAPL", 236.85).replace("" + FRIDAY_AT_CLOSE, "1736456400000"));
    ingest(THU_2025_01_09, THU_2025_01_09, Set.of());
    assertThat(query("SELECT status, error FROM ingestion_logs ORDER BY id DESC LIMIT 1").get(0))
        .startsWith("BAD_INPUT Thu 2025-01-09 is closed (")
        .endsWith("the vendor sent 1 rows: one of the two calendars is wrong; nothing stored");
    assertThat(query("SELECT count(*) FROM daily_bars")).containsExactly("0");
  }

  @Test
  void emptyOpenDayIsNotReadyAndTheOtherDaysAreStored() {
    serve(FRI_2025_01_10, row("AAPL", 236.85));

    ingest(FRI_2025_01_10, MON_2025_01_13, Set.of());

    assertThat(query("SELECT trading_date, status, error FROM ingestion_logs ORDER BY 1"))
        .containsExactly(
            "2025-01-10 DONE null",
            "2025-01-11 CLOSED null",
            "2025-01-12 CLOSED null",
            "2025-01-13 NOT_READY no bars for Mon 2025-01-13, an open session: the vendor answered"
                + " with no rows; retry later");
    assertThat(query("SELECT trading_date FROM daily_bars")).containsExactly("2025-01-10");
  }

  @Test
  void refusalIsLoggedWithItsStatus() {
    answers.put(
        FRI_2025_01_10.toString(),
        new MockResponse.Builder()
            .code(403)
            .body("{\"message\":\"You are not entitled to this data.\"}")
            .build());

    ingest(FRI_2025_01_10, FRI_2025_01_10, Set.of());

    assertThat(query("SELECT status, http_status FROM ingestion_logs"))
        .containsExactly("REFUSED 403");
  }

  @Test
  void sessionWithTooManyRejectsIsNotStored() {
    serve(FRI_2025_01_10, row("AAPL", 236.85) + "," + row("BAD", -1) + "," + row("WORSE", 0));

    ingest(FRI_2025_01_10, FRI_2025_01_10, Set.of());

    assertThat(query("SELECT count(*) FROM daily_bars")).containsExactly("0");
    assertThat(query("SELECT count(*) FROM rejected_rows")).containsExactly("2");
    assertThat(query("SELECT status, error FROM ingestion_logs"))
        .containsExactly(
            "BAD_INPUT 2 of 3 rows of Fri 2025-01-10 break a rule (first: c must be > 0 but was"
                + " -1.0): nothing stored; see table rejected_rows");
  }

  @Test
  void simulatedDataIsNeverStoredBesideRealData() {
    serve(FRI_2025_01_10, row("AAPL", 236.85));
    ingest(FRI_2025_01_10, FRI_2025_01_10, Set.of());
    answers.put(
        MON_2025_01_13.toString(),
        new MockResponse.Builder()
            .body(body(row("SIM", 10).replace("" + FRIDAY_AT_CLOSE, "1736802000000")))
            .addHeader("X-Financeflow-Data", "simulated")
            .build());

    assertThatThrownBy(() -> ingest(MON_2025_01_13, MON_2025_01_13, Set.of()))
        .hasRootCauseInstanceOf(MixedSources.class)
        .rootCause()
        .hasMessageStartingWith("this database holds real data");
    assertThat(query("SELECT ticker FROM daily_bars")).containsExactly("AAPL");
  }

  @Test
  void referenceListsAreMadeEqualToTheVendors() {
    serve(
        "splits",
        "{\"ticker\":\"A\",\"execution_date\":\"2025-01-10\",\"split_from\":1,\"split_to\":2}"
            + ",{\"ticker\":\"B\",\"execution_date\":\"2025-01-10\",\"split_from\":1,\"split_to\":3}");
    serve(
        "dividends", "{\"ticker\":\"A\",\"ex_dividend_date\":\"2025-01-10\",\"cash_amount\":0.5}");
    serve("tickers", "{\"ticker\":\"A\",\"name\":\"Old\",\"active\":true}");
    ingest(FRI_2025_01_10, FRI_2025_01_10, EnumSet.allOf(ReferenceList.class));
    execute("INSERT INTO splits VALUES ('OUTSIDE', '2025-01-13', 1, 2, 'polygon')");

    serve(
        "splits",
        "{\"ticker\":\"A\",\"execution_date\":\"2025-01-10\",\"split_from\":1,\"split_to\":4}");
    serve("tickers", "{\"ticker\":\"A\",\"name\":\"New\",\"active\":true}");
    ingest(FRI_2025_01_10, FRI_2025_01_10, EnumSet.allOf(ReferenceList.class));

    assertThat(query("SELECT ticker, split_from, split_to FROM splits ORDER BY 1"))
        .containsExactly("A 1 4", "OUTSIDE 1 2");
    assertThat(query("SELECT ticker, cash_amount FROM dividends")).containsExactly("A 0.5");
    assertThat(query("SELECT ticker, name, delisted_date FROM tickers"))
        .containsExactly("A New infinity");
    assertThat(
            query(
                "SELECT dataset, changed_count FROM ingestion_logs"
                    + " WHERE dataset <> 'daily_bars' ORDER BY dataset, id"))
        .containsExactly(
            "dividends 1", "dividends 0", "splits 2", "splits 3", "tickers 1", "tickers 1");
  }

  @Test
  void emptyReferenceListRemovesNothing() {
    serve(
        "splits",
        "{\"ticker\":\"A\",\"execution_date\":\"2025-01-10\",\"split_from\":1,\"split_to\":2}");
    ingest(FRI_2025_01_10, FRI_2025_01_10, EnumSet.of(ReferenceList.SPLITS));

    answers.clear();
    ingest(FRI_2025_01_10, FRI_2025_01_10, EnumSet.of(ReferenceList.SPLITS));

    assertThat(query("SELECT ticker FROM splits")).containsExactly("A");
  }

  @Test
  void stepThatARunnerRepeatsWithinARunAsksAndLogsNothingAgain() {
    serve(FRI_2025_01_10, row("AAPL", 236.85));
    UUID run = UUID.randomUUID();
    ingest(run, FRI_2025_01_10, MON_2025_01_13, Set.of(ReferenceList.SPLITS));
    int asked = vendor.getRequestCount();

    PipelineResult repeated =
        ingest(run, FRI_2025_01_10, MON_2025_01_13, Set.of(ReferenceList.SPLITS));

    assertThat(query("SELECT trading_date, dataset, status FROM ingestion_logs ORDER BY 1, 2, 3"))
        .containsExactly(
            "2025-01-10 daily_bars DONE",
            "2025-01-11 daily_bars CLOSED",
            "2025-01-12 daily_bars CLOSED",
            "2025-01-13 daily_bars NOT_READY",
            "2025-01-13 daily_bars NOT_READY",
            "2025-01-13 splits DONE");
    assertThat(vendor.getRequestCount() - asked)
        .as("for the session that was not ready")
        .isEqualTo(2);
    assertThat(new MetricsReader(repeated, LoadSession.class.getName()).getCounterMetric("rows"))
        .isOne();
  }

  private PipelineResult ingest(LocalDate from, LocalDate to, Set<ReferenceList> lists) {
    return ingest(UUID.randomUUID(), from, to, lists);
  }

  private PipelineResult ingest(UUID run, LocalDate from, LocalDate to, Set<ReferenceList> lists) {
    PolygonSettings polygon =
        new PolygonSettings(vendor.url("/").uri(), "k", 0, PolygonSettings.Retries.DEFAULT);
    IngestSettings settings =
        new IngestSettings(
            DatabaseOptions.configuration(
                database.settings().url(),
                database.settings().user(),
                database.settings().password()),
            polygon,
            new DateRange(from, to),
            new IngestSettings.Policy(lists, false, 0.5),
            new IngestSettings.Run(run, CLOCK));
    assertThat(settings.toString()).doesNotContain(database.settings().password());
    Pipeline pipeline = Pipeline.create();
    IngestPipeline.build(pipeline, settings);
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    return result;
  }

  private void serve(LocalDate date, String rows) {
    serve(date.toString(), rows);
  }

  private void serve(String path, String rows) {
    answers.put(path, new MockResponse.Builder().body(body(rows)).build());
  }

  private static String body(String rows) {
    return "{\"status\":\"OK\",\"results\":[" + rows + "]}";
  }

  private static String row(String ticker, double close) {
    return "{\"T\":\"%s\",\"v\":1000,\"o\":300,\"c\":%s,\"h\":500,\"l\":1,\"t\":%d}"
        .formatted(ticker, close, FRIDAY_AT_CLOSE);
  }

  private List<String> query(String sql) {
    return Rows.of(database, sql);
  }

  private void execute(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }
}
