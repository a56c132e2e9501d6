package io.financeflow.orchestrator.yaml;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.financeflow.orchestrator.timetable.Durations;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A JSON object in the making: members sorted, those with their usual value left out. */
final class Json {

  private final Map<String, JsonElement> members = new TreeMap<>();

  Json put(String name, JsonElement value) {
    members.put(name, value);
    return this;
  }

  Json text(String name, String value) {
    return put(name, new JsonPrimitive(value));
  }

  Json text(String name, String value, String usual) {
    return value.equals(usual) ? this : text(name, value);
  }

  Json number(String name, Number value, Number usual) {
    return value.equals(usual) ? this : put(name, new JsonPrimitive(value));
  }

  Json word(String name, Enum<?> value, Enum<?> usual) {
    return text(name, word(value), word(usual));
  }

  Json length(String name, Duration value, Duration usual) {
    return value.equals(usual) ? this : text(name, Durations.text(value));
  }

  Json texts(String name, Collection<String> values) {
    return list(name, values.stream().map(JsonPrimitive::new).toList());
  }

  Json list(String name, Collection<? extends JsonElement> values) {
    return values.isEmpty() ? this : put(name, array(values));
  }

  Json map(String name, Map<String, String> values) {
    Json inner = new Json();
    values.forEach(inner::text);
    return object(name, inner);
  }

  /** Left out when it has no members. */
  Json object(String name, Json inner) {
    return inner.members.isEmpty() ? this : put(name, inner.build());
  }

  JsonObject build() {
    JsonObject object = new JsonObject();
    members.forEach(object::add);
    return object;
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static JsonArray array(Collection<? extends JsonElement> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }
}
