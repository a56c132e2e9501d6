package io.financeflow.sandbox.replay;

import io.financeflow.sandbox.market.Bar;
import io.financeflow.sandbox.market.Company;
import io.financeflow.sandbox.market.Dividend;
import io.financeflow.sandbox.market.Listing;
import io.financeflow.sandbox.market.Split;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything the file says about one symbol, while it is read. */
final class Symbol {

  private final String ticker;
  private final Series series = new Series();
  private final List<Split> splits = new ArrayList<>();
  private final List<Dividend> dividends = new ArrayList<>();

  Symbol(String ticker) {
    this.ticker = ticker;
  }

  /**
   * Adds a day.
   *
   * @param ratio new shares per old one from this day on; 0 and 1 for no change
   */
  void add(Bar bar, BigDecimal dividend, BigDecimal ratio) {
    series.add(bar);
    if (dividend.signum() > 0) {
      dividends.add(new Dividend(bar.date(), dividend, 0, null));
    }
    if (ratio.signum() > 0 && ratio.compareTo(BigDecimal.ONE) != 0) {
      splits.add(split(bar.date(), ratio));
    }
  }

  Series series() {
    return series;
  }

  LocalDate lastDate() {
    return series.date(series.size() - 1);
  }

  /** The listing; ended when its last bar is earlier than the last of the whole file. */
  Listing listing(LocalDate endOfFile) {
    @Nullable LocalDate last = lastDate().isBefore(endOfFile) ? lastDate() : null;
    Company company = new Company("Replay of " + ticker, "CS", "", "", 0);
    return new Listing(ticker, company, series.date(0), last, splits, dividends);
  }

  /** As 1 to the ratio, or as a whole number to 1 when the ratio is exactly its inverse. */
  private static Split split(LocalDate date, BigDecimal ratio) {
    BigDecimal inverse = BigDecimal.ONE.divide(ratio, 0, RoundingMode.HALF_UP);
    return inverse.multiply(ratio).compareTo(BigDecimal.ONE) == 0
        ? new Split(date, date, inverse, BigDecimal.ONE)
        : new Split(date, date, BigDecimal.ONE, ratio);
  }
}
