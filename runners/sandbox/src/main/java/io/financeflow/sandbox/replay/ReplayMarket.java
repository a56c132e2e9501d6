package io.financeflow.sandbox.replay;

import io.financeflow.sandbox.market.BarVisitor;
import io.financeflow.sandbox.market.Listing;
import io.financeflow.sandbox.market.Market;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The market of a file: its bars, its splits and its dividends, nothing else.
 *
 * <p>Held in memory at some 60 bytes a bar. A symbol is one listing, whatever companies had it.
 * Immutable, thread-safe.
 */
public final class ReplayMarket implements Market {

  private final List<Listing> listings;
  private final List<Series> series = new ArrayList<>();

  private ReplayMarket(Collection<Symbol> symbols, LocalDate end) {
    listings = symbols.stream().map(symbol -> symbol.listing(end)).toList();
    for (Symbol symbol : symbols) {
      symbol.series().trim();
      series.add(symbol.series());
    }
  }

  /**
   * Reads a CSV file, compressed when its name ends in {@code .gz}.
   *
   * <p>The header names the columns: symbol (or ticker), date, open, high, low, close, volume, and
   * where there are vwap, trades, dividend (dollars, on the ex-date) and split (new shares per old
   * one, on the execution date). Dates of a symbol ascend. No quotes.
   *
   * @throws IllegalArgumentException naming file and line when a line is not as it should be
   * @throws java.io.UncheckedIOException when the file cannot be read
   */
  public static ReplayMarket read(Path path) {
    Collection<Symbol> symbols = BarFile.read(path);
    LocalDate end =
        symbols.stream()
            .map(Symbol::lastDate)
            .max(LocalDate::compareTo)
            .orElseThrow(() -> new IllegalArgumentException(path + ": no bars"));
    return new ReplayMarket(symbols, end);
  }

  @Override
  public String label() {
    return "replay";
  }

  @Override
  public List<Listing> listings() {
    return listings;
  }

  @Override
  public void session(LocalDate date, BarVisitor visitor) {
    for (int i = 0; i < series.size(); i++) {
      int at = series.get(i).at(date);
      if (at >= 0) {
        visitor.bar(listings.get(i), series.get(i).bar(at));
      }
    }
  }

  @Override
  public void history(int listing, LocalDate from, LocalDate to, BarVisitor visitor) {
    Series bars = series.get(listing);
    for (int at = bars.atOrAfter(from); at < bars.size() && !bars.date(at).isAfter(to); at++) {
      visitor.bar(listings.get(listing), bars.bar(at));
    }
  }
}
