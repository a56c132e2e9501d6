package io.financeflow.pipelines.source.polygon;

import com.google.gson.stream.JsonToken;
import io.financeflow.schema.market.DailyBar;
import io.financeflow.schema.market.Ohlc;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a valid daily row is: known types, ordered positive prices, volume not negative, a time
 * stamp on the requested session in New York.
 *
 * <p>The vendor stamps grouped rows with 16:00 New York and rows of files with midnight; any
 * instant of that date is accepted. Immutable and thread-safe.
 */
final class BarRules {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private final BarFields fields;
  private final LocalDate date;
  private final long first;
  private final long end;

  /** The rules of one session's rows with those fields. */
  BarRules(BarFields fields, LocalDate date) {
    this.fields = fields;
    this.date = date;
    this.first = instant(date);
    this.end = instant(date.plusDays(1));
  }

  private long instant(LocalDate day) {
    return Math.multiplyExact(
        day.atStartOfDay(NEW_YORK).toInstant().toEpochMilli(), fields.timesPerMilli());
  }

  /** Returns the bar that the row says, or fails with the first rule it breaks. */
  DailyBar bar(RawRow row) throws BadRow {
    String ticker = Fields.ticker(row, fields.ticker());
    Ohlc price = price(row);
    double volume = Fields.number(row, fields.volume());
    if (volume < 0) {
      throw new BadRow(fields.volume() + " must be >= 0 but was " + row.shown(fields.volume()));
    }
    checkTime(row);
    return new DailyBar(ticker, date, price, volume, vwap(row), trades(row), otc(row));
  }

  private Ohlc price(RawRow row) throws BadRow {
    double open = Fields.positive(row, fields.open());
    double high = Fields.positive(row, fields.high());
    double low = Fields.positive(row, fields.low());
    double close = Fields.positive(row, fields.close());
    if (low > Math.min(open, close) || high < Math.max(open, close)) {
      throw new BadRow(
          "prices must be %s <= %s, %s <= %s but were "
                  .formatted(fields.low(), fields.open(), fields.close(), fields.high())
              + Stream.of(fields.open(), fields.high(), fields.low(), fields.close())
                  .map(field -> field + " " + row.shown(field))
                  .collect(Collectors.joining(", ")));
    }
    return new Ohlc(open, high, low, close);
  }

  private void checkTime(RawRow row) throws BadRow {
    String field = fields.time();
    long time = Fields.whole(row, field);
    if (time < first || time >= end) {
      throw new BadRow(field + " must be on " + date + " in New York but was " + row.shown(field));
    }
  }

  /** A vwap of 0 is how some rows without volume say "none". */
  private @Nullable Double vwap(RawRow row) throws BadRow {
    if (!row.has("vw")) {
      return null;
    }
    double value = Fields.number(row, "vw");
    if (value < 0) {
      throw new BadRow("vw must be > 0 but was " + row.shown("vw"));
    }
    return value == 0 ? null : value;
  }

  private @Nullable Long trades(RawRow row) throws BadRow {
    if (!row.has(fields.trades())) {
      return null;
    }
    long value = Fields.whole(row, fields.trades());
    if (value < 0) {
      throw new BadRow(fields.trades() + " must be >= 0 but was " + row.shown(fields.trades()));
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
