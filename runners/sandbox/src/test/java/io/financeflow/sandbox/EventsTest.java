package io.financeflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Splits and dividends, of the made-up file and of a simulation. */
class EventsTest {

  private static final String ID = "\"id\":\"E[0-9a-f]{32}\",";
  private static final String TAIL = "\"status\":\"OK\",\"request_id\":\"[0-9a-f]{32}\"";

  private static Sandbox replaying;
  private static Sandbox simulating;
  private static Client replay;
  private static Client simulation;

  @BeforeAll
  static void start() {
    replaying = Sandbox.start(Sandboxes.replay());
    simulating = Sandbox.start(Sandboxes.simulated());
    replay = new Client(replaying);
    simulation = new Client(simulating);
  }

  @AfterAll
  static void stop() {
    replaying.close();
    simulating.close();
  }

  @Test
  void splitsOfAFileAreItsRatios() throws Exception {
    assertThat(replay.get("/v3/reference/splits").body())
        .matches(
            "\\{\"results\":\\["
                + row("BBB.B", "2024-03-12", "10", "1")
                + ","
                + row("AAA", "2024-03-12", "1", "4")
                + ","
                + row("CCC", "2024-03-08", "1", "7.000007")
                + "],"
                + TAIL
                + ",\"count\":3}");
  }

  @Test
  void newSplitsEndpointAddsTypeAndFactor() throws Exception {
    Client.Reply reply = replay.get("/stocks/v1/splits?sort=ticker.asc");

    assertThat(reply.column("ticker")).containsExactly("AAA", "BBB.B", "CCC");
    assertThat(reply.column("adjustment_type"))
        .containsExactly("forward_split", "reverse_split", "forward_split");
    assertThat(reply.column("historical_adjustment_factor"))
        .containsExactly("0.25", "10", "0.142857");
  }

  @Test
  void dividendsOfAFileKnowOnlyTheExDate() throws Exception {
    assertThat(replay.get("/v3/reference/dividends").body())
        .matches(
            "\\{\"results\":\\[\\{"
                + ID
                + "\"ticker\":\"AAA\",\"cash_amount\":0.25,\"currency\":\"USD\","
                + "\"ex_dividend_date\":\"2024-03-13\",\"frequency\":0,\"dividend_type\":\"CD\"}],"
                + TAIL
                + ",\"count\":1}");
  }

  @Test
  void newDividendsEndpointAdjustsForSplits() throws Exception {
    Client.Reply reply = replay.get("/stocks/v1/dividends?ticker=AAA");

    assertThat(reply.column("split_adjusted_cash_amount")).containsExactly("0.25");
    assertThat(reply.column("distribution_type")).containsExactly("unknown");
  }

  @Test
  void boundsSelectTickersAndDates() throws Exception {
    String splits = "/v3/reference/splits?order=asc&sort=ticker&";

    assertThat(replay.get(splits + "ticker=AAA").column("ticker")).containsExactly("AAA");
    assertThat(replay.get(splits + "ticker.gte=BBB.B").column("ticker"))
        .containsExactly("BBB.B", "CCC");
    assertThat(replay.get(splits + "ticker.gt=AAA&ticker.lt=CCC").column("ticker"))
        .containsExactly("BBB.B");
    assertThat(replay.get(splits + "ticker.any_of=AAA,CCC").column("ticker"))
        .containsExactly("AAA", "CCC");
    assertThat(replay.get(splits + "execution_date.lte=2024-03-11").column("ticker"))
        .containsExactly("CCC");
    assertThat(replay.get(splits + "execution_date=2024-03-12").column("ticker"))
        .containsExactly("AAA", "BBB.B");
    assertThat(replay.get(splits + "reverse_split=true").column("ticker")).containsExactly("BBB.B");
    assertThat(replay.get(splits + "execution_date.gt=2024-03-12").column("ticker")).isEmpty();
  }

