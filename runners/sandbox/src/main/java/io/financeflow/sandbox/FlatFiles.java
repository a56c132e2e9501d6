package io.financeflow.sandbox;

import io.financeflow.sandbox.market.Bar;
import io.financeflow.sandbox.market.Market;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.zip.GZIPOutputStream;

/**
 * A market as a folder of the vendor's daily flat files: {@code YYYY/MM/YYYY-MM-DD.csv.gz}, raw
 * prices, one row per ticker. A file {@value #LABEL} beside the years says that the data is made up
 * or replayed.
 */
public final class FlatFiles {
  /** Name of the file that labels the folder. */
  public static final String LABEL = "FINANCEFLOW_SOURCE";

  private static final String HEADER =
      "ticker,volume,open,close,high,low,window_start,transactions\n";
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int USUAL_ROW = 80;

  private FlatFiles() {}

  /**
   * Writes the sessions of a range and returns how many files that were; replaces what is there.
   */
  public static int write(MarketSource source, DateRange range, Path folder) throws IOException {
    Market market = source.open();
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(LABEL), market.label() + "\n");
    TradingCalendar calendar = TradingCalendar.nyse();
    int files = 0;
    for (LocalDate date : calendar.sessions(range.from(), range.to())) {
      files += write(market, date, folder) ? 1 : 0;
    }
    return files;
  }

  private static boolean write(Market market, LocalDate date, Path folder) throws IOException {
    long start =
        date.atStartOfDay(TradingCalendar.nyse().zone()).toEpochSecond() * NANOS_PER_SECOND;
    StringBuilder rows = new StringBuilder(USUAL_ROW * market.listings().size());
    market.session(date, (listing, bar) -> row(rows, listing.ticker(), bar, start));
    if (rows.isEmpty()) {
      return false;
    }
    String month = "%04d/%02d".formatted(date.getYear(), date.getMonthValue());
    Path file = Files.createDirectories(folder.resolve(month)).resolve(date + ".csv.gz");
    try (BufferedWriter text =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
      text.write(HEADER);
      text.append(rows);
    }
    return true;
  }

  private static void row(StringBuilder rows, String ticker, Bar bar, long start) {
    rows.append(ticker);
    for (double value :
        new double[] {bar.volume(), bar.open(), bar.close(), bar.high(), bar.low()}) {
      rows.append(',').append(plain(value));
    }
    rows.append(',').append(start).append(',');
    rows.append(bar.trades() > 0 ? String.valueOf(bar.trades()) : "").append('\n');
  }

  /** The vendor writes whole numbers without a point and never an exponent. */
  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1L << 53
        ? String.valueOf((long) value)
        : BigDecimal.valueOf(value).toPlainString();
  }
}
