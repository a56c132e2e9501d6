package io.financeflow.orchestrator.template;

import com.google.gson.JsonElement;
import java.util.List;

/**
 * What stands between the braces: a dotted path and the filters its value passes through.
 *
 * @param path the names of the path, at least one: {@code outputs.load.rows} has three
 * @param filters applied from left to right, may be empty
 */
public record Expression(List<String> path, List<Call> filters) {

  /**
   * A filter with its arguments.
   *
   * @param filter which one
   * @param arguments as many as it takes
   */
  record Call(Filter filter, List<JsonElement> arguments) {
    Call {
      arguments = List.copyOf(arguments);
      filter.checkCount(arguments.size());
    }
  }

  /** Keeps copies. */
  public Expression {
    path = List.copyOf(path);
    filters = List.copyOf(filters);
    if (path.isEmpty()) {
      throw new IllegalArgumentException("an expression must name a value");
    }
  }

  /** The path as written. */
  public String name() {
    return String.join(".", path);
  }

  JsonElement value(Values values) {
    boolean optional = !filters.isEmpty() && filters.get(0).filter() == Filter.DEFAULT;
    JsonElement value = optional ? values.orNull(path) : values.get(path);
    for (Call call : filters) {
      value = call.filter().apply(value, call.arguments());
    }
    return value;
  }
}
