package io.financeflow.orchestrator.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A webhook signed by Standard Webhooks: {@code webhook-id} is the same at every attempt, timestamp
 * and signature are made anew.
 */
final class WebhookChannel implements Channel {
  private final ChannelSettings.Webhook settings;
  private final HttpPost post;

  WebhookChannel(ChannelSettings.Webhook settings, Duration timeout) {
    this.settings = settings;
    this.post = new HttpPost(settings.url(), timeout);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Outcome send(Message message, Instant now) {
    byte[] body = WebhookPayload.of(message).toString().getBytes(UTF_8);
    String id = WebhookPayload.id(message);
    return post.send(
        body,
        Map.of(
            "webhook-id",
            id,
            "webhook-timestamp",
            String.valueOf(now.getEpochSecond()),
            "webhook-signature",
            WebhookSignature.of(settings.key(), id, now, body)));
  }
}
