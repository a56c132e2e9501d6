package io.financeflow.orchestrator.lineage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts events to {@code <base>/api/v1/lineage} of a service such as Marquez; thread-safe. */
public final class LineageService implements LineageSink {

  private static final Logger LOG = LoggerFactory.getLogger(LineageService.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final URI address;
  private final String key;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /**
   * Connects to nothing yet.
   *
   * @param base http or https, as in {@code OPENLINEAGE_URL}
   * @param key sent as bearer token; empty for none
   */
  public LineageService(URI base, String key) {
    if (!"http".equals(base.getScheme()) && !"https".equals(base.getScheme())) {
      throw new IllegalArgumentException(
          "a lineage service is at an http or https address, not " + base);
    }
    String text = base.toString();
    this.address = URI.create(text + (text.endsWith("/") ? "" : "/") + "api/v1/lineage");
    this.key = key;
  }

  @Override
  public Answer send(String event) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(event));
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    try {
      return answer(client.send(request.build(), BodyHandlers.discarding()).statusCode());
    } catch (IOException e) {
      LOG.debug("{} does not answer", address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Answer.LATER;
  }

  /** A wrong key is a matter of settings: events wait until it is right. */
  private static Answer answer(int status) {
    if (status / 100 == 2) {
      return Answer.TAKEN;
    }
    return status == 400 || status == 413 || status == 422 ? Answer.REFUSED : Answer.LATER;
  }
}
