package io.financeflow.schema.market;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * A change of the share count: a row of {@code splits}.
 *
 * @param ticker vendor symbol
 * @param executionDate first session traded at the new share count
 * @param from old shares, > 0 (1 in a 4-for-1 split; may be fractional)
 * @param to new shares, > 0 (4 in a 4-for-1 split; may be fractional)
 */
public record Split(String ticker, LocalDate executionDate, double from, double to)
    implements Serializable {

  /** Refuses share counts that are not positive and finite. */
  public Split {
    if (!(from > 0 && from < Double.POSITIVE_INFINITY && to > 0 && to < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "split of " + ticker + " must be of finite counts > 0 but was " + from + ":" + to);
    }
  }

  /** Returns what a price before {@code executionDate} is multiplied with: 0.25 for 4-for-1. */
  public double priceFactor() {
    return from / to;
  }
}
