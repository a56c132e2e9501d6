package io.financeflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each fault over real HTTP, on three made-up symbols. */
class FaultsTest {

  private static final String DAY = "2024-03-08";

  @Test
  void serverErrorIsTheProxysPage() throws Exception {
    List<Client.Reply> replies = replies(3, "5xx=first:2");

    assertThat(replies).extracting(Client.Reply::status).containsExactly(502, 502, 200);
    assertThat(replies.get(0).type()).isEqualTo("text/html");
    assertThat(replies.get(0).body()).contains("<h1>502 Bad Gateway</h1>");
    assertThat(replies.get(2).results()).hasSize(3);
  }

  @Test
  void everyNthCountsAllRequests() throws Exception {
    assertThat(replies(6, "5xx=every:3"))
        .extracting(Client.Reply::status)
        .containsExactly(200, 200, 502, 200, 200, 502);
  }

  @Test
  void shareIsDrawnAlikeEveryTime() throws Exception {
    List<Integer> first = replies(40, "5xx=0.25").stream().map(Client.Reply::status).toList();
    List<Integer> second = replies(40, "5xx=0.25").stream().map(Client.Reply::status).toList();

    assertThat(first).isEqualTo(second).contains(200);
    assertThat(first).filteredOn(status -> status == 502).hasSizeBetween(4, 18);
  }

  @Test
  void droppedConnectionEndsInTheBody() throws Exception {
    try (Sandbox sandbox = sandbox("drop=first:1")) {
      Client client = new Client(sandbox);

      assertThatThrownBy(() -> client.grouped(DAY)).isInstanceOf(IOException.class);
      assertThat(client.grouped(DAY).results()).hasSize(3);
      assertThat(sandbox.requestsServed()).isEqualTo(2);
    }
  }

  @Test
  void truncatedBodyIsHalfAnObject() throws Exception {
    List<Client.Reply> replies = replies(2, "truncate=first:1");

    assertThat(replies.get(0).status()).isEqualTo(200);
    assertThat(replies.get(0).body()).isEqualTo(half(replies.get(1).body()));
    assertThatThrownBy(() -> JsonParser.parseString(replies.get(0).body()))
        .isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void htmlComesWithStatus200() throws Exception {
    Client.Reply reply = replies(1, "html").get(0);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.type()).startsWith("text/html");
    assertThat(reply.body()).startsWith("<html>");
  }

  @Test
  void emptyDayHasNoResults() throws Exception {
    try (Sandbox sandbox = sandbox("empty=2024-03-08")) {
      Client client = new Client(sandbox);

      assertThat(client.grouped(DAY).json().has("results")).isFalse();
      assertThat(client.grouped(DAY).json().get("resultsCount").getAsInt()).isZero();
      assertThat(client.grouped("2024-03-07").results()).hasSize(3);
    }
    assertThat(replies(2, "empty=2024-03-08/first:1").get(1).results()).hasSize(3);
  }

  @Test
  void outageLastsFromTheFirstRequest() throws Exception {
    HandPace pace = new HandPace();
    SandboxSettings settings = Sandboxes.replay().withFaults("outage=20s").withPace(pace);
    try (Sandbox sandbox = Sandbox.start(settings)) {
      Client client = new Client(sandbox);
      List<Integer> statuses = new ArrayList<>();

      pace.pass(Duration.ofMinutes(5));
      statuses.add(client.grouped(DAY).status());
      pace.pass(Duration.ofSeconds(19));
      statuses.add(client.grouped(DAY).status());
      pace.pass(Duration.ofSeconds(1));
      statuses.add(client.grouped(DAY).status());

      assertThat(statuses).containsExactly(503, 503, 200);
    }
  }

  @Test
  void latencyPausesTheRequestsHit() throws Exception {
    HandPace pace = new HandPace();
    SandboxSettings settings =
        Sandboxes.replay().withFaults("latency=250ms@first:1", "latency=2s@every:2").withPace(pace);
    try (Sandbox sandbox = Sandbox.start(settings)) {
      Client client = new Client(sandbox);
      client.grouped(DAY);
      client.grouped(DAY);
      client.grouped(DAY);

      assertThat(pace.pauses()).containsExactly(Duration.ofMillis(250), Duration.ofSeconds(2));
    }
  }

