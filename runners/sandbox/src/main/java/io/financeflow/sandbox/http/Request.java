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

  /** Reads a request; {@code apiKey} is left out of the parameters. */
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
    long a = 0x243F6A8885A308D3L;
    long b = 0x13198A2E03707344L;
    String text = identity();
    for (int i = 0; i < text.length(); i++) {
      a = (a ^ text.charAt(i)) * 0x100000001B3L;
      b = Long.rotateLeft(b + text.charAt(i), 23) * 0x9E3779B97F4A7C15L;
    }
    return hex(a ^ (a >>> 32)) + hex(b ^ (b >>> 29));
  }

  private static String hex(long bits) {
    String digits = Long.toHexString(bits);
    return "0".repeat(16 - digits.length()) + digits;
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
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
