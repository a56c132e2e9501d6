package io.financeflow.orchestrator.settings;

import io.financeflow.schema.db.DatabaseSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** What answers at the other end of a connection. */
public enum ConnectionKind {
  /** A PostgreSQL database: {@code postgresql://host:port/database?sslmode=require}. */
  POSTGRES,
  /** A web server: {@code https://host:port/path}. */
  HTTP,
  /** A mail server: {@code smtp://host:port}, {@code smtps://} for TLS from the first byte. */
  SMTP,
  /** Anything else; its url may be any text, also none. */
  OTHER;

  private static final Pattern CREDENTIALS =
      Pattern.compile(
          "^[^/?#]*//[^/?#]*@|[?&](user|[^=&]*(password|secret|token|api_?key)[^=&]*)=",
          Pattern.CASE_INSENSITIVE);

  /** In lower case, as commands have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of that name, in letters of any case. */
  public static ConnectionKind of(String name) {
    for (ConnectionKind kind : values()) {
      if (kind.toString().equalsIgnoreCase(name)) {
        return kind;
      }
    }
    throw new InvalidSetting("kind must be postgres, http, smtp or other but was '" + name + "'");
  }

  /** Refuses a url that is not of this kind. */
  void check(String url, Credentials credentials) {
    if (url.length() > 2000) {
      throw new InvalidSetting("url must be <= 2000 characters but had " + url.length());
    }
    if (CREDENTIALS.matcher(url).find()) {
      throw new InvalidSetting(
          "url must not carry user, password or token, as it is shown: give --user, --password or"
              + " --extra");
    }
    switch (this) {
      case POSTGRES -> postgres(url, credentials);
      case HTTP -> uri(url, "https?", "https://host[:port][/path]");
      case SMTP -> uri(url, "smtps?", "smtp://host[:port] or smtps://host[:port]");
      case OTHER -> {}
    }
  }

  private static void postgres(String url, Credentials credentials) {
    if (credentials.user().isBlank()) {
      throw new InvalidSetting("a postgres connection needs a user: give --user");
    }
    try {
      DatabaseSettings.parse(url, credentials.user(), credentials.password());
    } catch (IllegalArgumentException wrong) {
      throw new InvalidSetting(String.valueOf(wrong.getMessage()));
    }
  }

  private static void uri(String url, String schemes, String form) {
    try {
      URI uri = new URI(url);
      boolean named = String.valueOf(uri.getScheme()).matches(schemes) && uri.getHost() != null;
      if (named && uri.getPort() <= 65535) {
        return;
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new InvalidSetting("url must be " + form + " but was '" + url + "'");
  }
}
