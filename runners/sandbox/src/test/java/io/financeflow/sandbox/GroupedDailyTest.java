package io.financeflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Period;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Grouped daily bars of a simulated market, on a Thursday after the close. */
class GroupedDailyTest {

  private static final String FRI_2025_01_10 = "2025-01-10";
  private static final long FRI_2025_01_10_16_00 = 1736542800000L;
  private static final long MON_2025_07_07_16_00 = 1751918400000L;

  private static Sandbox sandbox;
  private static Client client;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start(Sandboxes.simulated());
    client = new Client(sandbox);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void openDayHasARowPerTradedTicker() throws Exception {
    Client.Reply reply = client.grouped(FRI_2025_01_10);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.type()).isEqualTo("application/json");
    assertThat(reply.label()).isEqualTo("simulated");
    assertThat(reply.column("T")).hasSize(509).doesNotHaveDuplicates();
    assertThat(reply.json().keySet())
        .containsExactly(
            "queryCount", "resultsCount", "adjusted", "results", "status", "request_id", "count");
    assertThat(reply.json().get("resultsCount").getAsInt()).isEqualTo(reply.results().size());
    assertThat(reply.json().get("adjusted").getAsBoolean()).isFalse();
    assertThat(reply.column("t")).containsOnly(String.valueOf(FRI_2025_01_10_16_00));
  }

  @Test
  void bodyOfASeedNeverChanges() throws Exception {
    Client.Reply reply = client.grouped(FRI_2025_01_10);

    assertThat(reply.body())
        .startsWith(
            "{\"queryCount\":509,\"resultsCount\":509,\"adjusted\":false,\"results\":["
                + "{\"T\":\"ABQ\",\"v\":853807.8275,\"vw\":271.21,\"o\":273.39,\"c\":271.32,"
                + "\"h\":274.54,\"l\":267.66,\"t\":1736542800000,\"n\":9672},");
    assertThat(sha256(reply.body()))
        .isEqualTo("577f5f59932ad88b2da1d9d889584861069d9e8f9dd86c214a2787819f5d791a");
  }

  @Test
  void secondServerOfTheSeedSendsTheSameBytes() throws Exception {
    try (Sandbox second = Sandbox.start(Sandboxes.simulated())) {
      Client other = new Client(second);

      assertThat(other.grouped("1999-12-31").body()).isEqualTo(client.grouped("1999-12-31").body());
      assertThat(other.grouped("2008-10-10").body()).isEqualTo(client.grouped("2008-10-10").body());
    }
  }

  @Test
  void anotherSeedIsAnotherMarket() throws Exception {
    MarketSource source = MarketSource.simulated(43, 100);
    try (Sandbox second = Sandbox.start(SandboxSettings.of(source, Sandboxes.THU_2025_11_20))) {
      List<String> closes = new Client(second).grouped(FRI_2025_01_10).column("c");

      assertThat(closes).isNotEmpty().doesNotContainSequence(closesOfFirstTwo());
    }
  }

  @Test
  void everyBarIsConsistent() throws Exception {
    for (String date : List.of("1990-01-02", "2003-06-17", FRI_2025_01_10)) {
      List<String> wrong =
          client.grouped(date).results().asList().stream()
              .map(JsonElement::getAsJsonObject)
              .filter(row -> !isConsistent(row))
              .map(JsonObject::toString)
              .toList();

      assertThat(wrong).isEmpty();
    }
  }

  @Test
  void timeStampFollowsNewYorkSummerTime() throws Exception {
    assertThat(client.grouped("2025-07-07").column("t"))
        .containsOnly(String.valueOf(MON_2025_07_07_16_00));
  }

  @Test
  void closedDayHasNoResults() throws Exception {
    Client.Reply saturday = client.get(Client.GROUPED + "2025-01-11");
    Client.Reply mourning = client.grouped("2025-01-09");

    assertThat(saturday.status()).isEqualTo(200);
    assertThat(saturday.body())
        .matches(
            "\\{\"queryCount\":0,\"resultsCount\":0,\"adjusted\":true,\"status\":\"OK\","
                + "\"request_id\":\"[0-9a-f]{32}\",\"count\":0\\}");
    assertThat(mourning.json().has("results")).isFalse();
  }

  @Test
  void futureDateIsRefusedByTimeframe() throws Exception {
    Client.Reply reply = client.grouped("2025-11-21");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.json().get("status").getAsString()).isEqualTo("NOT_AUTHORIZED");
    assertThat(reply.json().get("message").getAsString())
        .startsWith("Your plan doesn't include this data timeframe. Please upgrade your plan at ");
  }

  @Test
  void dateBeforeTheHistoryIsRefusedByTimeframe() throws Exception {
    SandboxSettings twoYears = Sandboxes.simulated().withHistory(Period.ofYears(2));
    try (Sandbox bounded = Sandbox.start(twoYears)) {
      Client other = new Client(bounded);

      assertThat(other.grouped("2023-11-17").status()).isEqualTo(403);
      assertThat(other.grouped("2023-11-20").status()).isEqualTo(200);
    }
    assertThat(client.grouped("1989-12-29").status()).isEqualTo(403);
  }

  @Test
  void todayIsRefusedUntilTheClose() throws Exception {
    MarketSource source = MarketSource.simulated(42, 100);
    SandboxSettings before = SandboxSettings.of(source, Sandboxes.at("2025-11-20T20:59:59Z"));
    SandboxSettings atClose = SandboxSettings.of(source, Sandboxes.at("2025-11-20T21:00:00Z"));
    try (Sandbox early = Sandbox.start(before);
        Sandbox late = Sandbox.start(atClose)) {
      Client.Reply refused = new Client(early).grouped("2025-11-20");

      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.json().get("message").getAsString())
          .startsWith("Attempted to request today's data before end of day. Please upgrade");
      assertThat(new Client(late).grouped("2025-11-20").status()).isEqualTo(200);
    }
  }

  @Test
  void malformedDateIsRefused() throws Exception {
    Client.Reply reply = client.grouped("2025-1-10");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("status").getAsString()).isEqualTo("ERROR");
    assertThat(reply.json().get("error").getAsString())
        .isEqualTo(
            "Could not parse the time parameter: 'date'. Use YYYY-MM-DD or Unix MS Timestamps");
  }

  @Test
  void pathIsCaseSensitiveAndSlashesInTheDateChangeIt() throws Exception {
    Client.Reply upper = client.get("/v2/aggs/grouped/locale/US/market/stocks/2025-01-10");
    Client.Reply slashes = client.get(Client.GROUPED + "2025/01/10");

    assertThat(upper.status()).isEqualTo(404);
    assertThat(upper.body()).isEqualTo("404 page not found\n");
    assertThat(upper.type()).startsWith("text/plain");
    assertThat(slashes.status()).isEqualTo(404);
  }

  @Test
  void gzipCarriesTheSameBody() throws Exception {
    Client.Reply plain =
        client.getWithHeader(
            Client.GROUPED + FRI_2025_01_10 + "?adjusted=false", "Accept-Encoding", "identity");

    assertThat(plain.body()).isEqualTo(client.grouped(FRI_2025_01_10).body());
  }

  private static List<String> closesOfFirstTwo() throws Exception {
    return client.grouped(FRI_2025_01_10).column("c").subList(0, 2);
  }

  private static boolean isConsistent(JsonObject row) {
    double open = row.get("o").getAsDouble();
    double close = row.get("c").getAsDouble();
    double high = row.get("h").getAsDouble();
    double low = row.get("l").getAsDouble();
    double vwap = row.has("vw") ? row.get("vw").getAsDouble() : low;
    return 0 < low
        && low <= Math.min(open, close)
        && Math.max(open, close) <= high
        && low <= vwap
        && vwap <= high
        && row.get("v").getAsDouble() >= 100
        && row.has("vw") == row.has("n");
  }

  private static String sha256(String body) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(body.getBytes(StandardCharsets.UTF_8)));
  }
}
