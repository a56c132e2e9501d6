package io.financeflow.pipelines.source.polygon;

import com.google.gson.stream.JsonToken;
import io.financeflow.schema.market.DailyBar;
import io.financeflow.schema.market.Ohlc;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a valid grouped daily row is: known types, ordered positive prices, volume not negative, a
 * time stamp on the requested session in New York.
 *
 * <p>The vendor stamps grouped rows with 16:00 New York; any instant of that date is accepted.
 * Immutable and thread-safe.
 */
final class BarRules {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private final LocalDate date;
  private final long firstMillis;
  private final long endMillis;

  /** The rules of one session. */
  BarRules(LocalDate date) {
    this.date = date;
    this.firstMillis = date.atStartOfDay(NEW_YORK).toInstant().toEpochMilli();
    this.endMillis = date.plusDays(1).atStartOfDay(NEW_YORK).toInstant().toEpochMilli();
  }

  /** Returns the bar that the row says, or fails with the first rule it breaks. */
  DailyBar bar(RawRow row) throws BadRow {
    String ticker = Fields.ticker(row, "T");
    Ohlc price = price(row);
    double volume = Fields.number(row, "v");
    if (volume < 0) {
      throw new BadRow("v must be >= 0 but was " + row.shown("v"));
    }
    checkTime(row);
    return new DailyBar(ticker, date, price, volume, vwap(row), trades(row), otc(row));
  }

  private static Ohlc price(RawRow row) throws BadRow {
    double open = Fields.positive(row, "o");
    double high = Fields.positive(row, "h");
    double low = Fields.positive(row, "l");
    double close = Fields.positive(row, "c");
    if (low > Math.min(open, close) || high < Math.max(open, close)) {
      throw new BadRow(
          "prices must be l <= o, c <= h but were o "
              + row.shown("o")
              + ", h "
              + row.shown("h")
              + ", l "
              + row.shown("l")
              + ", c "
              + row.shown("c"));
    }
    return new Ohlc(open, high, low, close);
  }

  private void checkTime(RawRow row) throws BadRow {
    long time = Fields.whole(row, "t");
    if (time < firstMillis || time >= endMillis) {
      throw new BadRow("t must be on " + date + " in New York but was " + row.shown("t"));
    }
  }

  /** A vwap of 0 is how some rows without volume say "none". */
  private static @Nullable Double vwap(RawRow row) throws BadRow {
    if (!row.has("vw")) {
      return null;
    }
    double value = Fields.number(row, "vw");
    if (value < 0) {
      throw new BadRow("vw must be > 0 but was " + row.shown("vw"));
    }
    return value == 0 ? null : value;
  }

  private static @Nullable Long trades(RawRow row) throws BadRow {
    if (!row.has("n")) {
      return null;
    }
    long value = Fields.whole(row, "n");
    if (value < 0) {
      throw new BadRow("n must be >= 0 but was " + row.shown("n"));
    }
    return value;
  }

  private static boolean otc(RawRow row) throws BadRow {
    String text = row.text("otc", JsonToken.BOOLEAN);
    if (text == null && row.has("otc")) {
      throw new BadRow("otc must be true or false but was " + row.shown("otc"));
    }
    return "true".equals(text);
  }
}
