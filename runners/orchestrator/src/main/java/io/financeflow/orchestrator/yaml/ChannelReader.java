package io.financeflow.orchestrator.yaml;

import io.financeflow.orchestrator.notify.ChannelSettings;
import io.financeflow.orchestrator.notify.ChannelSettings.Envelope;
import io.financeflow.orchestrator.notify.ChannelSettings.Login;
import io.financeflow.orchestrator.notify.ChannelSettings.Security;
import io.financeflow.orchestrator.notify.ChannelSettings.Server;
import io.financeflow.orchestrator.notify.Secret;
import java.util.List;
import java.util.Optional;

/**
 * Reads one channel of {@code notifications.yaml}: {@code smtp}, {@code slack} or {@code webhook}.
 */
final class ChannelReader {
  private final References references;

  ChannelReader(References references) {
    this.references = references;
  }

  /** The channel; empty when something is wrong, which is then noted. */
  Optional<ChannelSettings> read(String name, Fields fields) {
    Optional<ChannelSettings> channel = Optional.empty();
    long kinds = List.of("smtp", "slack", "webhook").stream().filter(fields::has).count();
    if (kinds == 1) {
      channel =
          fields
              .fields("smtp")
              .flatMap(inner -> smtp(name, inner))
              .or(() -> fields.fields("slack").flatMap(inner -> slack(name, inner)))
              .or(() -> fields.fields("webhook").flatMap(inner -> webhook(name, inner)));
    } else {
      fields.problems().add(fields.node(), "a channel has one of smtp, slack and webhook");
    }
    fields.end();
    return channel;
  }

  private Optional<ChannelSettings> smtp(String name, Fields fields) {
    String host = text(fields, "host");
    Security security = fields.choice("security", Security.STARTTLS);
    int port = fields.number("port", security.port());
    String user = fields.read("user", "", references::text);
    Secret password = fields.read("password", new Secret(""), references::secret);
    String from = text(fields, "from");
    List<String> to = addresses(fields, "to");
    List<String> cc = addresses(fields, "cc");
    fields.end();
    if (user.isEmpty() != password.value().isEmpty()) {
      fields.problems().add(fields.node(), "user and password belong together: give both or none");
    }
    return fields.make(
        Optional.empty(),
        () ->
            Optional.of(
                new ChannelSettings.Smtp(
                    name,
                    new Server(host, port, security),
                    new Login(user, password),
                    new Envelope(from, to, cc))));
  }

  private Optional<ChannelSettings> slack(String name, Fields fields) {
    Secret url = secret(fields, "url");
    fields.end();
    return url.value().isEmpty()
        ? Optional.empty()
        : fields.make(Optional.empty(), () -> Optional.of(new ChannelSettings.Slack(name, url)));
  }

  private Optional<ChannelSettings> webhook(String name, Fields fields) {
    Secret url = new Secret(text(fields, "url"));
    Secret key = secret(fields, "secret");
    fields.end();
    return key.value().isEmpty()
        ? Optional.empty()
        : fields.make(
            Optional.empty(), () -> Optional.of(new ChannelSettings.Webhook(name, url, key)));
  }

  private String text(Fields fields, String name) {
    fields.required(name);
    return fields.read(name, "missing", references::text);
  }

  private Secret secret(Fields fields, String name) {
    fields.required(name);
    return fields.read(name, new Secret(""), references::secret);
  }

  private List<String> addresses(Fields fields, String name) {
    List<String> texts = fields.texts(name);
    return fields.make(texts, () -> texts.stream().map(references::text).toList());
  }
}
