package io.financeflow.schema.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A database URL taken apart: hosts as written, everything else percent-decoded.
 *
 * <p>No message of this class repeats a part of the URL, because with one wrong character any part
 * of it can be a part of the password.
 */
record DatabaseUrl(String hosts, String database, Map<String, String> properties) {

  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<jdbc>jdbc:)?(?:postgres|postgresql)://"
              + "(?:(?<userinfo>[^/?]*)@)?(?<hosts>[^/?@]*)"
              + "(?:/(?<database>[^?]*))?(?:\\?(?<query>.*))?");
  private static final Pattern HOST =
      Pattern.compile("(?<name>\\[[0-9a-fA-F:.%]+]|[^\\s:\\[\\]#]*)(?::(?<port>[0-9]{1,5}))?");

  /** Names of libpq for properties that the JDBC driver calls differently. */
  private static final Map<String, String> DRIVER_NAMES =
      Map.of(
          "application_name", "ApplicationName",
          "connect_timeout", "connectTimeout",
          "channel_binding", "channelBinding");

  static DatabaseUrl parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw wrong("it does not have that form");
    }
    Map<String, String> properties = new LinkedHashMap<>();
    String userinfo = shape.group("userinfo");
    if (userinfo != null) {
      int colon = userinfo.indexOf(':');
      properties.put("user", decode(colon < 0 ? userinfo : userinfo.substring(0, colon)));
      properties.put("password", colon < 0 ? "" : decode(userinfo.substring(colon + 1)));
    }
    // A plus sign is a space in a JDBC URL and itself in a postgres:// one.
    readQuery(shape.group("query"), shape.group("jdbc") != null, properties);
    String path = shape.group("database");
    String database = path == null ? "" : decode(path);
    if (database.isBlank() || database.contains("/")) {
      throw wrong("it must name one database after the host");
    }
    return new DatabaseUrl(hosts(shape.group("hosts")), database, properties);
  }

  DatabaseSettings settings(String defaultUser, String defaultPassword) {
    Map<String, String> rest = new LinkedHashMap<>(properties);
    String user = orElse(rest.remove("user"), defaultUser);
    String password = orElse(rest.remove("password"), defaultPassword);
    if (user.isBlank()) {
      throw wrong("it names no user");
    }
    String query =
        rest.entrySet().stream()
            .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
            .collect(joining("&"));
    String url = DatabaseSettings.PREFIX + hosts + "/" + encode(database);
    return new DatabaseSettings(query.isEmpty() ? url : url + "?" + query, user, password);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static void readQuery(
      @Nullable String query, boolean plusIsSpace, Map<String, String> into) {
    if (query == null) {
      return;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String key = decode(pair.substring(0, equals));
        String value = pair.substring(equals + 1);
        into.put(
            DRIVER_NAMES.getOrDefault(key, key),
            decode(plusIsSpace ? value.replace('+', ' ') : value));
      } else if (!pair.isEmpty()) {
        throw wrong("after the question mark it must have name=value pairs");
      }
    }
  }

  private static String hosts(String list) {
    StringBuilder hosts = new StringBuilder();
    for (String each : list.split(",", -1)) {
      Matcher host = HOST.matcher(each);
      if (!host.matches()) {
        throw wrong("a host or port in it is not valid");
      }
      String name = host.group("name");
      String port = host.group("port");
      int number = port == null ? 5432 : Integer.parseInt(port);
      if (number < 1 || number > 65535) {
        throw wrong("its port must be 1 to 65535");
      }
      hosts.append(hosts.isEmpty() ? "" : ",");
      hosts.append(name.isEmpty() ? "localhost" : name).append(':').append(number);
    }
    return hosts.toString();
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      // The cause quotes the text, so it is left behind.
      throw wrong("a percent sign in it is not followed by two hexadecimal digits");
    }
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null || text.isEmpty() ? otherwise : text;
  }

  private static IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(
        "The database URL cannot be read: "
            + why
            + ". Expected postgresql://user:password@host:port/database, with special characters"
            + " in user and password percent-encoded");
  }
}
