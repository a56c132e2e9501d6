package io.financeflow.pipelines.source.polygon;

import com.google.gson.stream.JsonToken;
import io.financeflow.schema.market.Tickers;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Typed reading of a row's fields; a field of the wrong type or form is a {@link BadRow}. */
final class Fields {
  private Fields() {}

  /** Returns the symbol in that field, of the form of {@link Tickers}. */
  static String ticker(RawRow row, String field) throws BadRow {
    String ticker = row.text(field, JsonToken.STRING);
    if (ticker == null || !Tickers.isValid(ticker)) {
      throw new BadRow(
          field
              + " must be a ticker of 1 to 20 letters, digits and dots but was "
              + row.shown(field));
    }
    return ticker;
  }

  /** Returns the finite number in that field. */
  static double number(RawRow row, String field) throws BadRow {
    String text = row.text(field, JsonToken.NUMBER);
    if (text == null) {
      throw new BadRow(field + " must be a number but was " + row.shown(field));
    }
    double value = parse(row, field, text);
    if (Double.isInfinite(value)) {
      throw new BadRow(field + " must be finite but was " + text);
    }
    return value;
  }

  private static double parse(RawRow row, String field, String text) throws BadRow {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException notANumber) {
      throw new BadRow(field + " must be a number but was " + row.shown(field));
    }
  }

  /** Returns the number > 0 in that field. */
  static double positive(RawRow row, String field) throws BadRow {
    double value = number(row, field);
    if (value <= 0) {
      throw new BadRow(field + " must be > 0 but was " + row.shown(field));
    }
    return value;
  }

  /** Returns the whole number in that field, exponent form included. */
  static long whole(RawRow row, String field) throws BadRow {
    String text = row.text(field, JsonToken.NUMBER);
    if (text != null && isDigits(text)) {
      return digits(row, field, text);
    }
    double value = number(row, field);
    if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
      throw new BadRow(field + " must be a whole number but was " + row.shown(field));
    }
    return (long) value;
  }

  private static long digits(RawRow row, String field, String text) throws BadRow {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException tooLong) {
      throw new BadRow(field + " must be a whole number but was " + row.shown(field));
    }
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Returns the ISO date in that field. */
  static LocalDate date(RawRow row, String field) throws BadRow {
    String text = row.text(field, JsonToken.STRING);
    try {
      if (text != null) {
        return LocalDate.parse(text);
      }
    } catch (DateTimeException notADate) {
      throw new BadRow(field + " must be a date yyyy-mm-dd but was " + row.shown(field));
    }
    throw new BadRow(field + " must be a date yyyy-mm-dd but was " + row.shown(field));
  }

  /** Returns the ISO date in that field; null when it is absent, null or empty. */
  static @Nullable LocalDate optionalDate(RawRow row, String field) throws BadRow {
    boolean missing = !row.has(field) || "".equals(row.text(field, JsonToken.STRING));
    return missing ? null : date(row, field);
  }

  /** Returns the UTC date of the ISO date or instant in that field; null when there is none. */
  static @Nullable LocalDate optionalInstantDate(RawRow row, String field) throws BadRow {
    String text = row.string(field);
    if (text.indexOf('T') < 0) {
      return optionalDate(row, field);
    }
    try {
      return Instant.parse(text).atZone(ZoneOffset.UTC).toLocalDate();
    } catch (DateTimeException notAnInstant) {
      throw new BadRow(field + " must be an instant but was " + row.shown(field));
    }
  }
}
