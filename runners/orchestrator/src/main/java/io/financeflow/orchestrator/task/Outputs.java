package io.financeflow.orchestrator.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;

/**
 * What a task hands to later tasks: named JSON values, empty by default.
 *
 * <p>Small by design, {@link #MAX_BYTES} of JSON: facts such as a row count or a path, not data.
 * Keys are letters, digits, {@code _} and {@code -}, so that templates can name them.
 */
public final class Outputs {

  /** 64 KiB, of the whole as UTF-8. */
  public static final int MAX_BYTES = 64 * 1024;

  /** Nothing. */
  public static final Outputs NONE = new Outputs(new JsonObject());

  private final JsonObject values;

  private Outputs(JsonObject values) {
    this.values = values;
  }

  /**
   * Keeps a copy.
   *
   * @throws IllegalArgumentException when the values are too large or a key cannot be named
   */
  public static Outputs of(Map<String, ? extends JsonElement> values) {
    JsonObject copy = new JsonObject();
    values.forEach((key, value) -> copy.add(checked(key), value.deepCopy()));
    int bytes = copy.toString().getBytes(UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "outputs must be <= "
              + MAX_BYTES
              + " bytes of JSON but were "
              + bytes
              + ": store the data and hand on where it is");
    }
    return new Outputs(copy);
  }

  private static String checked(String key) {
    if (!key.matches("[A-Za-z_][A-Za-z0-9_-]{0,63}")) {
      throw new IllegalArgumentException(
          "an output key must be 1 to 64 letters, digits, _ or - but was '" + key + "'");
    }
    return key;
  }

  /** A copy of the values. */
  public Map<String, JsonElement> values() {
    return Map.copyOf(values.deepCopy().asMap());
  }

  /** As one JSON object. */
  public String json() {
    return values.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Outputs outputs && values.equals(outputs.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return json();
  }
}
