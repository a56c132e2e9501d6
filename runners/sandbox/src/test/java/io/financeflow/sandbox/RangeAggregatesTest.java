package io.financeflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bars of one ticker over a range, from the made-up file: over the start of summer time. */
class RangeAggregatesTest {

  private static final String AAA = "/v2/aggs/ticker/AAA/range/";
  private static final String THU_2024_03_07_00_00 = "1709787600000";
  private static final String FRI_2024_03_08_00_00 = "1709874000000";
  private static final String MON_2024_03_11_00_00 = "1710129600000";
  private static final String SUN_2024_03_03_00_00 = "1709442000000";
  private static final String SUN_2024_03_10_00_00 = "1710046800000";
  private static final String FRI_2024_03_01_00_00 = "1709269200000";

  private static Sandbox sandbox;
  private static Client client;

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start(Sandboxes.replay());
    client = new Client(sandbox);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void rawDaysAreAsInTheFile() throws Exception {
    Client.Reply reply = client.get(AAA + "1/day/2024-03-08/2024-03-11?adjusted=false");

    assertThat(reply.body())
        .matches(
            "\\{\"ticker\":\"AAA\",\"queryCount\":2,\"resultsCount\":2,\"adjusted\":false,"
                + "\"results\":\\["
                + "\\{\"v\":2000,\"o\":102.5,\"c\":100,\"h\":103.25,\"l\":98,\"t\":1709874000000},"
                + "\\{\"v\":1500,\"o\":100,\"c\":106.5001,\"h\":108,\"l\":100,"
                + "\"t\":1710129600000}],"
                + "\"status\":\"OK\",\"request_id\":\"[0-9a-f]{32}\",\"count\":2}");
    assertThat(reply.label()).isEqualTo("replay");
  }

  @Test
  void adjustedDaysAreInSharesOfToday() throws Exception {
    Client.Reply reply = client.get(AAA + "1/day/2024-03-07/2024-03-13");

    assertThat(reply.column("c")).containsExactly("25.5", "25", "26.625", "27", "26.5");
    assertThat(reply.column("v")).containsExactly("4000", "8000", "6000", "8000", "0");
  }

  @Test
  void reverseSplitRaisesEarlierPrices() throws Exception {
    Client.Reply reply = client.get("/v2/aggs/ticker/BBB.B/range/1/day/2024-03-07/2024-03-13");

    assertThat(reply.column("c")).containsExactly("9", "8.6", "8.8", "8.7");
    assertThat(reply.column("l")).containsExactly("8.712", "8.5", "8.5", "8.6");
    assertThat(reply.column("v")).containsExactly("5000", "4000", "5000", "4500");
  }

  @Test
  void weeksBeginOnSunday() throws Exception {
    Client.Reply reply = client.get(AAA + "1/week/2024-03-07/2024-03-13?adjusted=false");

    assertThat(reply.column("t")).containsExactly(SUN_2024_03_03_00_00, SUN_2024_03_10_00_00);
    assertThat(reply.column("o")).containsExactly("100", "100");
    assertThat(reply.column("c")).containsExactly("100", "26.5");
    assertThat(reply.column("h")).containsExactly("104", "108");
    assertThat(reply.column("l")).containsExactly("98", "26");
    assertThat(reply.column("v")).containsExactly("3000", "9500");
    assertThat(reply.json().get("queryCount").getAsInt()).isEqualTo(5);
  }

  @Test
  void monthsBeginOnTheFirst() throws Exception {
    Client.Reply reply = client.get(AAA + "1/month/2024-03-07/2024-03-31?adjusted=false");

    assertThat(reply.column("t")).containsExactly(FRI_2024_03_01_00_00);
    assertThat(reply.column("v")).containsExactly("12500");
  }

  @Test
  void severalDaysAreCountedFromTheStartOfTheRange() throws Exception {
    Client.Reply reply = client.get(AAA + "2/day/2024-03-07/2024-03-13?adjusted=false");

    assertThat(reply.column("t").subList(0, 2))
        .containsExactly(THU_2024_03_07_00_00, MON_2024_03_11_00_00);
    assertThat(reply.column("v")).containsExactly("3000", "9500", "0");
  }

