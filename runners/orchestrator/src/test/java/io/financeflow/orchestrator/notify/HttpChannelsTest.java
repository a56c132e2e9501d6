package io.financeflow.orchestrator.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class HttpChannelsTest {
  private static final String TOKEN = "/services/T000/B000/secret-token";
  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final UUID ID = UUID.fromString("6f1c1f3e-0000-4000-8000-000000000001");
  private static final Instant NOW = Instant.ofEpochSecond(1_773_440_100);

  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void slackIsPostedBlocksWithEscapedText() throws InterruptedException {
    server.enqueue(new MockResponse.Builder().code(200).body("ok").build());

    Outcome outcome = slack().send(Wording.event(ID, Events.ingestFailed()), NOW);

    assertThat(outcome).isEqualTo(new Outcome.Sent("localhost answered 200"));
    RecordedRequest request = server.takeRequest();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getTarget()).isEqualTo(TOKEN);
    assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
    JsonObject body = json(request);
    assertThat(body.get("text").getAsString())
        .isEqualTo(
            "FinanceFlow: daily_market.ingest 2026-03-13 failed (attempt 3 of 3):"
                + " HTTP 503 &lt;&amp;&gt; from vendor");
    assertThat(texts(body))
        .containsExactly(
            "FinanceFlow: daily_market.ingest 2026-03-13 failed (attempt 3 of 3)",
            """
            *Task:* daily_market.ingest
            *Run:* s1
            *Dates:* 2026-03-13
            *Attempt:* 3 of 3
            *Error:* infrastructure
            *Message:* HTTP 503 &lt;&amp;&gt; from vendor
            *Host:* worker-2
            *At:* 2026-03-13T22:14:05Z""",
            "*Detail*\n```at line 1\nat line 2```",
            "*See the log*\n"
                + "```./financeflow runs logs daily_market s1 --task ingest --attempt 3```",
            "*Run again*\n```./financeflow runs clear daily_market s1```");
  }

  @Test
  void testMessageSaysThatItIsOne() throws InterruptedException {
    server.enqueue(new MockResponse.Builder().code(200).body("ok").build());

    slack().send(Wording.test(ID, "chat", NOW), NOW);

    assertThat(texts(json(server.takeRequest())))
        .containsExactly(
            "FinanceFlow: test of channel chat",
            "*Message:* This is a test: nothing happened, nothing is to be done",
            "*Sent by*\n```./financeflow notifications test chat```");
  }

  @Test
  void slackTextsStayWithinSlacksLimits() {
    RunEvent event =
        new RunEvent(
            RunEvent.Kind.RUN_FAILED,
            RunEvent.Subject.run("d".repeat(300), "r".repeat(300)),
            new RunEvent.Cause("other", "<".repeat(2_000), "&`".repeat(4_000)),
            null,
            new RunEvent.Origin(NOW, "h".repeat(300)));

    JsonObject payload = SlackPayload.of(Wording.event(ID, event));

    assertThat(payload.get("text").getAsString().length()).isLessThanOrEqualTo(3_000);
    List<String> texts = texts(payload);
    assertThat(texts.get(0)).hasSize(150);
    assertThat(texts).hasSize(5).allSatisfy(text -> assertThat(text.length()).isLessThan(3_000));
    assertThat(texts.get(2)).startsWith("*Detail*\n```&amp;'&amp;'").endsWith("…```");
  }

  @Test
  void escapedTextIsNotCutInsideOfAnEscape() {
    assertThat(SlackPayload.escaped("ab<cd", 8)).isEqualTo("ab&lt;c…");
    assertThat(SlackPayload.escaped("ab<cd", 6)).isEqualTo("ab…");
    assertThat(SlackPayload.escaped("ab", 10)).isEqualTo("ab");
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_payload, Refused",
    "403, action_prohibited, Refused",
    "404, no_service, Refused",
    "408, , Failed",
    "410, channel_is_archived, Refused",
    "429, , Failed",
    "500, rollup_error, Failed",
    "503, , Failed",
  })
  void answersAreFinalOrTriedAgain(int status, String body, String verdict) {
    server.enqueue(
        new MockResponse.Builder().code(status).body(Objects.requireNonNullElse(body, "")).build());

    Outcome outcome = slack().send(Wording.test(ID, "chat", NOW), NOW);

    assertThat(outcome.getClass().getSimpleName()).isEqualTo(verdict);
    assertThat(outcome.text())
        .startsWith(("localhost answered " + status + " " + (body == null ? "" : body)).strip());
  }

  @Test
  void retryAfterIsReadInSecondsAndAsATime() {
    server.enqueue(new MockResponse.Builder().code(429).addHeader("Retry-After", "120").build());
    server.enqueue(
        new MockResponse.Builder()
            .code(503)
            .addHeader("Date", "Fri, 13 Mar 2026 22:15:00 GMT")
            .addHeader("Retry-After", "Fri, 13 Mar 2026 22:16:30 GMT")
            .build());
    server.enqueue(new MockResponse.Builder().code(503).addHeader("Retry-After", "soon").build());

    assertThat(pause()).isEqualTo(Duration.ofMinutes(2));
    assertThat(pause()).isEqualTo(Duration.ofSeconds(90));
    assertThat(pause()).isEqualTo(Duration.ZERO);
  }

  private Duration pause() {
    return ((Outcome.Failed) slack().send(Wording.test(ID, "chat", NOW), NOW)).pause();
  }

  @Test
  void redirectIsRefusedAndNotFollowed() {
    server.enqueue(
        new MockResponse.Builder()
            .code(307)
            .addHeader("Location", server.url("/elsewhere").toString())
            .build());

    Outcome outcome = slack().send(Wording.test(ID, "chat", NOW), NOW);

    assertThat(outcome)
        .isEqualTo(
            new Outcome.Refused(
                "localhost answered 307: redirects are not followed, configure the final address"));
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void serverThatNeverAnswersIsGivenUpAfterTheTimeOut() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    Outcome outcome = slack(Duration.ofMillis(500)).send(Wording.test(ID, "chat", NOW), NOW);

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    assertThat(outcome.text()).startsWith("localhost could not be reached or broke off: ");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void brokenConnectionIsNotUsedAgainInSecret() {
    server.enqueue(
        new MockResponse.Builder().onRequestBody(SocketEffect.ShutdownConnection.INSTANCE).build());
    server.enqueue(new MockResponse.Builder().code(200).build());

    Outcome outcome = slack().send(Wording.test(ID, "chat", NOW), NOW);

    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void secretsAreInNoOutcomeAndNoText() {
    server.enqueue(
        new MockResponse.Builder().code(404).body("no such path: " + TOKEN + "?k=v1").build());
    ChannelSettings.Slack settings =
        new ChannelSettings.Slack("chat", new Secret(server.url(TOKEN + "?k=v1").toString()));

    Outcome outcome =
        new SlackChannel(settings, Duration.ofSeconds(20)).send(Wording.test(ID, "chat", NOW), NOW);

    assertThat(outcome.text()).contains("no such path: ***").doesNotContain("secret-token", "v1");
    assertThat(settings.toString()).isEqualTo("Slack[name=chat, url=***]");
  }

  @Test
  void webhookIsSignedOverTheBytesItSends() throws Exception {
    server.enqueue(new MockResponse.Builder().code(204).build());
    server.enqueue(new MockResponse.Builder().code(204).build());
    Message message = Wording.event(ID, Events.ingestFailed());

    webhook().send(message, NOW);
    webhook().send(message, NOW.plusSeconds(60));

    RecordedRequest first = server.takeRequest();
    assertThat(first.getHeaders().get("webhook-id"))
        .isEqualTo("msg_6f1c1f3e000040008000000000000001");
    assertThat(first.getHeaders().get("webhook-timestamp")).isEqualTo("1773440100");
    assertThat(first.getHeaders().get("webhook-signature"))
        .isEqualTo(signature("msg_6f1c1f3e000040008000000000000001.1773440100.", first));
    JsonObject body = json(first);
    assertThat(body.get("id").getAsString()).isEqualTo("msg_6f1c1f3e000040008000000000000001");
    assertThat(body.get("type").getAsString()).isEqualTo("task_failed");
    assertThat(body.get("timestamp").getAsString()).isEqualTo("2026-03-13T22:14:05Z");
    JsonObject data = body.getAsJsonObject("data");
    assertThat(data.get("count").getAsInt()).isEqualTo(1);
    assertThat(data.getAsJsonArray("events").get(0))
        .hasToString(
            "{\"key\":\"task_failed/daily_market/s1/ingest/-1/3/\",\"kind\":\"task_failed\","
                + "\"dag\":\"daily_market\",\"run\":\"s1\",\"task\":\"ingest\",\"attempt\":3,"
                + "\"max_attempts\":3,\"error_class\":\"infrastructure\","
                + "\"message\":\"HTTP 503 <&> from vendor\",\"detail\":\"at line 1\\nat line 2\","
                + "\"from\":\"2026-03-13\",\"to\":\"2026-03-13\",\"at\":\"2026-03-13T22:14:05Z\","
                + "\"host\":\"worker-2\"}");

    RecordedRequest second = server.takeRequest();
    assertThat(second.getHeaders().get("webhook-id"))
        .isEqualTo("msg_6f1c1f3e000040008000000000000001");
    assertThat(second.getHeaders().get("webhook-timestamp")).isEqualTo("1773440160");
    assertThat(second.getHeaders().get("webhook-signature"))
        .isEqualTo(signature("msg_6f1c1f3e000040008000000000000001.1773440160.", second))
        .isNotEqualTo(first.getHeaders().get("webhook-signature"));
  }

  /** Known answer made with openssl: see the specification's scheme. */
  @Test
  void signatureHasTheKnownValue() {
    String signature =
        WebhookSignature.of(
            new Secret("whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="),
            "msg_1",
            Instant.ofEpochSecond(1_773_440_100),
            "{\"a\":1}".getBytes(UTF_8));

    assertThat(signature).isEqualTo("v1,RQISNrwl2NbMi7Ie8KeVYg1jYCe29SvUzIU3vbEbSWE=");
  }

  @Test
  void settingsRefuseWhatIsNoAddressOrKeyWithoutRepeatingIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChannelSettings.Slack("s", new Secret("http://example.com/hidden")))
        .withMessage(
            "the url must be https://host/path (http only for this machine); it is not shown as it"
                + " is secret");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ChannelSettings.Webhook(
                    "w", new Secret("https://example.com"), new Secret("whsec_aGlkZGVu")))
        .withMessageStartingWith("a webhook's secret is whsec_ and base64 of 24 to 64 bytes")
        .withMessageNotContaining("aGlkZGVu");
  }

  private Channel slack() {
    return slack(Duration.ofSeconds(20));
  }

  private Channel slack(Duration timeout) {
    return new SlackChannel(
        new ChannelSettings.Slack("chat", new Secret(server.url(TOKEN).toString())), timeout);
  }

  private Channel webhook() {
    Secret key = new Secret("whsec_" + Base64.getEncoder().encodeToString(KEY));
    return new WebhookChannel(
        new ChannelSettings.Webhook("hook", new Secret(server.url("/in").toString()), key),
        Duration.ofSeconds(20));
  }

  private static String signature(String start, RecordedRequest request) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    String signed = start + Objects.requireNonNull(request.getBody()).utf8();
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }

  private static JsonObject json(RecordedRequest request) {
    return JsonParser.parseString(Objects.requireNonNull(request.getBody()).utf8())
        .getAsJsonObject();
  }

  private static List<String> texts(JsonObject payload) {
    return payload.getAsJsonArray("blocks").asList().stream()
        .map(block -> block.getAsJsonObject().getAsJsonObject("text").get("text").getAsString())
        .toList();
  }
}
