package io.financeflow.ml.tuning;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One dimension of a space. */
public sealed interface Parameter {

  /** Returns its name: a letter, then letters, digits and underscores, at most 40. */
  String name();

  /** Returns the values that a grid tries, in its order; at least one. */
  List<JsonPrimitive> points();

  /** Returns a value, each of the points or of the range equally likely. */
  default JsonPrimitive draw(SplittableRandom random) {
    return points().get(random.nextInt(points().size()));
  }

  /** Tells whether there are no values but the points. */
  default boolean countable() {
    return true;
  }

  /** Returns a form that {@link #of} reads. */
  JsonObject toJson();

  /** Reads what {@link #toJson} wrote. */
  static Parameter of(JsonObject json) {
    String name = json.get("name").getAsString();
    if (json.has("choice")) {
      List<JsonPrimitive> values = new ArrayList<>();
      json.getAsJsonArray("choice").forEach(value -> values.add(value.getAsJsonPrimitive()));
      return new Choice(name, values);
    }
    return json.has("step")
        ? new IntRange(
            name,
            json.get("low").getAsInt(),
            json.get("high").getAsInt(),
            json.get("step").getAsInt())
        : new LogRange(name, json.get("low").getAsDouble(), json.get("high").getAsDouble());
  }

  private static void requireName(String name) {
    if (!name.matches("[A-Za-z][A-Za-z0-9_]{0,39}")) {
      throw new IllegalArgumentException(
          "a parameter's name is a letter, then up to 39 letters, digits or _, but was " + name);
    }
  }

  private static JsonObject named(String name) {
    JsonObject json = new JsonObject();
    json.addProperty("name", name);
    return json;
  }

  /**
   * One of some values.
   *
   * @param points the values, at least one, none twice
   */
  record Choice(String name, List<JsonPrimitive> points) implements Parameter {
    /** Checks name and values. */
    public Choice {
      requireName(name);
      points = List.copyOf(points);
      if (points.isEmpty() || points.stream().distinct().count() < points.size()) {
        throw new IllegalArgumentException(
            "choice %s needs a value and none twice but has %s".formatted(name, points));
      }
    }

    @Override
    public JsonObject toJson() {
      JsonObject json = named(name);
      JsonArray values = new JsonArray();
      points.forEach(values::add);
      json.add("choice", values);
      return json;
    }
  }

  /**
   * Whole numbers at equal distances.
   *
   * @param low the first
   * @param high the last at most, >= low
   * @param step their distance, >= 1
   */
  record IntRange(String name, int low, int high, int step) implements Parameter {
    /** Checks name and bounds. */
    public IntRange {
      requireName(name);
      if (high < low || step < 1) {
        throw new IllegalArgumentException(
            "range %s needs low <= high and step >= 1 but was %d to %d by %d"
                .formatted(name, low, high, step));
      }
    }

    @Override
    public List<JsonPrimitive> points() {
      List<JsonPrimitive> points = new ArrayList<>();
      for (long value = low; value <= high; value += step) {
        points.add(new JsonPrimitive(value));
      }
      return points;
    }

    @Override
    public JsonObject toJson() {
      JsonObject json = named(name);
      json.addProperty("low", low);
      json.addProperty("high", high);
      json.addProperty("step", step);
      return json;
    }
  }

  /**
   * Numbers whose logarithms are equally likely. A grid tries both ends and, at equal ratios of at
   * most 10, what lies between.
   *
   * @param low the smallest, > 0
   * @param high the largest, > low
   */
  record LogRange(String name, double low, double high) implements Parameter {
    /** Checks name and bounds. */
    public LogRange {
      requireName(name);
      if (!(low > 0 && high > low && high < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "range %s needs 0 < low < high but was %s to %s".formatted(name, low, high));
      }
    }

    @Override
    public List<JsonPrimitive> points() {
      int intervals = (int) Math.max(1, Math.ceil(StrictMath.log10(high / low) - 1e-9));
      List<JsonPrimitive> points = new ArrayList<>();
      for (int i = 0; i <= intervals; i++) {
        points.add(new JsonPrimitive(at((double) i / intervals)));
      }
      return points;
    }

    @Override
    public JsonPrimitive draw(SplittableRandom random) {
      return new JsonPrimitive(at(random.nextDouble()));
    }

    @Override
    public boolean countable() {
      return false;
    }

    @Override
    public JsonObject toJson() {
      JsonObject json = named(name);
      json.addProperty("low", low);
      json.addProperty("high", high);
      return json;
    }

    /** StrictMath: the same digits on every machine; rounded, for 0.001 is easier to read. */
    private double at(double share) {
      if (share == 0 || share == 1) {
        return share == 0 ? low : high;
      }
      double exact = low * StrictMath.pow(high / low, share);
      return new BigDecimal(exact)
          .round(new MathContext(6))
          .min(new BigDecimal(high))
          .max(new BigDecimal(low))
          .doubleValue();
    }
  }
}
