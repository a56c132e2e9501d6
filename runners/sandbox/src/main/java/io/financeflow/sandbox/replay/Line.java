package io.financeflow.sandbox.replay;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** One line of the file, split at its commas. Used again for the next line; not thread-safe. */
final class Line {

  private final String[] fields;

  Line(int columns) {
    fields = new String[columns];
  }

  /** Takes the line; it must have as many fields as the header. */
  void split(String text) {
    int begin = 0;
    int field = 0;
    while (begin >= 0 && field < fields.length) {
      int comma = text.indexOf(',', begin);
      fields[field++] = comma < 0 ? text.substring(begin) : text.substring(begin, comma);
      begin = comma < 0 ? -1 : comma + 1;
    }
    if (field < fields.length || begin >= 0) {
      throw new IllegalArgumentException(
          "expected " + fields.length + " fields as in the header: " + text);
    }
  }

  String text(int column, String name) {
    String text = fields[column].strip();
    if (text.isEmpty() || text.indexOf('"') >= 0) {
      throw new IllegalArgumentException(name + " must be a word without quotes: " + text);
    }
    return text;
  }

  LocalDate date(int column) {
    try {
      return LocalDate.parse(fields[column].strip());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("date must be YYYY-MM-DD but was " + fields[column], e);
    }
  }

  /** A finite number above zero. */
  double price(int column, String name) {
    double price = number(column, name);
    if (price <= 0) {
      throw new IllegalArgumentException(name + " must be > 0 but was " + fields[column]);
    }
    return price;
  }

  /** A finite number not below zero; 0 for a column the file has not and for an empty field. */
  double amount(int column, String name) {
    double amount = isAbsent(column) ? 0 : number(column, name);
    if (amount < 0) {
      throw new IllegalArgumentException(name + " must be >= 0 but was " + fields[column]);
    }
    return amount;
  }

  /** The number as written; 0 where {@link #amount} would be 0. */
  BigDecimal exact(int column, String name) {
    return amount(column, name) == 0 ? BigDecimal.ZERO : new BigDecimal(fields[column].strip());
  }

  private boolean isAbsent(int column) {
    return column < 0 || fields[column].isBlank();
  }

  private double number(int column, String name) {
    double number;
    try {
      number = Double.parseDouble(fields[column]);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a number: " + fields[column], e);
    }
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(name + " must be finite but was " + fields[column]);
    }
    return number;
  }
}
