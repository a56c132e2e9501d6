package io.financeflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of tickers and the details of one. */
class TickersTest {

  private static final String LIST = "/v3/reference/tickers";

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
  void fileHasActiveAndEndedTickers() throws Exception {
    assertThat(replay.get(LIST).column("ticker")).containsExactly("AAA", "BBB.B");
    assertThat(replay.get(LIST + "?active=false").body())
        .matches(
            "\\{\"results\":\\[\\{\"ticker\":\"CCC\",\"name\":\"Replay of CCC\","
                + "\"market\":\"stocks\",\"locale\":\"us\",\"type\":\"CS\",\"active\":false,"
                + "\"currency_name\":\"usd\",\"last_updated_utc\":\"2024-03-13T00:00:00Z\","
                + "\"delisted_utc\":\"2024-03-08T00:00:00Z\"}],\"status\":\"OK\","
                + "\"request_id\":\"[0-9a-f]{32}\",\"count\":1}");
  }

  @Test
  void filtersSelect() throws Exception {
    assertThat(replay.get(LIST + "?ticker=BBB.B").column("ticker")).containsExactly("BBB.B");
    assertThat(replay.get(LIST + "?ticker.gt=AAA").column("ticker")).containsExactly("BBB.B");
    assertThat(replay.get(LIST + "?search=of+aa").column("ticker")).containsExactly("AAA");
    assertThat(replay.get(LIST + "?order=desc").column("ticker")).containsExactly("BBB.B", "AAA");
    assertThat(replay.get(LIST + "?market=otc").column("ticker")).isEmpty();
    assertThat(replay.get(LIST + "?market=stocks&type=PFD").column("ticker")).isEmpty();
    assertThat(replay.get(LIST + "?date=2024-03-08").column("ticker"))
        .containsExactly("AAA", "BBB.B", "CCC");
  }

  @Test
  void simulatedNamesSaySo() throws Exception {
    List<String> names = simulation.all(LIST + "?limit=1000", "name");

    assertThat(names).hasSize(512).allMatch(name -> name.startsWith("Simulated "));
    assertThat(names).contains("Simulated Market Fund");
  }

  @Test
  void pagesOfTickersAreCompleteSortedAndWithoutRepeats() throws Exception {
    List<String> small = simulation.all(LIST + "?limit=100", "ticker");

    assertThat(small).doesNotHaveDuplicates().isSorted();
    assertThat(small).isEqualTo(simulation.get(LIST + "?limit=1000").column("ticker"));
  }

  @Test
  void marketHasClassSharesPreferredsAndAFund() throws Exception {
    List<String> tickers = simulation.get(LIST + "?limit=1000").column("ticker");

    assertThat(tickers).filteredOn(ticker -> ticker.matches("[A-Z]+\\.B")).hasSizeGreaterThan(5);
    assertThat(tickers).filteredOn(ticker -> ticker.matches("[A-Z]+p[A-Z]")).hasSizeGreaterThan(5);
    assertThat(simulation.get(LIST + "?type=ETF").column("ticker")).containsExactly("SIM");
  }

  @Test
  void endedTickerIsUsedAgainByAnotherCompany() throws Exception {
    List<String> ended = simulation.get(LIST + "?active=false&limit=1000").column("ticker");
    Set<String> again = new HashSet<>(simulation.get(LIST + "?limit=1000").column("ticker"));
    again.retainAll(ended);
    List<String> names = new ArrayList<>();
    String one = again.stream().sorted().findFirst().orElseThrow();
    names.addAll(simulation.get(LIST + "?ticker=" + one).column("name"));
    names.addAll(simulation.get(LIST + "?active=false&ticker=" + one).column("name"));

    assertThat(again).hasSizeGreaterThan(5);
    assertThat(names).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void detailsAddSharesAndValue() throws Exception {
    JsonObject fund = details("SIM");
    String common = simulation.get(LIST + "?type=CS").column("ticker").get(1);
    JsonObject company = details(common);
    double close =
        Double.parseDouble(
            simulation
                .get("/v2/aggs/ticker/" + common + "/range/1/day/2025-11-20/2025-11-20")
                .column("c")
                .get(0));

    assertThat(fund.get("list_date").getAsString()).isEqualTo("1990-01-02");
    assertThat(fund.has("market_cap")).isFalse();
    assertThat(company.get("market_cap").getAsDouble())
        .isEqualTo(Math.rint(company.get("weighted_shares_outstanding").getAsLong() * close));
    assertThat(company.get("sic_description").getAsString()).isNotBlank();
  }

  @Test
  void unknownAndEndedTickersAreNotFound() throws Exception {
    Client.Reply unknown = replay.get(LIST + "/NOPE");

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body())
        .matches(
            "\\{\"status\":\"NOT_FOUND\",\"request_id\":\"[0-9a-f]{32}\","
                + "\"message\":\"Ticker not found.\"}");
    assertThat(replay.get(LIST + "/CCC").status()).isEqualTo(404);
    assertThat(replay.get(LIST + "/CCC?date=2024-03-08").status()).isEqualTo(200);
  }

  private static JsonObject details(String ticker) throws Exception {
    return simulation.get(LIST + "/" + ticker).json().getAsJsonObject("results");
  }
}
