package io.financeflow.ml.tuning;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * One value per parameter. Numbers of equal value are equal, however they are written (1 and 1.0).
 *
 * @param byName values in the order of the space; numbers are finite; may be empty
 */
public record Values(Map<String, JsonPrimitive> byName) {

  /** Copies, and writes numbers in one way. */
  public Values {
    Map<String, JsonPrimitive> copy = new LinkedHashMap<>();
    byName.forEach((name, value) -> copy.put(name, normal(name, value)));
    byName = Collections.unmodifiableMap(copy);
  }

  /**
   * Returns a whole number.
   *
   * @throws IllegalArgumentException when there is none of that name or it is another kind
   */
  public int integer(String name) {
    try {
      return value(name).getAsBigDecimal().intValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "value %s must be a whole number but was %s".formatted(name, value(name)), e);
    }
  }

  /** Returns a number; throws as {@link #integer}. */
  public double number(String name) {
    if (!value(name).isNumber()) {
      throw new IllegalArgumentException(
          "value %s must be a number but was %s".formatted(name, value(name)));
    }
    return value(name).getAsDouble();
  }

  /** Returns yes or no; throws as {@link #integer}. */
  public boolean flag(String name) {
    if (!value(name).isBoolean()) {
      throw new IllegalArgumentException(
          "value %s must be true or false but was %s".formatted(name, value(name)));
    }
    return value(name).getAsBoolean();
  }

  /** Returns a value as text; throws when there is none of that name. */
  public String text(String name) {
    return value(name).getAsString();
  }

  /** Tells whether there is a value of that name. */
  public boolean has(String name) {
    return byName.containsKey(name);
  }

  boolean isNumber(String name) {
    return value(name).isNumber();
  }

  /** Returns 64 hexadecimal digits, equal for equal values whatever their order. */
  public String hash() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(byName)
        .forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns the values as an object, in their order. */
  public JsonObject toJson() {
    JsonObject object = new JsonObject();
    byName.forEach(object::add);
    return object;
  }

  /** Returns {@code {"p":1,"log":true}}. */
  @Override
  public String toString() {
    return toJson().toString();
  }

  private JsonPrimitive value(String name) {
    JsonPrimitive value = byName.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "no value is called %s: there are %s"
              .formatted(name, String.join(", ", byName.keySet())));
    }
    return value;
  }

  private static JsonPrimitive normal(String name, JsonPrimitive value) {
    if (!value.isNumber()) {
      return value;
    }
    try {
      BigDecimal number = value.getAsBigDecimal();
      boolean whole = number.stripTrailingZeros().scale() <= 0;
      return whole && number.abs().compareTo(BigDecimal.valueOf(1L << 53)) <= 0
          ? new JsonPrimitive(number.longValueExact())
          : new JsonPrimitive(number.doubleValue());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "value %s must be finite but was %s".formatted(name, value), e);
    }
  }
}
