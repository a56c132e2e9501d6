package io.financeflow.ml.store;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.schema.market.DateRange;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalInt;

/** Versions to save. It is always noon on 3 February 2025, unless a test says otherwise. */
final class Sample {
  static final Instant NOON = Instant.parse("2025-02-03T12:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);
  static final DateRange YEAR_2024 =
      new DateRange(LocalDate.parse("2024-01-02"), LocalDate.parse("2024-12-31"));

  private Sample() {}

  /** A version of prices, trained on bars, whose artifact is the text. */
  static NewVersion version(String model, String artifact) {
    return version(model, "close", artifact, OptionalInt.empty());
  }

  static NewVersion version(String model, String target, String artifact, OptionalInt parent) {
    return new NewVersion(
        model,
        "arima",
        target,
        "arima-set/1",
        artifact.getBytes(StandardCharsets.UTF_8),
        json("{'order': [1, 1, 1]}"),
        DataOrigin.ofBars(YEAR_2024, "0123abcd", 252),
        17,
        "0.1.0",
        new JsonObject(),
        json("{'mae': 1.5, 'baselines': {'last-value': {'mae': 1.25}}}"),
        parent);
  }

  static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }
}
