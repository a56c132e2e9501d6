package io.financeflow.sandbox.market;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A change of the share count: {@code from} old shares become {@code to} new ones.
 *
 * @param announced from which date the vendor knows it, inclusive; not after the execution
 * @param execution the first date traded in new shares
 */
public record Split(LocalDate announced, LocalDate execution, BigDecimal from, BigDecimal to) {

  public Split {
    if (announced.isAfter(execution)) {
      throw new IllegalArgumentException("announced must not be after execution: " + execution);
    }
    if (from.signum() <= 0 || to.signum() <= 0) {
      throw new IllegalArgumentException(
          "from and to must be > 0 but were " + from + ", " + to + " on " + execution);
    }
  }

  /** What an earlier price is multiplied by to be in new shares. */
  public double factor() {
    return from.doubleValue() / to.doubleValue();
  }

  /** Whether fewer shares are left than before. */
  public boolean isReverse() {
    return from.compareTo(to) > 0;
  }
}
