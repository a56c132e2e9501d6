package io.financeflow.orchestrator.dag;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;

/** What a parameter can hold. */
public enum ParamType {
  /** Any text. */
  STRING,
  /** A whole number of 64 bits. */
  INT,
  /** A finite number. */
  DOUBLE,
  /** True or false. */
  BOOLEAN,
  /** A date, {@code 2025-01-31}. */
  DATE,
  /** A list of texts and numbers. */
  LIST;

  /**
   * The value in the one form it is stored in.
   *
   * @param given JSON of this type, or its text, as a command line gives it; a list as JSON or
   *     separated by commas
   * @throws IllegalArgumentException when it is not of this type
   */
  public JsonElement read(JsonElement given) {
    try {
      return this == LIST ? list(given) : scalar(given);
    } catch (NumberFormatException
        | ArithmeticException
        | DateTimeException
        | IllegalStateException
        | UnsupportedOperationException e) {
      throw new IllegalArgumentException("must be " + words() + " but was " + given, e);
    }
  }

  private JsonElement scalar(JsonElement given) {
    if (!given.isJsonPrimitive()) {
      throw new IllegalStateException("not a single value");
    }
    String text = given.getAsString();
    return switch (this) {
      case INT -> new JsonPrimitive(new BigDecimal(text).longValueExact());
      case DOUBLE -> new JsonPrimitive(finite(Double.parseDouble(text)));
      case BOOLEAN -> new JsonPrimitive(truth(text));
      case DATE -> new JsonPrimitive(LocalDate.parse(text).toString());
      default -> new JsonPrimitive(text);
    };
  }

  private static JsonElement list(JsonElement given) {
    JsonArray list = new JsonArray();
    if (given.isJsonArray()) {
      given.getAsJsonArray().forEach(item -> list.add(item.getAsJsonPrimitive()));
    } else if (given.getAsString().startsWith("[")) {
      try {
        return list(JsonParser.parseString(given.getAsString()).getAsJsonArray());
      } catch (JsonParseException e) {
        throw new IllegalStateException("not JSON", e);
      }
    } else if (!given.getAsString().isBlank()) {
      for (String item : given.getAsString().split(",", -1)) {
        list.add(item.strip());
      }
    }
    return list;
  }

  private static double finite(double number) {
    if (!Double.isFinite(number)) {
      throw new ArithmeticException("not finite");
    }
    return number;
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalStateException("neither true nor false");
    };
  }

  private String words() {
    return switch (this) {
      case STRING -> "a text";
      case INT -> "a whole number";
      case DOUBLE -> "a number";
      case BOOLEAN -> "true or false";
      case DATE -> "a date such as 2025-01-31";
      case LIST -> "a list of texts or numbers";
    };
  }

  /** The name in lower case, as YAML has it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
