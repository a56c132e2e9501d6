package io.financeflow.orchestrator.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A Slack incoming webhook. Slack cannot tell repetitions: a message whose answer was lost is shown
 * twice.
 */
final class SlackChannel implements Channel {
  private final ChannelSettings.Slack settings;
  private final HttpPost post;

  SlackChannel(ChannelSettings.Slack settings, Duration timeout) {
    this.settings = settings;
    this.post = new HttpPost(settings.url(), timeout);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Outcome send(Message message, Instant now) {
    return post.send(SlackPayload.of(message).toString().getBytes(UTF_8), Map.of());
  }
}