  @Test
  void duplicateRowIsRepeatedAsItIs() throws Exception {
    Client.Reply reply = replies(1, "duplicate").get(0);

    assertThat(reply.column("T")).containsExactly("AAA", "AAA", "BBB.B", "CCC");
    assertThat(reply.results().get(0)).isEqualTo(reply.results().get(1));
    assertThat(reply.json().get("resultsCount").getAsInt()).isEqualTo(4);
  }

  @Test
  void conflictingRowHasAnotherClose() throws Exception {
    Client.Reply reply = replies(1, "conflict").get(0);

    assertThat(reply.column("T")).containsExactly("AAA", "AAA", "BBB.B", "CCC");
    assertThat(reply.column("c")).startsWith("100", "101");
  }

  @Test
  void wrongCountClaimsThreeRowsMore() throws Exception {
    JsonObject json = replies(1, "wrong-count").get(0).json();

    assertThat(json.get("resultsCount").getAsInt()).isEqualTo(6);
    assertThat(json.get("queryCount").getAsInt()).isEqualTo(3);
    assertThat(json.getAsJsonArray("results")).hasSize(3);
  }

  @Test
  void damagedRowIsWrongInOneWay() throws Exception {
    assertThat(firstRow("nul")).isEqualTo(row("\"AAA\\u0000\"", "2000", "100", "103.25", "98"));
    assertThat(firstRow("negative")).isEqualTo(row("\"AAA\"", "2000", "-100", "103.25", "98"));
    assertThat(firstRow("text-number"))
        .isEqualTo(row("\"AAA\"", "2000", "\"100\"", "103.25", "98"));
    assertThat(firstRow("null-field")).isEqualTo(row("\"AAA\"", "2000", "null", "103.25", "98"));
    assertThat(firstRow("high-below-low")).isEqualTo(row("\"AAA\"", "2000", "100", "49", "103.25"));
    assertThat(firstRow("exponent")).isEqualTo(row("\"AAA\"", "2.0e+03", "100", "103.25", "98"));
    assertThat(firstRow("wrong-day"))
        .isEqualTo(
            row("\"AAA\"", "2000", "100", "103.25", "98")
                .replace("1709931600000", "1709845200000"));
  }

  @Test
  void corruptDaysShowEveryDamageInTurn() throws Exception {
    SandboxSettings settings = Sandboxes.simulated().withFaults("corrupt");
    try (Sandbox sandbox = Sandbox.start(settings);
        Sandbox sound = Sandbox.start(Sandboxes.simulated())) {
      String[] bad = new Client(sandbox).grouped("2025-01-10").body().split("},\\{", -1);
      String[] good = new Client(sound).grouped("2025-01-10").body().split("},\\{", -1);
      List<Integer> different = new ArrayList<>();
      for (int i = 0; i < good.length; i++) {
        if (!bad[i].equals(good[i])) {
          different.add(i);
        }
      }

      assertThat(bad).hasSameSizeAs(good);
      assertThat(different).containsExactly(0, 50, 100, 150, 200, 250, 300, 350, 400, 450, 500);
      assertThat(bad[50]).contains("\"c\":-");
      assertThat(bad[150]).containsPattern("\"c\":\"[0-9.]+\"");
      assertThat(bad[200]).contains("\"c\":null");
      assertThat(bad[300]).containsPattern("\"v\":[0-9]\\.[0-9]+e\\+0[0-9],");
    }
  }

  private static Sandbox sandbox(String fault) {
    return Sandbox.start(Sandboxes.replay().withFaults(fault));
  }

  private static List<Client.Reply> replies(int count, String fault) throws Exception {
    List<Client.Reply> replies = new ArrayList<>();
    try (Sandbox sandbox = sandbox(fault)) {
      Client client = new Client(sandbox);
      for (int i = 0; i < count; i++) {
        replies.add(client.grouped(DAY));
      }
    }
    return replies;
  }

  private static String firstRow(String fault) throws Exception {
    String body = replies(1, fault).get(0).body();
    return body.substring(body.indexOf('[') + 1, body.indexOf('}') + 1);
  }

  private static String row(String ticker, String volume, String close, String high, String low) {
    return "{\"T\":%s,\"v\":%s,\"o\":102.5,\"c\":%s,\"h\":%s,\"l\":%s,\"t\":1709931600000}"
        .formatted(ticker, volume, close, high, low);
  }

  private static String half(String body) {
    return body.substring(0, body.length() / 2);
  }
}
