package io.financeflow.sandbox.simulated;

import io.financeflow.sandbox.market.Dividend;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The quarterly dividends of one listing, a fixed part of its price some weeks before. */
final class DividendHistory {

  private static final int NOTICE = 18;
  private static final int TO_PAYMENT = 15;

  private DividendHistory() {}

  /** The dividends, ascending; none for a listing that pays nothing. */
  static List<Dividend> of(
      Traits traits, PricePath path, SplitHistory splits, Lifetime life, Sessions calendar) {
    List<Dividend> dividends = new ArrayList<>();
    if (traits.quarterly() == 0) {
      return dividends;
    }
    for (int n = 0; path.dividendSession(n) < life.end(); n++) {
      int session = path.dividendSession(n);
      int block = Math.max(session, life.first() + OwnPath.BLOCK) / OwnPath.BLOCK;
      double price = path.before(block) * splits.scale(session);
      dividends.add(dividend(session, price * traits.quarterly(), life, calendar));
    }
    return dividends;
  }

  private static Dividend dividend(int session, double cash, Lifetime life, Sessions calendar) {
    int digits = cash >= 0.1 ? 2 : 4;
    BigDecimal rounded = BigDecimal.valueOf(cash).setScale(digits, RoundingMode.HALF_UP);
    return new Dividend(
        calendar.date(session),
        rounded.max(new BigDecimal("0.0001")).stripTrailingZeros(),
        4,
        new Dividend.Calendar(
            calendar.date(Math.max(life.first(), session - NOTICE)),
            calendar.dateAtMost(session + 1),
            calendar.dateAtMost(session + TO_PAYMENT)));
  }
}
