package io.financeflow.sandbox.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Rows that can be filtered and sorted by columns of text, as the reference endpoints allow.
 *
 * <p>A row without a value in a column satisfies no bound on it and sorts first. Immutable once
 * built.
 */
final class Table<T> {

  private final Map<String, Function<T, String>> columns = new LinkedHashMap<>();
  private final String sortedBy;
  private final boolean newestFirst;

  /**
   * A table without columns.
   *
   * @param sortedBy the column the rows come sorted by, ascending
   * @param newestFirst whether they are returned the other way round when no order is asked for
   */
  Table(String sortedBy, boolean newestFirst) {
    this.sortedBy = sortedBy;
    this.newestFirst = newestFirst;
  }

  /** Adds a column; a name that ends in {@code date} is one of dates. */
  Table<T> column(String name, Function<T, String> value) {
    columns.put(name, value);
    return this;
  }

  /** The rows that satisfy every bound in the request, in the order it asks for. */
  List<T> select(Request request, List<T> rows) {
    Predicate<T> wanted = wanted(new Parameters(request));
    List<T> selected = new ArrayList<>();
    for (T row : rows) {
      if (wanted.test(row)) {
        selected.add(row);
      }
    }
    sort(selected, new Parameters(request));
    return selected;
  }

  private Predicate<T> wanted(Parameters parameters) {
    Predicate<T> wanted = row -> true;
    for (Map.Entry<String, Function<T, String>> column : columns.entrySet()) {
      String name = column.getKey();
      if (parameters.isBounded(name)) {
        Predicate<String> bounds =
            name.endsWith("date") ? parameters.dateBounds(name) : parameters.bounds(name);
        Function<T, String> value = column.getValue();
        wanted = wanted.and(row -> !value.apply(row).isEmpty() && bounds.test(value.apply(row)));
      }
    }
    return wanted;
  }

  private void sort(List<T> rows, Parameters parameters) {
    String sort = parameters.text("sort").orElse("");
    int dot = sort.indexOf('.');
    String name = dot < 0 ? sort : sort.substring(0, dot);
    String otherwise = sort.isEmpty() && newestFirst ? "desc" : "asc";
    String order = dot < 0 ? parameters.text("order").orElse(otherwise) : sort.substring(dot + 1);
    if (!order.equals("asc") && !order.equals("desc")) {
      throw Refusal.badRequest("The parameter 'order' must be asc or desc");
    }
    if (!name.isEmpty() && !name.equals(sortedBy)) {
      Function<T, String> value = columns.get(name);
      if (value == null) {
        throw Refusal.badRequest("Cannot sort by '" + name + "'");
      }
      rows.sort(Comparator.comparing(value));
    }
    if (order.equals("desc")) {
      Collections.reverse(rows);
    }
  }
}
