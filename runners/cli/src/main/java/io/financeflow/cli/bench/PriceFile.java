package io.financeflow.cli.bench;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import io.financeflow.ml.forecaster.Series;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.zip.GZIPInputStream;

/**
 * Daily closes out of a CSV file, gzip or not: rows with {@code symbol} and {@code adjusted_close}
 * (or {@code close}), those of a symbol in order of date.
 */
final class PriceFile {
  private PriceFile() {}

  /**
   * Returns the last {@code points} closes of the first {@code most} symbols that have as many, in
   * alphabetical order.
   */
  static SortedMap<String, Series> read(Path file, int most, int points) {
    try (InputStream raw = Files.newInputStream(file);
        InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        CsvReader<CsvRecord> csv = CsvReader.builder().detectBomHeader(true).ofCsvRecord(text)) {
      return longest(closes(csv.iterator(), file), most, points);
    } catch (NoSuchFileException missing) {
      throw new Failure.Usage("there is no file " + file);
    } catch (IOException | UncheckedIOException | CsvParseException broken) {
      throw bad("%s cannot be read: %s".formatted(file, broken.getMessage()));
    }
  }

  private static Map<String, DoubleStream.Builder> closes(Iterator<CsvRecord> rows, Path file) {
    List<String> header = rows.hasNext() ? rows.next().getFields() : List.of();
    int symbol = header.indexOf("symbol");
    int adjusted = header.indexOf("adjusted_close");
    int close = adjusted >= 0 ? adjusted : header.indexOf("close");
    if (symbol < 0 || close < 0) {
      throw bad(file + " must have the columns symbol and adjusted_close (or close)");
    }
    Map<String, DoubleStream.Builder> closes = new TreeMap<>();
    while (rows.hasNext()) {
      CsvRecord row = rows.next();
      try {
        closes
            .computeIfAbsent(row.getField(symbol), name -> DoubleStream.builder())
            .add(Double.parseDouble(row.getField(close)));
      } catch (NumberFormatException e) {
        throw bad("%s:%d: no close".formatted(file, row.getStartingLineNumber()));
      }
    }
    return closes;
  }

  private static SortedMap<String, Series> longest(
      Map<String, DoubleStream.Builder> closes, int most, int points) {
    SortedMap<String, Series> series = new TreeMap<>();
    closes.forEach(
        (symbol, values) -> {
          double[] all = values.build().toArray();
          if (all.length >= points && series.size() < most) {
            series.put(symbol, Series.of(Arrays.copyOfRange(all, all.length - points, all.length)));
          }
        });
    return series;
  }

  private static Failure.Incomplete bad(String message) {
    return new Failure.Incomplete(ExitCode.BAD_INPUT, message);
  }
}
