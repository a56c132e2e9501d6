package io.financeflow.pipelines.source.polygon;

import io.financeflow.schema.market.RejectedRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Collects one reference list: rows with an equal key are one row, the first; a later one that
 * differs is rejected. Not thread-safe.
 *
 * @param <T> the row type
 */
final class ReferenceRows<T> {
  /** Reads one row. */
  interface Rule<T> {
    T read(RawRow row) throws BadRow;
  }

  private final Rule<T> rule;
  private final Function<T, Object> key;
  private final Map<Object, T> rows = new LinkedHashMap<>();
  private final List<RejectedRow> rejects = new ArrayList<>();

  ReferenceRows(Rule<T> rule, Function<T, Object> key) {
    this.rule = rule;
    this.key = key;
  }

  /** A page of rows, kept apart until it has been read to its end. */
  final class Page implements Envelope.RowHandler {
    private final List<T> valid = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<RejectedRow> broken = new ArrayList<>();

    @Override
    public void row(RawRow row) {
      try {
        valid.add(rule.read(row));
        texts.add(row.toString());
      } catch (BadRow reason) {
        broken.add(new RejectedRow(row.toString(), String.valueOf(reason.getMessage())));
      }
    }

    @Override
    public void notARow(String text) {
      broken.add(new RejectedRow(text, "a row must be an object"));
    }
  }

  /** Adds a page that arrived whole. */
  void add(Page page) {
    rejects.addAll(page.broken);
    for (int i = 0; i < page.valid.size(); i++) {
      T row = page.valid.get(i);
      T first = rows.putIfAbsent(key.apply(row), row);
      if (first != null && !first.equals(row)) {
        rejects.add(new RejectedRow(page.texts.get(i), "differs from an earlier row of its key"));
      }
    }
  }

  /** Returns the valid rows in order of arrival. */
  List<T> rows() {
    return new ArrayList<>(rows.values());
  }

  /** Returns the rejected rows. */
  List<RejectedRow> rejects() {
    return rejects;
  }
}
