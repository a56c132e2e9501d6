package io.financeflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys and quotas. */
class AccessTest {

  private static final String DAY = Client.GROUPED + "2024-03-08";

  @Test
  void keyIsTakenFromHeaderOrQuery() throws Exception {
    try (Sandbox sandbox = Sandbox.start(Sandboxes.replay().withApiKey("k3y"))) {
      Client client = new Client(sandbox);

      assertThat(client.get(DAY + "?apiKey=k3y").status()).isEqualTo(200);
      assertThat(client.getWithHeader(DAY, "Authorization", "Bearer k3y").status()).isEqualTo(200);
      assertThat(client.getWithHeader(DAY, "Authorization", "Bearer k3y").body())
          .isEqualTo(client.get(DAY + "?apiKey=k3y").body());
    }
  }

  @Test
  void missingAndUnknownKeysAreToldApart() throws Exception {
    try (Sandbox sandbox = Sandbox.start(Sandboxes.replay().withApiKey("k3y"))) {
      Client client = new Client(sandbox);
      Client.Reply missing = client.get(DAY);
      Client.Reply unknown = client.get(DAY + "?apiKey=other");

      assertThat(missing.status()).isEqualTo(401);
      assertThat(missing.body())
          .matches(
              "\\{\"status\":\"ERROR\",\"request_id\":\"[0-9a-f]{32}\","
                  + "\"error\":\"API Key was not provided\"}");
      assertThat(unknown.status()).isEqualTo(401);
      assertThat(unknown.json().get("error").getAsString()).isEqualTo("Unknown API Key");
    }
  }

  @Test
  void quotaIsASlidingMinute() throws Exception {
    HandPace pace = new HandPace();
    SandboxSettings settings = Sandboxes.replay().withRequestsPerMinute(2).withPace(pace);
    try (Sandbox sandbox = Sandbox.start(settings)) {
      Client client = new Client(sandbox);
      List<Integer> statuses = new ArrayList<>();

      statuses.add(client.get(DAY).status());
      pace.pass(Duration.ofSeconds(40));
      statuses.add(client.get(DAY).status());
      statuses.add(client.get(DAY).status());
      pace.pass(Duration.ofSeconds(20));
      statuses.add(client.get(DAY).status());
      statuses.add(client.get(DAY).status());

      assertThat(statuses).containsExactly(200, 200, 429, 200, 429);
      assertThat(sandbox.requestsServed()).isEqualTo(5);
      assertThat(sandbox.requestsLimited()).isEqualTo(2);
    }
  }

  @Test
  void quotaAnswersInTheVendorsWords() throws Exception {
    SandboxSettings settings =
        Sandboxes.replay().withFaults("rate-limit=1/60s+retry-after").withPace(new HandPace());
    try (Sandbox sandbox = Sandbox.start(settings)) {
      Client client = new Client(sandbox);
      client.get(DAY);
      Client.Reply refused = client.get(DAY);

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.retryAfter()).isEqualTo("60");
      assertThat(refused.json().get("status").getAsString()).isEqualTo("ERROR");
      assertThat(refused.json().get("error").getAsString())
          .startsWith(
              "You've exceeded the maximum requests per minute, please wait or upgrade your"
                  + " subscription to continue.");
    }
  }
}