  @Test
  void eventsOfTheFutureAreUnknown() throws Exception {
    SandboxSettings earlier =
        SandboxSettings.of(
            MarketSource.replay(Sandboxes.madeUpBars()), Sandboxes.at("2024-03-11T22:00:00Z"));
    try (Sandbox sandbox = Sandbox.start(earlier)) {
      Client client = new Client(sandbox);

      assertThat(client.get("/v3/reference/splits").column("ticker")).containsExactly("CCC");
      assertThat(client.get("/v2/aggs/ticker/AAA/range/1/day/2024-03-07/2024-03-13").column("c"))
          .containsExactly("102", "100", "106.5001");
    }
  }

  @Test
  void pagesOfDividendsAreCompleteSortedAndWithoutRepeats() throws Exception {
    String half =
        "/v3/reference/dividends?ex_dividend_date.gte=2024-01-01&ex_dividend_date.lt=2024-07-01";

    List<String> small = simulation.all(half + "&limit=97&order=asc", "id");
    List<String> large = simulation.get(half + "&limit=1000&order=asc").column("id");
    List<String> dates = simulation.all(half + "&limit=500", "ex_dividend_date");

    assertThat(large).hasSizeBetween(500, 999).doesNotHaveDuplicates();
    assertThat(small).isEqualTo(large);
    assertThat(dates).hasSameSizeAs(large).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void limitsDifferBetweenTheGenerations() throws Exception {
    assertThat(simulation.get("/v3/reference/dividends").results()).hasSize(10);
    assertThat(simulation.get("/stocks/v1/dividends").results()).hasSize(100);
    assertThat(simulation.get("/v3/reference/dividends?limit=1001").status()).isEqualTo(400);
    assertThat(simulation.get("/stocks/v1/dividends?limit=5000").status()).isEqualTo(200);
    assertThat(simulation.get("/stocks/v1/dividends?limit=0").status()).isEqualTo(400);
  }

  @Test
  void simulatedDividendHasItsFourDatesInOrder() throws Exception {
    List<JsonElement> rows =
        simulation.get("/v3/reference/dividends?limit=1000").results().asList();

    assertThat(rows)
        .hasSize(1000)
        .allSatisfy(
            row -> {
              String declared = text(row, "declaration_date");
              assertThat(declared).isLessThanOrEqualTo("2025-11-20");
              assertThat(text(row, "ex_dividend_date")).isGreaterThanOrEqualTo(declared);
              assertThat(text(row, "record_date")).isGreaterThan(text(row, "ex_dividend_date"));
              assertThat(text(row, "pay_date")).isGreaterThan(text(row, "record_date"));
            });
  }

  @Test
  void adjustedPricesJoinAtEverySimulatedSplit() throws Exception {
    List<JsonElement> splits = simulation.get("/stocks/v1/splits?limit=200").results().asList();

    assertThat(splits)
        .hasSize(200)
        .allSatisfy(split -> assertThat(changeAcross(split)).isBetween(0.6, 1.6));
  }

  @Test
  void wrongParametersAreRefused() throws Exception {
    assertThat(replay.get("/v3/reference/splits?execution_date.gte=now").status()).isEqualTo(400);
    assertThat(replay.get("/v3/reference/splits?sort=colour").status()).isEqualTo(400);
    assertThat(replay.get("/v3/reference/splits?order=up").status()).isEqualTo(400);
    assertThat(replay.get("/v3/reference/splits?limit=many").status()).isEqualTo(400);
  }

  private static double changeAcross(JsonElement split) throws Exception {
    String ticker = text(split, "ticker");
    String date = text(split, "execution_date");
    String range = "/v2/aggs/ticker/" + ticker + "/range/1/day/1990-01-01/";
    String last = range + date + "?sort=desc&limit=2";
    List<String> closes = simulation.get(last).column("c");
    return Double.parseDouble(closes.get(0)) / Double.parseDouble(closes.get(1));
  }

  private static String text(JsonElement row, String name) {
    return row.getAsJsonObject().get(name).getAsString();
  }

  private static String row(String ticker, String date, String from, String to) {
    return "\\{"
        + ID
        + "\"ticker\":\""
        + ticker
        + "\",\"execution_date\":\""
        + date
        + "\",\"split_from\":"
        + from
        + ",\"split_to\":"
        + to
        + "}";
  }
}
