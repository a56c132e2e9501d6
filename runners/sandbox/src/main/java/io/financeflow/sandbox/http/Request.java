package io.financeflow.sandbox.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A GET without its key: the path, the parameters and where the client found the server.
 *
 * <p>Parameters packed in a cursor are unpacked, so a page and its successor look alike.
 *
 * @param base scheme, host and port, without a path
 * @param path as sent, still encoded
 */
record Request(String base, String path, Map<String, String> parameters) {

  private static final String CURSOR = "cursor";

  Request {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Reads a request; {@code apiKey} is left out of the parameters.
   *
   * @throws Refusal for a query or a cursor that cannot be decoded
   */
  static Request of(String base, String path, @Nullable String query) {
    Map<String, String> parameters = parse(query == null ? "" : query);
    parameters.remove("apiKey");
    String cursor = parameters.remove(CURSOR);
    if (cursor != null) {
      parameters.putAll(unpacked(cursor));
    }
    return new Request(base, path, parameters);
  }

  /** The key of a query string; null when there is none. */
  static @Nullable String apiKey(@Nullable String query) {
    return query == null ? null : parse(query).get("apiKey");
  }

  /** The non-empty parts of the path, decoded. */
  List<String> segments() {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/", -1)) {
      parts.add(decode(part));
    }
    return parts.subList(1, parts.size());
  }

  /** The address of a following page: the same parameters and these, packed in a cursor. */
  String next(String nextPath, Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.putAll(more);
    byte[] packed = joined(all).getBytes(StandardCharsets.UTF_8);
    String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(packed);
    return base + nextPath + "?" + CURSOR + "=" + cursor;
  }

  /** What identifies the question, wherever it was asked and with whatever key. */
  String identity() {
    return parameters.isEmpty() ? path : path + "?" + joined(parameters);
  }

  /** 32 hexadecimal digits that depend on nothing but the question. */
  String id() {
    return Ids.of(identity());
  }

  private static Map<String, String> unpacked(String cursor) {
    try {
      byte[] packed = Base64.getUrlDecoder().decode(cursor);
      return parse(new String(packed, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("Could not parse the cursor");
    }
  }

  private static Map<String, String> parse(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String joined(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest("Could not decode '" + text + "'");
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
