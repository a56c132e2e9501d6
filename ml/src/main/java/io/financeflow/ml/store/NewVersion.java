package io.financeflow.ml.store;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A trained version that is about to be saved. Every wrong value is a {@link ModelRefusal}.
 *
 * @param model its name, as in {@link ModelRef}
 * @param kind arima, lstm or baseline
 * @param target what it forecasts: close (USD), next_return (simple return) or direction
 *     (probability of a rise); that of all other versions of the model
 * @param format how the artifact is to be read: name and version, {@code lstm/1}
 * @param artifact the model itself, 1 byte to 256 MiB; must not be changed afterwards
 * @param config settings it was trained with
 * @param origin what it learned from
 * @param seed of everything random
 * @param codeVersion the program that trained it, not empty
 * @param scaler how inputs are scaled; empty for not at all
 * @param metrics how it did when it was validated: a number per measure, and in {@code baselines}
 *     an object with the same measures for each baseline by name
 * @param parentVersion version of the same model that it comes from
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to a table, never compared
public record NewVersion(
    String model,
    String kind,
    String target,
    String format,
    byte[] artifact,
    JsonObject config,
    DataOrigin origin,
    long seed,
    String codeVersion,
    JsonObject scaler,
    JsonObject metrics,
    OptionalInt parentVersion) {
  static final int MOST_BYTES = 256 << 20;

  private static final Set<String> KINDS = Set.of("arima", "lstm", "baseline");
  private static final Set<String> TARGETS = Set.of("close", "next_return", "direction");
  private static final Pattern FORMAT = Pattern.compile("[a-z][a-z0-9-]{0,39}/[1-9][0-9]{0,3}");

  /** Checks the values and copies the objects. */
  public NewVersion {
    ModelRef.requireName(model);
    require(KINDS.contains(kind), "kind must be arima, lstm or baseline", kind);
    require(TARGETS.contains(target), "target must be close, next_return or direction", target);
    require(FORMAT.matcher(format).matches(), "format must be like lstm/1", format);
    require(
        artifact.length >= 1 && artifact.length <= MOST_BYTES,
        "an artifact must have 1 byte to 256 MiB",
        artifact.length + " bytes");
    require(
        !codeVersion.isBlank() && codeVersion.length() <= 200,
        "codeVersion must have 1 to 200 characters",
        codeVersion);
    config = finite("config", config);
    scaler = finite("scaler", scaler);
    metrics = finite("metrics", metrics);
  }

  /** Returns it as the child of another version of its model. */
  public NewVersion childOf(int parent) {
    return new NewVersion(
        model,
        kind,
        target,
        format,
        artifact,
        config,
        origin,
        seed,
        codeVersion,
        scaler,
        metrics,
        OptionalInt.of(parent));
  }

  private static void require(boolean holds, String rule, String actual) {
    if (!holds) {
      throw new ModelRefusal(rule + " but was '" + actual + "'");
    }
  }

  private static JsonObject finite(String what, JsonObject object) {
    require(isFinite(object), what + " must have finite numbers only", object.toString());
    return object.deepCopy();
  }

  private static boolean isFinite(JsonElement value) {
    if (value.isJsonObject()) {
      return value.getAsJsonObject().asMap().values().stream().allMatch(NewVersion::isFinite);
    }
    if (value.isJsonArray()) {
      return value.getAsJsonArray().asList().stream().allMatch(NewVersion::isFinite);
    }
    boolean number = value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
    return !number || Double.isFinite(value.getAsDouble());
  }
}
