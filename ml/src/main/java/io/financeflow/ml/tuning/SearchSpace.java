package io.financeflow.ml.tuning;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What a search may try.
 *
 * @param parameters its dimensions, at least one, no name twice; their order is that of columns and
 *     of grids
 */
public record SearchSpace(List<Parameter> parameters) {

  /** Checks that names differ. */
  public SearchSpace {
    parameters = List.copyOf(parameters);
    Set<String> names = new HashSet<>();
    parameters.forEach(parameter -> names.add(parameter.name()));
    if (parameters.isEmpty() || names.size() < parameters.size()) {
      throw new IllegalArgumentException(
          "a space needs a parameter and no name twice but has "
              + parameters.stream().map(Parameter::name).toList());
    }
  }

  /** Returns a space. */
  public static SearchSpace of(Parameter... parameters) {
    return new SearchSpace(List.of(parameters));
  }

  /** Reads what {@link #toJson} wrote. */
  public static SearchSpace of(JsonArray json) {
    return new SearchSpace(
        json.asList().stream().map(one -> Parameter.of(one.getAsJsonObject())).toList());
  }

  /**
   * Returns a parameter that is one of some values.
   *
   * @param values numbers, texts, true or false; at least one, none twice
   */
  public static Parameter choice(String name, Object... values) {
    return new Parameter.Choice(name, Arrays.stream(values).map(SearchSpace::primitive).toList());
  }

  /** Returns a parameter of whole numbers from low to high, the latter inclusive. */
  public static Parameter intRange(String name, int low, int high, int step) {
    return new Parameter.IntRange(name, low, high, step);
  }

  /** Returns a parameter of numbers from low to high, small ones as likely as large ones. */
  public static Parameter logRange(String name, double low, double high) {
    return new Parameter.LogRange(name, low, high);
  }

  /** Returns how many combinations there are; empty when a range is continuous. */
  public OptionalLong size() {
    return parameters.stream().allMatch(Parameter::countable)
        ? OptionalLong.of(gridSize())
        : OptionalLong.empty();
  }

  /**
   * Returns how many combinations a grid has.
   *
   * @throws IllegalArgumentException when they are more than a million
   */
  public long gridSize() {
    long size = 1;
    for (Parameter parameter : parameters) {
      size *= parameter.points().size();
      if (size > 1_000_000) {
        throw new IllegalArgumentException(
            "the space has more than 1000000 combinations: take fewer or coarser parameters");
      }
    }
    return size;
  }

  /**
   * Returns a combination of the grid, the last parameter changing fastest.
   *
   * @param place 0 to {@link #gridSize} - 1
   */
  public Values grid(long place) {
    JsonPrimitive[] chosen = new JsonPrimitive[parameters.size()];
    long rest = place;
    for (int i = chosen.length - 1; i >= 0; i--) {
      List<JsonPrimitive> points = parameters.get(i).points();
      chosen[i] = points.get((int) (rest % points.size()));
      rest /= points.size();
    }
    return values(chosen);
  }

  /** Returns a combination, parameters drawn in their order. */
  Values draw(SplittableRandom random) {
    return values(
        parameters.stream().map(parameter -> parameter.draw(random)).toArray(JsonPrimitive[]::new));
  }

  /** Returns values in the order of the parameters, which PostgreSQL does not keep. */
  public Values ordered(JsonObject values) {
    return values(
        parameters.stream()
            .map(parameter -> values.getAsJsonPrimitive(parameter.name()))
            .toArray(JsonPrimitive[]::new));
  }

  /** Returns a form that {@link #of(JsonArray)} reads. */
  public JsonArray toJson() {
    JsonArray json = new JsonArray();
    parameters.forEach(parameter -> json.add(parameter.toJson()));
    return json;
  }

  private Values values(JsonPrimitive[] chosen) {
    Map<String, JsonPrimitive> byName = new LinkedHashMap<>();
    for (int i = 0; i < chosen.length; i++) {
      byName.put(parameters.get(i).name(), chosen[i]);
    }
    return new Values(byName);
  }

  private static JsonPrimitive primitive(Object value) {
    if (value instanceof Number number) {
      return new JsonPrimitive(number);
    }
    if (value instanceof Boolean flag) {
      return new JsonPrimitive(flag);
    }
    if (value instanceof String text) {
      return new JsonPrimitive(text);
    }
    throw new IllegalArgumentException(
        "a choice is a number, a text, true or false but was " + value);
  }
}
