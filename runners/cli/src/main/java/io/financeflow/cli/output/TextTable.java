package io.financeflow.cli.output;

import java.util.ArrayList;
import java.util.List;

/**
 * An aligned table: numbers to the right, text to the left; a cell may have several lines. Not
 * thread-safe.
 */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table of these columns. */
  public TextTable(String... header) {
    this(List.of(header));
  }

  /** A table of these columns. */
  public TextTable(List<String> header) {
    this.header = List.copyOf(header);
  }

  /** Appends a row of as many cells as there are columns. */
  public TextTable row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(String.valueOf(cell));
    }
    rows.add(row);
    return this;
  }

  /** Returns the lines, header first, without trailing blanks. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    int[] widths = widths();
    append(text, header, widths);
    text.append("-".repeat(total(widths))).append('\n');
    for (List<String> row : rows) {
      int lines = row.stream().mapToInt(cell -> (int) cell.lines().count()).max().orElse(1);
      for (int line = 0; line < Math.max(1, lines); line++) {
        int number = line;
        append(
            text,
            row.stream().map(cell -> cell.lines().skip(number).findFirst().orElse("")).toList(),
            widths);
      }
    }
    return text.toString();
  }

  private void append(StringBuilder text, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(widths[column] - cell.length());
      line.append(column == 0 ? "" : GAP);
      line.append(isNumeric(column) ? padding + cell : cell + padding);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private boolean isNumeric(int column) {
    return !rows.isEmpty()
        && rows.stream().allMatch(row -> row.get(column).matches("|NULL|[-+]?[0-9][0-9,.eE+-]*%?"))
        && rows.stream().noneMatch(row -> row.get(column).matches("[0-9]{4}-[0-9]{2}-[0-9]{2}"));
  }

  private int[] widths() {
    int[] widths = new int[header.size()];
    for (int column = 0; column < widths.length; column++) {
      int widest = header.get(column).length();
      for (List<String> row : rows) {
        int cell = row.get(column).lines().mapToInt(String::length).max().orElse(0);
        widest = Math.max(widest, cell);
      }
      widths[column] = widest;
    }
    return widths;
  }

  private static int total(int[] widths) {
    int total = GAP.length() * (widths.length - 1);
    for (int width : widths) {
      total += width;
    }
    return total;
  }
}
