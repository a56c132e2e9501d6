package io.financeflow.orchestrator.settings;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * Another system that tasks name.
 *
 * @param name 1 to 100 letters, digits, {@code _}, {@code .} and {@code -}, but not {@link
 *     #OWN_DATABASE}
 * @param url where it is, without user and password; its form is of the kind
 * @param extra further settings, up to 64 KiB together with the password
 */
public record Connection(
    String name, ConnectionKind kind, String url, Credentials credentials, JsonObject extra) {

  /** Always the program's own database; cannot be stored. */
  public static final String OWN_DATABASE = "financeflow";

  /** Keeps a copy of the extra settings. */
  public Connection {
    checkName(name);
    extra = extra.deepCopy();
    try {
      kind.check(url, credentials);
    } catch (InvalidSetting wrong) {
      throw new InvalidSetting("connection '" + name + "': " + wrong.getMessage());
    }
    Variable.checkSize("connection '" + name + "'", secretPart(credentials, extra));
  }

  /** Refuses what a stored connection cannot be called. */
  static void checkName(String name) {
    Named.check("connection", name);
    if (name.equals(OWN_DATABASE)) {
      throw new InvalidSetting(
          "'%s' always means the program's own database, see ./financeflow db url: choose another name"
              .formatted(name));
    }
  }

  @Override
  public JsonObject extra() {
    return extra.deepCopy();
  }

  /** What is encrypted. */
  JsonObject secretPart() {
    return secretPart(credentials, extra);
  }

  private static JsonObject secretPart(Credentials credentials, JsonObject extra) {
    JsonObject part = new JsonObject();
    part.addProperty("password", credentials.password());
    part.add("extra", extra);
    return part;
  }

  /** The password as it may be shown: empty when there is none. */
  public JsonElement shownPassword() {
    return credentials.password().isEmpty() ? new JsonPrimitive("") : SecretMask.MASKED;
  }

  /** The extra settings as they may be shown: members with names of secrets are masked. */
  public JsonElement shownExtra() {
    return SecretMask.hidden(extra);
  }

  /** Has neither the password nor the extra settings. */
  @Override
  public String toString() {
    return "Connection[name=%s, kind=%s, url=%s, %s]".formatted(name, kind, url, credentials);
  }
}
