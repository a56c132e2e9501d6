package io.financeflow.orchestrator.dag;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;

/**
 * A value a run can be given.
 *
 * @param initial taken when a run gives none; JSON's null makes the parameter required
 * @param bounds what it must be within
 * @param description for people, may be empty; no part of the version
 */
public record Param(
    String name, ParamType type, JsonElement initial, Bounds bounds, String description) {

  /**
   * What a value must be within; of a list, every element.
   *
   * @param least the smallest, inclusive; JSON's null for none
   * @param greatest the greatest, inclusive; JSON's null for none
   * @param choices the only values; empty for any
   */
  public record Bounds(JsonElement least, JsonElement greatest, List<JsonElement> choices) {
    /** Anything goes. */
    public static final Bounds NONE = new Bounds(JsonNull.INSTANCE, JsonNull.INSTANCE, List.of());

    /** Keeps a copy. */
    public Bounds {
      choices = List.copyOf(choices);
    }
  }

  /** Brings initial value and bounds into their type and refuses what does not fit. */
  public Param {
    bounds =
        new Bounds(
            typed(type, bounds.least(), name + ": min"),
            typed(type, bounds.greatest(), name + ": max"),
            choices(type, bounds.choices(), name));
    boolean ordered = type == ParamType.INT || type == ParamType.DOUBLE || type == ParamType.DATE;
    if (!ordered && !(bounds.least().isJsonNull() && bounds.greatest().isJsonNull())) {
      throw new IllegalArgumentException(
          name + ": min and max are for int, double and date, not for " + type.text());
    }
    if (!initial.isJsonNull()) {
      initial = checked(name, type, bounds, initial);
    }
  }

  /** A parameter every run must give. */
  public static Param required(String name, ParamType type) {
    return new Param(name, type, JsonNull.INSTANCE, Bounds.NONE, "");
  }

  /** A parameter with a value for runs that give none. */
  public static Param of(String name, ParamType type, JsonElement initial) {
    return new Param(name, type, initial, Bounds.NONE, "");
  }

  /** Whether every run must give it. */
  public boolean isRequired() {
    return initial.isJsonNull();
  }

  /**
   * The value in its type.
   *
   * @throws IllegalArgumentException when it is not of the type or out of bounds; the message
   *     begins with the name
   */
  public JsonElement read(JsonElement given) {
    return checked(name, type, bounds, given);
  }

  private static JsonElement checked(
      String name, ParamType type, Bounds bounds, JsonElement given) {
    JsonElement value = typed(type, given, name);
    List<JsonElement> parts =
        value.isJsonArray() ? value.getAsJsonArray().asList() : List.of(value);
    for (JsonElement part : parts) {
      if (!bounds.choices().isEmpty() && !bounds.choices().contains(part)) {
        throw new IllegalArgumentException(
            name + ": must be one of " + bounds.choices() + " but was " + part);
      }
      if (before(type, part, bounds.least()) || before(type, bounds.greatest(), part)) {
        throw new IllegalArgumentException(
            name + ": must be " + words(bounds) + " but was " + part);
      }
    }
    return value;
  }

  private static String words(Bounds bounds) {
    if (bounds.least().isJsonNull()) {
      return "<= " + bounds.greatest();
    }
    return bounds.greatest().isJsonNull()
        ? ">= " + bounds.least()
        : bounds.least() + " to " + bounds.greatest();
  }

  private static boolean before(ParamType type, JsonElement a, JsonElement b) {
    if (a.isJsonNull() || b.isJsonNull()) {
      return false;
    }
    return type == ParamType.DATE
        ? a.getAsString().compareTo(b.getAsString()) < 0
        : a.getAsBigDecimal().compareTo(b.getAsBigDecimal()) < 0;
  }

  private static JsonElement typed(ParamType type, JsonElement given, String name) {
    try {
      return given.isJsonNull() ? given : type.read(given);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private static List<JsonElement> choices(ParamType type, List<JsonElement> given, String name) {
    List<JsonElement> typed = new ArrayList<>();
    for (JsonElement choice : given) {
      boolean element = type == ParamType.LIST && choice instanceof JsonPrimitive;
      typed.add(element ? choice : typed(type, choice, name + ": choices"));
    }
    return typed;
  }
}
