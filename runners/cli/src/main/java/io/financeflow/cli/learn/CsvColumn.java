package io.financeflow.cli.learn;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * One column of numbers out of CSV (RFC 4180, UTF-8, with or without a byte order mark, any line
 * end). An empty cell or {@code NA} is missing, as NaN.
 *
 * <p>In a file of one column an empty line is an empty cell, except at the end; elsewhere it is no
 * row. Without a name of a column the file must have one only, with or without a header.
 */
final class CsvColumn {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  private final String source;
  private final DoubleStream.Builder values = DoubleStream.builder();
  private int place;
  private int width;
  private int blanks;

  private CsvColumn(String source) {
    this.source = source;
  }

  /**
   * Reads it to its end.
   *
   * @param source what it is called in messages
   * @param column name in the header; empty for the only column
   * @throws Failure.Usage when there is no such column
   * @throws Failure.Incomplete when it is not CSV, or a cell not a number; names the line
   */
  static double[] read(InputStream stream, String source, Optional<String> column) {
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .detectBomHeader(true)
            .skipEmptyLines(false)
            .allowExtraFields(true)
            .allowMissingFields(true)
            .ofCsvRecord(stream)) {
      return new CsvColumn(source).read(csv.iterator(), column);
    } catch (CsvParseException broken) {
      Throwable why = broken.getCause() == null ? broken : broken.getCause();
      throw bad("%s is not CSV: %s".formatted(source, why.getMessage()));
    } catch (IOException | UncheckedIOException broken) {
      throw bad("%s cannot be read: %s".formatted(source, broken.getMessage()));
    }
  }

  private double[] read(Iterator<CsvRecord> rows, Optional<String> column) {
    CsvRecord first = rows.hasNext() ? rows.next() : null;
    if (first == null) {
      throw bad(source + " is empty");
    }
    width = first.getFieldCount();
    if (column.isPresent()) {
      place = placeOf(column.get(), first.getFields());
    } else if (width > 1) {
      throw new Failure.Usage(
          "%s has %d columns: choose one with --column: %s"
              .formatted(source, width, String.join(", ", first.getFields())));
    } else if (isCell(first.getField(0).strip())) {
      add(first);
    }
    while (rows.hasNext()) {
      add(rows.next());
    }
    return values.build().toArray();
  }

  private int placeOf(String column, List<String> header) {
    List<String> names = header.stream().map(String::strip).toList();
    int found = names.indexOf(column);
    if (found < 0) {
      throw new Failure.Usage(
          "%s has no column '%s': there is %s".formatted(source, column, String.join(", ", names)));
    }
    if (found != names.lastIndexOf(column)) {
      throw new Failure.Usage("%s has several columns '%s'".formatted(source, column));
    }
    return found;
  }

  private void add(CsvRecord row) {
    boolean blank = row.getFieldCount() == 1 && row.getField(0).isBlank();
    if (blank) {
      blanks += width == 1 ? 1 : 0;
      return;
    }
    if (row.getFieldCount() != width) {
      throw bad(
          "%s:%d has %d fields, and line 1 has %d"
              .formatted(source, row.getStartingLineNumber(), row.getFieldCount(), width));
    }
    for (; blanks > 0; blanks--) {
      values.add(Double.NaN);
    }
    values.add(number(row.getField(place).strip(), row.getStartingLineNumber()));
  }

  private double number(String cell, long line) {
    if (cell.isEmpty() || cell.equals("NA")) {
      return Double.NaN;
    }
    double value = isCell(cell) ? Double.parseDouble(cell) : Double.NaN;
    if (!Double.isFinite(value)) {
      throw bad(
          "%s:%d: '%s' is not a number: correct it, or leave it empty where it is missing"
              .formatted(source, line, cell));
    }
    return value;
  }

  private static boolean isCell(String cell) {
    return cell.isEmpty() || cell.equals("NA") || NUMBER.matcher(cell).matches();
  }

  private static Failure.Incomplete bad(String message) {
    return new Failure.Incomplete(ExitCode.BAD_INPUT, message);
  }
}
