package io.financeflow.cli.learn;

import com.google.gson.JsonPrimitive;
import io.financeflow.cli.output.Failure;
import io.financeflow.ml.tuning.Parameter;
import io.financeflow.ml.tuning.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Parameters of a search space as users write them: {@code units=16,32} for some values, {@code
 * p=0..3} for whole numbers from one to another, {@code learning_rate=0.0001..0.01} for a range of
 * numbers whose logarithms are equally likely.
 */
final class SpaceText {
  private static final int MOST_VALUES = 1_000;

  private SpaceText() {}

  /**
   * Returns a space with some parameters replaced, in the order of the whole one.
   *
   * @param fixed names to leave out unless a text names them
   */
  static SearchSpace narrowed(SearchSpace whole, List<String> texts, Set<String> fixed) {
    Map<String, Parameter> known = new LinkedHashMap<>();
    whole.parameters().forEach(parameter -> known.put(parameter.name(), parameter));
    Map<String, Parameter> said = new LinkedHashMap<>();
    for (String text : texts) {
      Parameter parameter = parse(text, known);
      if (said.put(parameter.name(), parameter) != null) {
        throw new Failure.Usage("--space says " + parameter.name() + " twice");
      }
    }
    List<Parameter> kept = new ArrayList<>();
    for (Parameter parameter : whole.parameters()) {
      if (said.containsKey(parameter.name()) || !fixed.contains(parameter.name())) {
        kept.add(said.getOrDefault(parameter.name(), parameter));
      }
    }
    if (kept.isEmpty()) {
      throw new Failure.Usage("nothing is left to tune: give fewer parameters as flags");
    }
    return new SearchSpace(kept);
  }

  private static Parameter parse(String text, Map<String, Parameter> known) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    Parameter usual = known.get(name);
    if (equals < 0 || usual == null) {
      throw new Failure.Usage(
          "--space is NAME=A,B with NAME one of %s but was '%s'"
              .formatted(String.join(", ", known.keySet()), text));
    }
    String values = text.substring(equals + 1);
    try {
      return values.contains("..") ? range(usual, values) : choice(usual, values);
    } catch (IllegalArgumentException wrong) {
      throw new Failure.Usage("--space %s: %s".formatted(text, wrong.getMessage()));
    }
  }

  private static Parameter range(Parameter usual, String values) {
    int dots = values.indexOf("..");
    String low = values.substring(0, dots);
    String high = values.substring(dots + 2);
    boolean texts = usual.points().stream().anyMatch(point -> !point.isNumber());
    if (texts) {
      throw new IllegalArgumentException("has no range, only values");
    }
    if (usual instanceof Parameter.LogRange) {
      return SearchSpace.logRange(
          usual.name(), number(low, Double::valueOf), number(high, Double::valueOf));
    }
    int first = number(low, Integer::valueOf);
    int last = number(high, Integer::valueOf);
    if ((long) last - first >= MOST_VALUES) {
      throw new IllegalArgumentException("has more than " + MOST_VALUES + " values");
    }
    return SearchSpace.intRange(usual.name(), first, last, 1);
  }

  private static Parameter choice(Parameter usual, String values) {
    JsonPrimitive first = usual.points().get(0);
    return SearchSpace.choice(
        usual.name(),
        Arrays.stream(values.split(",", -1)).map(value -> like(first, value)).toArray());
  }

  /** Reads a value of the kind that the parameter usually has. */
  private static Object like(JsonPrimitive usual, String value) {
    if (usual.isNumber()) {
      return number(value, Double::valueOf);
    }
    if (usual.isBoolean() && !value.equals("true") && !value.equals("false")) {
      throw new IllegalArgumentException("'" + value + "' is neither true nor false");
    }
    return usual.isBoolean() ? (Object) Boolean.valueOf(value) : value;
  }

  private static <N extends Number> N number(String text, Function<String, N> reader) {
    try {
      N number = reader.apply(text);
      if (Double.isFinite(number.doubleValue())) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // As below.
    }
    throw new IllegalArgumentException("'" + text + "' is no number that it can be");
  }
}
