package io.financeflow.cli.learn;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.ml.model.Closes;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.AdjustedCloses.Close;
import io.financeflow.schema.market.DateRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/**
 * Daily closes out of a CSV file, gzip or not: columns {@code symbol}, {@code date} and {@code
 * adjusted_close} (or {@code close}), rows of a symbol in order of date.
 */
final class PriceTable {
  private PriceTable() {}

  /** Returns the closes of each symbol in a range. */
  static SortedMap<String, Closes> read(Path file, DateRange range) {
    try (InputStream raw = Files.newInputStream(file);
        InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        CsvReader<CsvRecord> csv = CsvReader.builder().detectBomHeader(true).ofCsvRecord(text)) {
      SortedMap<String, Closes> closes = new TreeMap<>();
      rows(csv.iterator(), file, range)
          .forEach((name, each) -> closes.put(name, Closes.of(each, TradingCalendar.nyse())));
      return closes;
    } catch (NoSuchFileException missing) {
      throw new Failure.Usage("there is no file " + file);
    } catch (IOException | UncheckedIOException | CsvParseException broken) {
      throw bad("%s cannot be read: %s".formatted(file, broken.getMessage()));
    }
  }

  private static Map<String, List<Close>> rows(
      Iterator<CsvRecord> rows, Path file, DateRange range) {
    List<String> header = rows.hasNext() ? rows.next().getFields() : List.of();
    int symbol = header.indexOf("symbol");
    int date = header.indexOf("date");
    int adjusted = header.indexOf("adjusted_close");
    int close = adjusted >= 0 ? adjusted : header.indexOf("close");
    if (symbol < 0 || date < 0 || close < 0) {
      throw bad(file + " must have the columns symbol, date and adjusted_close (or close)");
    }
    Map<String, List<Close>> closes = new TreeMap<>();
    while (rows.hasNext()) {
      CsvRecord row = rows.next();
      try {
        LocalDate day = LocalDate.parse(row.getField(date));
        List<Close> of = closes.computeIfAbsent(row.getField(symbol), name -> new ArrayList<>());
        if (!day.isBefore(range.from()) && !day.isAfter(range.to())) {
          of.add(new Close(day, price(row.getField(close))));
        }
      } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
        throw bad("%s:%d has no date and price".formatted(file, row.getStartingLineNumber()));
      }
    }
    closes.values().removeIf(List::isEmpty);
    return closes;
  }

  private static double price(String text) {
    double price = Double.parseDouble(text);
    if (!(price > 0 && Double.isFinite(price))) {
      throw new IllegalArgumentException("a price must be > 0");
    }
    return price;
  }

  private static Failure.Incomplete bad(String message) {
    return new Failure.Incomplete(ExitCode.BAD_INPUT, message);
  }
}