  @Test
  void pagesAreCompleteAndWithoutRepeats() throws Exception {
    String range = AAA + "1/day/2024-03-07/2024-03-13?adjusted=false&limit=2";

    assertThat(client.get(range).column("t"))
        .containsExactly(THU_2024_03_07_00_00, FRI_2024_03_08_00_00);
    assertThat(client.all(range, "c")).containsExactly("102", "100", "106.5001", "27", "26.5");
    assertThat(client.all(range + "&sort=desc", "c"))
        .containsExactly("26.5", "27", "106.5001", "100", "102");
  }

  @Test
  void limitCountsDaysAndEndsWithAWholeWindow() throws Exception {
    Client.Reply reply = client.get(AAA + "1/week/2024-03-07/2024-03-13?limit=1&adjusted=false");

    assertThat(reply.column("v")).containsExactly("3000");
    assertThat(client.all(AAA + "1/week/2024-03-07/2024-03-13?limit=1&adjusted=false", "v"))
        .containsExactly("3000", "9500");
  }

  @Test
  void nextAddressHasNoKey() throws Exception {
    Client.Reply reply = client.get(AAA + "1/day/2024-03-07/2024-03-13?limit=2&apiKey=secret");

    assertThat(reply.json().get("next_url").getAsString())
        .startsWith(
            sandbox.baseUrl() + AAA + "1/day/" + MON_2024_03_11_00_00 + "/2024-03-13?cursor=")
        .doesNotContain("secret", "apiKey");
  }

  @Test
  void millisecondsAreDatesToo() throws Exception {
    Client.Reply reply =
        client.get(AAA + "1/day/" + FRI_2024_03_08_00_00 + "/2024-03-08?adjusted=false");

    assertThat(reply.column("c")).containsExactly("100");
  }

  @Test
  void unknownTickerHasNoResults() throws Exception {
    Client.Reply reply = client.get("/v2/aggs/ticker/NOPE/range/1/day/2024-03-07/2024-03-13");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("resultsCount").getAsInt()).isZero();
    assertThat(reply.json().has("results")).isFalse();
  }

  @Test
  void daysOfTheFutureAreLeftOut() throws Exception {
    assertThat(client.get(AAA + "1/day/2024-03-13/2024-06-30").column("c")).containsExactly("26.5");
    assertThat(client.get(AAA + "1/day/2030-01-01/2031-01-01").json().has("results")).isFalse();
  }

  @Test
  void wrongRequestsAreRefusedInTheVendorsWords() throws Exception {
    assertThat(
            errors(
                "1/day/yesterday/2024-03-13",
                "1/day/2024-03-13/2024-03-12",
                "0/day/2024-03-07/2024-03-08"))
        .containsExactly(
            "Could not parse the time parameter: 'from'. Use YYYY-MM-DD or Unix MS Timestamps",
            "The parameter 'to' cannot be a time that occurs before 'from'",
            "The parameter 'multiplier' must be between 1 and 10000");
    assertThat(
            errors(
                "1/day/2024-03-07/2024-03-08?limit=50001",
                "1/day/2024-03-07/2024-03-08?cursor=%C3"))
        .containsExactly(
            "The parameter 'limit' must be between 1 and 50000", "Could not parse the cursor");
  }

  @Test
  void minutesAreNotInThePlan() throws Exception {
    Client.Reply reply = client.get(AAA + "1/minute/2024-03-07/2024-03-08");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.json().get("message").getAsString())
        .startsWith("You are not entitled to this data. Please upgrade your plan at ");
  }

  private static List<String> errors(String... ranges) throws Exception {
    List<String> errors = new ArrayList<>();
    for (String range : ranges) {
      Client.Reply reply = client.get(AAA + range);
      assertThat(reply.status()).isEqualTo(400);
      errors.add(reply.json().get("error").getAsString());
    }
    return errors;
  }
}
