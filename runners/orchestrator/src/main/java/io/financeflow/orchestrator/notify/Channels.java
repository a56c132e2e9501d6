package io.financeflow.orchestrator.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLSocketFactory;

/** Makes channels of their settings. */
public final class Channels {
  /** How long a channel waits for a connection, an answer, or room to write. */
  static final Duration TIMEOUT = Duration.ofSeconds(15);

  private Channels() {}

  /** Opens nothing yet: each message has a connection of its own. */
  public static List<Channel> of(List<ChannelSettings> settings) {
    return settings.stream().map(Channels::of).toList();
  }

  /** Sends a message that says it is only a test, and tells what came of it. */
  public static Outcome test(ChannelSettings settings, Instant now) {
    return of(settings).send(Wording.test(UUID.randomUUID(), settings.name(), now), now);
  }

  private static Channel of(ChannelSettings settings) {
    if (settings instanceof ChannelSettings.Smtp smtp) {
      return new SmtpChannel(smtp, TIMEOUT, SSLSocketFactory.getDefault());
    }
    if (settings instanceof ChannelSettings.Slack slack) {
      return new SlackChannel(slack, TIMEOUT);
    }
    return new WebhookChannel((ChannelSettings.Webhook) settings, TIMEOUT);
  }
}
