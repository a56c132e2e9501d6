package io.financeflow.cli.settings;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.cli.output.Failure;
import io.financeflow.cli.output.Yaml;
import io.financeflow.orchestrator.settings.SecretMask;
import io.financeflow.orchestrator.template.KnownNames;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One thing in a file that is imported.
 *
 * @param place file and position, for messages
 */
record Item(String place, JsonObject fields) {

  /** Reads a file, YAML or JSON: a list of objects with no other fields than these. */
  static List<Item> read(Path file, Set<String> known) {
    JsonElement root = Yaml.read(file.toString(), Given.file(file));
    if (!root.isJsonArray()) {
      throw new Failure.Usage(file + " must be a list of objects, as export writes it");
    }
    List<Item> items = new ArrayList<>();
    for (JsonElement each : root.getAsJsonArray()) {
      String place = file + ", entry " + (items.size() + 1);
      if (!each.isJsonObject()) {
        throw new Failure.Usage(place + ": must be an object, as export writes it");
      }
      Item item = new Item(place, each.getAsJsonObject());
      for (String field : item.fields().keySet()) {
        if (!known.contains(field)) {
          throw item.wrong("unknown field '" + field + "'; " + KnownNames.hint(field, known));
        }
      }
      items.add(item);
    }
    return items;
  }

  String name() {
    return text("name").orElseThrow(() -> wrong("has no name"));
  }

  /** Whether the field is there and null: exported without its secrets. */
  boolean isNull(String field) {
    return fields.has(field) && fields.get(field).isJsonNull();
  }

  /** Empty when it is absent or null. */
  Optional<JsonElement> json(String field) {
    Optional<JsonElement> value =
        Optional.ofNullable(fields.get(field)).filter(each -> !each.isJsonNull());
    if (value.filter(SecretMask.MASKED::equals).isPresent()) {
      throw wrong(field + " is masked: use export, which leaves it out, or export --reveal");
    }
    return value;
  }

  /** Numbers and truth values count as their texts. */
  Optional<String> text(String field) {
    return json(field)
        .map(
            value -> {
              if (!value.isJsonPrimitive()) {
                throw wrong(field + " must be a text");
              }
              return value.getAsString();
            });
  }

  Optional<Boolean> truth(String field) {
    return json(field)
        .map(
            value -> {
              if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
                throw wrong(field + " must be true or false");
              }
              return value.getAsBoolean();
            });
  }

  Optional<Integer> whole(String field) {
    return text(field)
        .map(
            text -> {
              try {
                return new BigDecimal(text).intValueExact();
              } catch (ArithmeticException | NumberFormatException e) {
                throw wrong(field + " must be a whole number");
              }
            });
  }

  Optional<JsonObject> object(String field) {
    return json(field)
        .map(
            value -> {
              if (!value.isJsonObject()) {
                throw wrong(field + " must be an object");
              }
              return value.getAsJsonObject();
            });
  }

  Failure.Usage wrong(String message) {
    return new Failure.Usage(place + ": " + message);
  }
}
