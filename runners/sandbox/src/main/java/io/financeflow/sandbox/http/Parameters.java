package io.financeflow.sandbox.http;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The parameters of a request by type; a value that does not fit is refused with 400. */
final class Parameters {

  private final Map<String, String> values;

  Parameters(Request request) {
    this.values = request.parameters();
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  boolean flag(String name, boolean otherwise) {
    return text(name).map(value -> flag(value, name)).orElse(otherwise);
  }

  Optional<LocalDate> date(String name) {
    return text(name).map(value -> date(value, name));
  }

  /** A number from 1 to the greatest allowed. */
  int limit(int otherwise, int greatest) {
    int limit = text("limit").map(Parameters::number).orElse(otherwise);
    if (limit < 1 || limit > greatest) {
      throw Refusal.badRequest("The parameter 'limit' must be between 1 and " + greatest);
    }
    return limit;
  }

  /** The number of rows already seen, from the cursor. */
  int offset() {
    int offset = text(Page.OFFSET).map(Parameters::number).orElse(0);
    if (offset < 0) {
      throw Refusal.badRequest("Could not parse the cursor");
    }
    return offset;
  }

  /**
   * Whether a value satisfies what is asked of it: equality, {@code .gt}, {@code .gte}, {@code
   * .lt}, {@code .lte} and {@code .any_of}, compared as text. Everything does when nothing is
   * asked.
   */
  Predicate<String> bounds(String name) {
    Predicate<String> all = value -> true;
    all = text(name).map(b -> (Predicate<String>) b::equals).orElse(all);
    all = and(all, name + ".gt", (value, bound) -> value.compareTo(bound) > 0);
    all = and(all, name + ".gte", (value, bound) -> value.compareTo(bound) >= 0);
    all = and(all, name + ".lt", (value, bound) -> value.compareTo(bound) < 0);
    all = and(all, name + ".lte", (value, bound) -> value.compareTo(bound) <= 0);
    return and(all, name + ".any_of", (v, bound) -> List.of(bound.split(",", -1)).contains(v));
  }

  /** Whether anything at all is asked of the values under this name. */
  boolean isBounded(String name) {
    return values.keySet().stream().anyMatch(key -> key.equals(name) || key.startsWith(name + "."));
  }

  /** As {@link #bounds}, for values that are dates: bounds that are none are refused. */
  Predicate<String> dateBounds(String name) {
    for (String suffix : List.of("", ".gt", ".gte", ".lt", ".lte")) {
      text(name + suffix).ifPresent(value -> date(value, name + suffix));
    }
    return bounds(name);
  }

  static LocalDate date(String value, String name) {
    try {
      return LocalDate.parse(value);
    } catch (DateTimeParseException e) {
      throw Refusal.badTime(name);
    }
  }

  private Predicate<String> and(Predicate<String> before, String name, Comparison comparison) {
    return text(name).map(bound -> before.and(v -> comparison.holds(v, bound))).orElse(before);
  }

  private static boolean flag(String value, String name) {
    if (!value.equals("true") && !value.equals("false")) {
      throw Refusal.badRequest("The parameter '" + name + "' must be true or false");
    }
    return value.equals("true");
  }

  private static int number(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw Refusal.badRequest("Could not parse the number: '" + value + "'");
    }
  }

  /** A comparison of a value with a bound. */
  private interface Comparison {
    boolean holds(String value, String bound);
  }
}
