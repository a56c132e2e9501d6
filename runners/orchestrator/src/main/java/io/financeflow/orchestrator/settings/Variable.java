package io.financeflow.orchestrator.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;

/**
 * A value that templates find as {@code vars.<name>}.
 *
 * @param name 1 to 100 letters, digits, {@code _}, {@code .} and {@code -}
 * @param value any JSON but null, a text as a JSON string; up to {@link #MAX_BYTES} as JSON
 * @param secret whether it is masked; always true when its name says so, see {@link
 *     SecretMask#isSecretName}
 * @param about for people, may be empty; not encrypted
 */
public record Variable(String name, JsonElement value, boolean secret, String about) {
  /** 64 KiB, of the value as JSON in UTF-8. */
  public static final int MAX_BYTES = 64 * 1024;

  /** Keeps a copy of the value. */
  public Variable {
    Named.check("variable", name);
    if (value.isJsonNull()) {
      throw new InvalidSetting("variable '" + name + "' must have a value: delete it instead");
    }
    value = value.deepCopy();
    checkSize("variable '" + name + "'", value);
    secret = secret || SecretMask.isSecretName(name);
  }

  static void checkSize(String what, JsonElement value) {
    int bytes = value.toString().getBytes(UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw new InvalidSetting(
          "%s must be <= %d bytes of JSON but was %d: store it in a file and set where it is"
              .formatted(what, MAX_BYTES, bytes));
    }
  }

  @Override
  public JsonElement value() {
    return value.deepCopy();
  }

  /** The value as it may be shown: masked when the variable, or a member of it, is a secret. */
  public JsonElement shown() {
    return secret ? SecretMask.MASKED : SecretMask.hidden(value);
  }

  /** Never has the value. */
  @Override
  public String toString() {
    return "Variable[name=" + name + ", secret=" + secret + "]";
  }
}
