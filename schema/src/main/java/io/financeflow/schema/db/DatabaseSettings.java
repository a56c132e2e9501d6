package io.financeflow.schema.db;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * Where a PostgreSQL database is and who connects to it.
 *
 * <p>The url carries no credentials, so it may be logged and shown; {@link #toString()} masks the
 * password. Immutable, and serializable so that a pipeline can hand it to its workers.
 *
 * @param url {@code jdbc:postgresql://host:port/database}, percent-encoded, with any other
 *     connection properties of the PostgreSQL driver after a question mark
 * @param user the role that connects, never blank
 * @param password its password; empty for a server that asks for none
 */
public record DatabaseSettings(String url, String user, String password) implements Serializable {

  static final String PREFIX = "jdbc:postgresql://";

  private static final Pattern CREDENTIALS =
      Pattern.compile("^[^/?]*@|[?&](user|password)=", Pattern.CASE_INSENSITIVE);
  private static final Pattern KEY_PASSWORD = Pattern.compile("(?<=[?&]sslpassword=)[^&]*");

  public DatabaseSettings {
    if (!url.startsWith(PREFIX)) {
      throw new IllegalArgumentException("url must start with " + PREFIX);
    }
    if (CREDENTIALS.matcher(url.substring(PREFIX.length())).find()) {
      throw new IllegalArgumentException("url must not carry a user or a password");
    }
    if (user.isBlank()) {
      throw new IllegalArgumentException("user must not be blank");
    }
  }

  /**
   * Reads a database URL that names its own user, as {@link #parse(String, String, String)} does.
   */
  public static DatabaseSettings parse(String databaseUrl) {
    return parse(databaseUrl, "", "");
  }

  /**
   * Reads {@code postgres://user:password@host:port/database?sslmode=require}, the same with {@code
   * postgresql://}, or {@code jdbc:postgresql://host:port/database?user=..&password=..}.
   *
   * <p>Everything is percent-decoded; a missing host is {@code localhost}, a missing port 5432.
   *
   * @param user used when the URL names none
   * @param password used when the URL names none
   * @throws IllegalArgumentException saying what is wrong, without repeating any of the text, which
   *     may hold a password
   */
  public static DatabaseSettings parse(String databaseUrl, String user, String password) {
    return DatabaseUrl.parse(databaseUrl.strip()).settings(user, password);
  }

  /** The settings of one host and port (1 to 65535); nothing is percent-decoded. */
  public static DatabaseSettings of(
      String host, int port, String database, String user, String password) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port must be 1 to 65535 but was " + port);
    }
    return new DatabaseSettings(
        PREFIX + host + ":" + port + "/" + DatabaseUrl.encode(database), user, password);
  }

  /** The address as people say it, {@code host:port/database}; for messages. */
  public String location() {
    int query = url.indexOf('?');
    return url.substring(PREFIX.length(), query < 0 ? url.length() : query);
  }

  @Override
  public String toString() {
    return "DatabaseSettings[url="
        + KEY_PASSWORD.matcher(url).replaceAll("***")
        + ", user="
        + user
        + ", password=***]";
  }
}
