package io.financeflow.orchestrator.notify;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A channel as configured, with its name; prints without secrets. */
public sealed interface ChannelSettings {

  /** As rules name it. */
  String name();

  /**
   * Mail.
   *
   * @param login empty user: no login
   * @param envelope from whom and to whom
   */
  record Smtp(String name, Server server, Login login, Envelope envelope)
      implements ChannelSettings {}

  /**
   * A mail server.
   *
   * @param port 1 to 65535
   */
  record Server(String host, int port, Security security) {
    /** Refuses what cannot be a server. */
    public Server {
      if (host.isBlank() || port < 1 || port > 65_535) {
        throw new IllegalArgumentException(
            "a mail server needs a host, and a port of 1 to 65535, but had '%s' and %d"
                .formatted(host, port));
      }
    }
  }

  /** How the connection to a mail server is kept secret. */
  enum Security {
    /** Turned to TLS before anything else is said; without TLS nothing is sent. */
    STARTTLS(587),
    /** TLS from the first byte. */
    TLS(465),
    /** Not at all: for a server on the same machine. */
    PLAIN(25);

    private final int port;

    Security(int port) {
      this.port = port;
    }

    /** The port such servers listen on, unless they say otherwise. */
    public int port() {
      return port;
    }
  }

  /** Who logs in. */
  record Login(String user, Secret password) {}

  /**
   * Addresses as in RFC 822, {@code Name <user@example.com>} or {@code user@example.com}.
   *
   * @param to at least one
   */
  record Envelope(String from, List<String> to, List<String> cc) {
    /** Keeps copies; refuses nobody, and what is no address. */
    public Envelope {
      to = List.copyOf(to);
      cc = List.copyOf(cc);
      if (to.isEmpty()) {
        throw new IllegalArgumentException("'to' needs at least one address");
      }
      Mail.address(from);
      to.forEach(Mail::address);
      cc.forEach(Mail::address);
    }
  }

  /**
   * A Slack incoming webhook.
   *
   * @param url all of it is secret
   */
  record Slack(String name, Secret url) implements ChannelSettings {
    /** Refuses what is no address. */
    public Slack {
      checkUrl(url);
    }
  }

  /**
   * A webhook signed by Standard Webhooks.
   *
   * @param url not shown, as it may hold a token
   * @param key of the signature, {@code whsec_} and base64 of 24 to 64 bytes
   */
  record Webhook(String name, Secret url, Secret key) implements ChannelSettings {
    /** Refuses what is no address or no key. */
    public Webhook {
      checkUrl(url);
      WebhookSignature.key(key);
    }
  }

  private static void checkUrl(Secret url) {
    try {
      URI uri = URI.create(url.value());
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      String host = String.valueOf(uri.getHost());
      boolean here = Set.of("localhost", "127.0.0.1", "[::1]").contains(host);
      if (uri.getHost() != null && (scheme.equals("https") || (scheme.equals("http") && here))) {
        return;
      }
    } catch (IllegalArgumentException notAnAddress) {
      // Told below, without the text, which is secret.
    }
    throw new IllegalArgumentException(
        "the url must be https://host/path (http only for this machine); it is not shown as it is"
            + " secret");
  }
}
