package io.financeflow.pipelines.source.polygon;

import com.google.gson.stream.JsonToken;
import io.financeflow.schema.market.Dividend;
import io.financeflow.schema.market.Listing;
import io.financeflow.schema.market.Split;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What valid rows of the reference endpoints are. */
final class ReferenceRules {
  private ReferenceRules() {}

  /** Reads a row of {@code /v3/reference/splits}. */
  static Split split(RawRow row) throws BadRow {
    return new Split(
        Fields.ticker(row, "ticker"),
        Fields.date(row, "execution_date"),
        Fields.positive(row, "split_from"),
        Fields.positive(row, "split_to"));
  }

  /** Reads a row of {@code /v3/reference/dividends}. */
  static Dividend dividend(RawRow row) throws BadRow {
    double cash = Fields.number(row, "cash_amount");
    if (cash < 0) {
      throw new BadRow("cash_amount must be >= 0 but was " + row.shown("cash_amount"));
    }
    Dividend.Dates dates =
        new Dividend.Dates(
            Fields.optionalDate(row, "declaration_date"),
            Fields.optionalDate(row, "record_date"),
            Fields.optionalDate(row, "pay_date"));
    return new Dividend(
        Fields.ticker(row, "ticker"),
        Fields.date(row, "ex_dividend_date"),
        cash,
        row.string("dividend_type"),
        row.string("currency"),
        dates,
        frequency(row));
  }

  private static @Nullable Integer frequency(RawRow row) throws BadRow {
    if (!row.has("frequency")) {
      return null;
    }
    long frequency = Fields.whole(row, "frequency");
    if (frequency < 0 || frequency > 1000) {
      throw new BadRow("frequency must be 0 to 1000 but was " + row.shown("frequency"));
    }
    return (int) frequency;
  }

  /** Reads a row of {@code /v3/reference/tickers}; an inactive one must say when it ended. */
  static Listing listing(RawRow row) throws BadRow {
    LocalDate delisted = Fields.optionalInstantDate(row, "delisted_utc");
    boolean inactive = "false".equals(row.text("active", JsonToken.BOOLEAN));
    if (inactive && delisted == null) {
      throw new BadRow("delisted_utc must be there for an inactive ticker");
    }
    Listing.Identity identity =
        new Listing.Identity(
            row.string("primary_exchange"),
            row.string("currency_name"),
            row.string("cik"),
            row.string("composite_figi"));
    return new Listing(
        Fields.ticker(row, "ticker"),
        inactive ? delisted : null,
        printable(row.string("name")),
        row.string("type"),
        identity);
  }

  /** PostgreSQL's text has no NUL; a name is kept without it. */
  private static String printable(String text) {
    return text.replace("\0", "");
  }
}
