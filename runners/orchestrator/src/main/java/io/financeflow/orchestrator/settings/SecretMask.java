package io.financeflow.orchestrator.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Replaces secrets in texts by {@code ***}, also where they stand encoded for a URL, for JSON or in
 * base64.
 *
 * <p>Values of fewer than 4 characters are left alone: they are everywhere. Where secrets overlap,
 * all of them is masked. One pass over a text whatever the number of secrets; a text without any is
 * returned as it is. Immutable, thread-safe.
 */
public final class SecretMask {
  /** Masks nothing. */
  public static final SecretMask NONE = of(List.of());

  /** What stands for a secret. */
  public static final JsonPrimitive MASKED = new JsonPrimitive("***");

  private static final int SHORTEST = 4;
  private static final int FILTER_BITS = 16;
  private static final Pattern SECRET_NAME =
      Pattern.compile("password|secret|token|key|authorization", Pattern.CASE_INSENSITIVE);

  /** By their first four characters, the longest first. */
  private final Map<Long, List<String>> secrets;

  /** Which first four characters there may be, by their hash: most texts get no further. */
  private final BitSet filter;

  private SecretMask(Map<Long, List<String>> secrets, BitSet filter) {
    this.secrets = secrets;
    this.filter = filter;
  }

  /** The mask of these secrets; empty ones and repetitions do no harm. */
  public static SecretMask of(Collection<String> secrets) {
    Map<Long, List<String>> byStart = new HashMap<>();
    BitSet filter = new BitSet(1 << FILTER_BITS);
    secrets.stream()
        .filter(secret -> secret.length() >= SHORTEST)
        .flatMap(secret -> SecretForms.of(secret).stream())
        .filter(form -> form.length() >= SHORTEST)
        .distinct()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .forEach(
            form -> {
              long start = start(form);
              byStart.computeIfAbsent(start, key -> new ArrayList<>()).add(form);
              filter.set(hash(start));
            });
    return new SecretMask(byStart, filter);
  }

  /** The text without the secrets. */
  public String apply(String text) {
    if (secrets.isEmpty() || text.length() < SHORTEST) {
      return text;
    }
    StringBuilder masked = new StringBuilder();
    int end = 0;
    long start = start(text) >>> Character.SIZE;
    for (int i = 0; i + SHORTEST <= text.length(); i++) {
      start = (start << Character.SIZE) | text.charAt(i + SHORTEST - 1);
      int length = filter.get(hash(start)) ? longest(start, text, i) : 0;
      if (length > 0 && i >= end) {
        masked.append(text, end, i).append(MASKED.getAsString());
      }
      end = Math.max(end, length == 0 ? 0 : i + length);
    }
    return end == 0 ? text : masked.append(text, end, text.length()).toString();
  }

  private int longest(long start, String text, int at) {
    for (String secret : secrets.getOrDefault(start, List.of())) {
      if (text.startsWith(secret, at)) {
        return secret.length();
      }
    }
    return 0;
  }

  private static long start(String text) {
    long start = 0;
    for (int i = 0; i < SHORTEST; i++) {
      start = (start << Character.SIZE) | text.charAt(i);
    }
    return start;
  }

  private static int hash(long start) {
    return (int) ((start * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - FILTER_BITS));
  }

  /**
   * Whether what has this name is a secret: it contains password, secret, token, key or
   * authorization, in letters of any case.
   */
  public static boolean isSecretName(String name) {
    return SECRET_NAME.matcher(name).find();
  }

  /** A copy in which the values of members with names of secrets are masked, at any depth. */
  public static JsonElement hidden(JsonElement value) {
    if (value.isJsonArray()) {
      JsonArray array = new JsonArray();
      value.getAsJsonArray().forEach(each -> array.add(hidden(each)));
      return array;
    }
    if (!value.isJsonObject()) {
      return value;
    }
    JsonObject object = new JsonObject();
    value
        .getAsJsonObject()
        .asMap()
        .forEach((name, each) -> object.add(name, isSecretName(name) ? MASKED : hidden(each)));
    return object;
  }

  /**
   * The texts and numbers in a value that must be masked, and a secret array or object as JSON too.
   *
   * @param secret true for all of them, false for those under names of secrets
   */
  public static List<String> secretsOf(JsonElement value, boolean secret) {
    List<String> found = new ArrayList<>();
    collect(value, secret, found);
    return found;
  }

  private static void collect(JsonElement value, boolean secret, List<String> found) {
    if (value.isJsonArray()) {
      value.getAsJsonArray().forEach(each -> collect(each, secret, found));
    } else if (value.isJsonObject()) {
      value
          .getAsJsonObject()
          .asMap()
          .forEach((name, each) -> collect(each, secret || isSecretName(name), found));
    } else if (secret && value instanceof JsonPrimitive primitive && !primitive.isBoolean()) {
      found.add(primitive.getAsString());
    }
    if (secret && !value.isJsonPrimitive() && !value.isJsonNull()) {
      found.add(value.toString());
    }
  }
}
