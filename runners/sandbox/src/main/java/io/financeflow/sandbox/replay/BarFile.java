package io.financeflow.sandbox.replay;

import io.financeflow.sandbox.market.Bar;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a file of daily bars line by line; a name ending in {@code .gz} means compressed. */
final class BarFile {

  private static final int BUFFER = 1 << 16;

  private final Columns columns;
  private final Line line;
  private final Map<String, Symbol> symbols = new TreeMap<>();
  private @Nullable Symbol current;
  private String currentTicker = "";

  private BarFile(Columns columns) {
    this.columns = columns;
    this.line = new Line(columns.count());
  }

  /**
   * The symbols of the file, by name.
   *
   * @throws IllegalArgumentException naming file and line for one that is not as it should be
   */
  static Collection<Symbol> read(Path path) {
    int number = 1;
    try (InputStream file = Files.newInputStream(path);
        InputStream bytes = unpacked(path, file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), BUFFER)) {
      String header = lines.readLine();
      BarFile bars = new BarFile(Columns.of(header == null ? "" : header));
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        number++;
        bars.add(text);
      }
      return bars.symbols.values();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(path + ":" + number + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }

  private static InputStream unpacked(Path path, InputStream file) throws IOException {
    return path.toString().endsWith(".gz") ? new GZIPInputStream(file, BUFFER) : file;
  }

  private void add(String text) {
    line.split(text);
    Symbol symbol = symbol(line.text(columns.symbol(), "symbol"));
    Columns.Extras extras = columns.extras();
    symbol.add(
        bar(), line.exact(extras.dividend(), "dividend"), line.exact(extras.split(), "split"));
  }

  private Bar bar() {
    return new Bar(
        line.date(columns.date()),
        line.price(columns.prices().open(), "open"),
        line.price(columns.prices().high(), "high"),
        line.price(columns.prices().low(), "low"),
        line.price(columns.prices().close(), "close"),
        line.amount(columns.volume(), "volume"),
        line.amount(columns.extras().vwap(), "vwap"),
        (int) line.amount(columns.extras().trades(), "trades"));
  }

  private Symbol symbol(String ticker) {
    Symbol symbol = current;
    if (symbol == null || !ticker.equals(currentTicker)) {
      symbol = symbols.computeIfAbsent(ticker, Symbol::new);
      current = symbol;
      currentTicker = ticker;
    }
    return symbol;
  }
}
