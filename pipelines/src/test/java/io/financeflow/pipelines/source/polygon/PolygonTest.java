package io.financeflow.pipelines.source.polygon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.pipelines.source.FetchedDay;
import io.financeflow.pipelines.source.FetchedList;
import io.financeflow.pipelines.source.RequestLimit;
import io.financeflow.pipelines.source.VendorFailure;
import io.financeflow.schema.market.Dividend;
import io.financeflow.schema.market.IngestionStatus;
import io.financeflow.schema.market.Listing;
import io.financeflow.schema.market.Split;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okio.Buffer;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolygonTest {
  private static final LocalDate THU_2026_03_12 = LocalDate.of(2026, 3, 12);
  private static final String EMPTY = "{\"status\":\"OK\",\"resultsCount\":0}";
  private static final String ONE_BAR =
      """
      {"status":"OK","resultsCount":1,"results":[{"T":"ACME","v":10,"o":47.9,"c":48.55,"h":48.81,\
      "l":47.62,"t":1773345600000}]}""";

  private final MockWebServer server = new MockWebServer();
  private final List<Long> sleptMillis = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void keyTravelsInAHeaderOnlyAndBarsAreAskedForUnadjusted() throws InterruptedException {
    server.enqueue(ok(ONE_BAR));

    FetchedDay day = polygon().groupedDay(THU_2026_03_12, false, true);

    assertThat(day.bars()).extracting("ticker").containsExactly("ACME");
    assertThat(day.receipt().httpStatus()).isEqualTo(200);
    assertThat(day.receipt().bytes()).isEqualTo(ONE_BAR.length());
    assertThat(day.receipt().source()).isEqualTo("polygon");
    RecordedRequest request = server.takeRequest();
    assertThat(request.getTarget())
        .isEqualTo(
            "/v2/aggs/grouped/locale/us/market/stocks/2026-03-12?adjusted=false&include_otc=false");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer sesame");
    assertThat(request.getHeaders().get("Accept-Encoding")).isEqualTo("gzip");
  }

  @Test
  void gzippedBodyIsReadAndCountedAsDecoded() throws IOException {
    Buffer zipped = new Buffer();
    try (var sink = Okio.buffer(new GzipSink(zipped))) {
      sink.writeUtf8(ONE_BAR);
    }
    server.enqueue(
        new MockResponse.Builder().body(zipped).addHeader("Content-Encoding", "gzip").build());

    FetchedDay day = polygon().groupedDay(THU_2026_03_12, false, true);

    assertThat(day.rows()).isEqualTo(1);
    assertThat(day.receipt().bytes()).isEqualTo(ONE_BAR.length());
  }

  @Test
  void transientFaultsAreRetriedWithBackoff() {
    server.enqueue(new MockResponse.Builder().code(502).body("<html>502</html>").build());
    server.enqueue(ok("<html>welcome</html>"));
    server.enqueue(ok(ONE_BAR.substring(0, 60)));
    server.enqueue(
        new MockResponse.Builder()
            .body(ONE_BAR)
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());
    server.enqueue(ok(ONE_BAR));

    assertThat(polygon().groupedDay(THU_2026_03_12, false, true).rows()).isEqualTo(1);
    assertThat(sleptMillis).containsExactly(1_000L, 2_000L, 4_000L, 8_000L);
  }

  @Test
  void retryAfterIsHonouredAndWithoutItAWholeWindowIsWaited() {
    server.enqueue(
        new MockResponse.Builder().code(429).addHeader("Retry-After", "7").body("").build());
    server.enqueue(new MockResponse.Builder().code(429).body("slow down").build());
    server.enqueue(ok(ONE_BAR));

    assertThat(polygon().groupedDay(THU_2026_03_12, false, true).rows()).isEqualTo(1);
    assertThat(sleptMillis).containsExactly(7_000L, 61_000L);
  }

  @Test
  void exhaustedRetriesNameTheVendorAndTheLastAnswer() {
    for (int i = 0; i < 6; i++) {
      server.enqueue(new MockResponse.Builder().code(503).body("").build());
    }

    assertThatThrownBy(() -> polygon().groupedDay(THU_2026_03_12, false, true))
        .isInstanceOfSatisfying(
            VendorFailure.class,
            failure -> {
              assertThat(failure.status()).isEqualTo(IngestionStatus.FAILED);
              assertThat(failure.httpStatus()).isEqualTo(503);
            })
        .hasMessageContaining("answered 503 ''")
        .hasMessageContaining("6 tries")
        .hasMessageNotContaining("sesame");
    assertThat(server.getRequestCount()).isEqualTo(6);
  }

  @Test
  void refusalIsNotRetriedAndARefusedKeyIsNotSentAgain() {
    server.enqueue(
        new MockResponse.Builder().code(401).body("{\"error\":\"Unknown API Key\"}").build());
    Polygon polygon = polygon();

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> polygon.groupedDay(THU_2026_03_12, false, true))
          .hasMessageContaining("Unknown API Key");
    }

    assertThat(server.getRequestCount()).isEqualTo(1);
    assertThat(sleptMillis).isEmpty();
  }

  @Test
  void emptyAnswerOfAnOpenDayIsAskedForOnceMore() {
    server.enqueue(ok(EMPTY));
    server.enqueue(ok(ONE_BAR));
    assertThat(polygon().groupedDay(THU_2026_03_12, false, true).rows()).isEqualTo(1);

    server.enqueue(ok(EMPTY));
    server.enqueue(ok(EMPTY));
    assertThat(polygon().groupedDay(THU_2026_03_12, false, true).rows()).isZero();

    server.enqueue(ok(EMPTY));
    assertThat(polygon().groupedDay(THU_2026_03_12, false, false).rows()).isZero();
    assertThat(server.getRequestCount()).isEqualTo(5);
  }

  @Test
  void pagesAreFollowedOnOurBaseOnly() throws InterruptedException {
    server.enqueue(
        ok(
            """
            {"status":"OK","results":[{"ticker":"AAPL","execution_date":"2020-08-31","split_from":1,
             "split_to":4}],"next_url":"https://evil.example/v3/reference/splits?cursor=abc&apiKey=x"}
            """));
    server.enqueue(
        ok(
            """
            {"status":"OK","results":[{"ticker":"TSLA","execution_date":"2020-08-31",
             "split_from":1.0,"split_to":5},{"ticker":"BAD","execution_date":"soon"}]}
            """));

    FetchedList<Split> splits =
        polygon().splits(LocalDate.of(2020, 8, 31), LocalDate.of(2020, 8, 31));

    assertThat(splits.rows())
        .containsExactly(
            new Split("AAPL", LocalDate.of(2020, 8, 31), 1, 4),
            new Split("TSLA", LocalDate.of(2020, 8, 31), 1, 5));
    assertThat(splits.rejects()).hasSize(1);
    assertThat(server.takeRequest().getTarget())
        .isEqualTo(
            "/v3/reference/splits?execution_date.gte=2020-08-31&execution_date.lte=2020-08-31"
                + "&sort=execution_date&order=asc&limit=1000");
    RecordedRequest second = server.takeRequest();
    assertThat(second.getTarget()).isEqualTo("/v3/reference/splits?cursor=abc");
    assertThat(second.getHeaders().get("Authorization")).isEqualTo("Bearer sesame");
  }

  @Test
  void cursorThatComesTwiceEndsTheList() {
    String again =
        "{\"status\":\"OK\",\"results\":[],\"next_url\":\"/v3/reference/splits?cursor=same\"}";
    server.enqueue(ok(again));
    server.enqueue(ok(again));

    assertThatThrownBy(() -> polygon().splits(THU_2026_03_12, THU_2026_03_12))
        .isInstanceOf(VendorFailure.class)
        .hasMessageContaining("a cursor came twice");
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void dividendsAreReadWithTheirDates() {
    server.enqueue(
        ok(
            """
            {"status":"OK","results":[{"ticker":"KO","cash_amount":0.41,"currency":"USD",
             "declaration_date":"2020-10-15","ex_dividend_date":"2020-11-30","record_date":"",
             "pay_date":null,"frequency":4,"dividend_type":"CD"}]}
            """));

    FetchedList<Dividend> dividends = polygon().dividends(THU_2026_03_12, THU_2026_03_12);

    assertThat(dividends.rows())
        .containsExactly(
            new Dividend(
                "KO",
                LocalDate.of(2020, 11, 30),
                0.41,
                "CD",
                "USD",
                new Dividend.Dates(LocalDate.of(2020, 10, 15), null, null),
                4));
  }

  @Test
  void listingsAreActiveAndDelistedAndRepeatsAreOneRow() throws InterruptedException {
    String active =
        """
        {"ticker":"META","name":"Meta Platforms","type":"CS","primary_exchange":"XNAS",\
        "active":true,"currency_name":"usd","cik":"0001326801","composite_figi":"BBG000MM2P62"}""";
    server.enqueue(ok("{\"status\":\"OK\",\"results\":[" + active + "," + active + "]}"));
    server.enqueue(
        ok(
            """
            {"status":"OK","results":[{"ticker":"META","name":"An ETF\\u0000","active":false,
             "delisted_utc":"2022-01-28T05:00:00Z"},{"ticker":"X","active":false}]}
            """));

    FetchedList<Listing> listings = polygon().listings();

    assertThat(listings.rows())
        .containsExactly(
            new Listing(
                "META",
                null,
                "Meta Platforms",
                "CS",
                new Listing.Identity("XNAS", "usd", "0001326801", "BBG000MM2P62")),
            new Listing(
                "META",
                LocalDate.of(2022, 1, 28),
                "An ETF",
                "",
                new Listing.Identity("", "", "", "")));
    assertThat(listings.rejects())
        .extracting("reason")
        .containsExactly("delisted_utc must be there for an inactive ticker");
    assertThat(server.takeRequest().getTarget()).contains("active=true");
    assertThat(server.takeRequest().getTarget()).contains("active=false");
  }

  private Polygon polygon() {
    PolygonSettings settings =
        new PolygonSettings(
            server.url("/").uri(),
            "sesame",
            0,
            new PolygonSettings.Retries(
                6, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(61)));
    assertThat(settings.toString()).doesNotContain("sesame");
    RequestGate gate = new RequestGate(RequestLimit.NONE, System::nanoTime, sleptMillis::add);
    PolygonHttp.Channel channel =
        new PolygonHttp.Channel(new OkHttpClient(), new AtomicReference<>());
    return new Polygon(
        settings, new PolygonHttp(channel, settings, gate, sleptMillis::add, () -> 1.0));
  }

  private static MockResponse ok(String body) {
    return new MockResponse.Builder().body(Objects.requireNonNull(body)).build();
  }
}
