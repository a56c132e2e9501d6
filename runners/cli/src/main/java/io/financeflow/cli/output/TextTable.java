package io.financeflow.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An aligned table: numbers to the right, text to the left; a cell may have several lines. Not
 * thread-safe.
 */
public final class TextTable {
  private static final String GAP = "  ";
  private static final Pattern NUMBER = Pattern.compile("|NULL|[-+]?[0-9][0-9,.eE+-]*%?");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

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
    Column[] columns = columns();
    append(text, header, columns);
    text.append("-".repeat(total(columns))).append('\n');
    for (List<String> row : rows) {
      int lines = row.stream().mapToInt(cell -> (int) cell.lines().count()).max().orElse(1);
      for (int line = 0; line < Math.max(1, lines); line++) {
        int number = line;
        append(
            text,
            row.stream().map(cell -> cell.lines().skip(number).findFirst().orElse("")).toList(),
            columns);
      }
    }
    return text.toString();
  }

  private record Column(int width, boolean numeric) {}

  private static void append(StringBuilder text, List<String> cells, Column[] columns) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < columns.length; column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(columns[column].width() - cell.length());
      line.append(column == 0 ? "" : GAP);
      line.append(columns[column].numeric() ? padding + cell : cell + padding);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private Column[] columns() {
    Column[] columns = new Column[header.size()];
    for (int column = 0; column < columns.length; column++) {
      int widest = header.get(column).length();
      boolean numeric = !rows.isEmpty();
      for (List<String> row : rows) {
        String cell = row.get(column);
        widest = Math.max(widest, cell.lines().mapToInt(String::length).max().orElse(0));
        numeric = numeric && NUMBER.matcher(cell).matches() && !DATE.matcher(cell).matches();
      }
      columns[column] = new Column(widest, numeric);
    }
    return columns;
  }

  private static int total(Column[] columns) {
    int total = GAP.length() * (columns.length - 1);
    for (Column column : columns) {
      total += column.width();
    }
    return total;
  }
}
