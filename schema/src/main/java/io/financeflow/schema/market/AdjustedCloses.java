package io.financeflow.schema.market;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Closes of one symbol made comparable: in the shares of its last bar, so the last close is as
 * traded and only earlier ones change.
 */
public final class AdjustedCloses {
  private static final double SAME_RATIO = 1e-9;

  private AdjustedCloses() {}

  /**
   * A close.
   *
   * @param date session
   * @param price in USD, > 0
   */
  public record Close(LocalDate date, double price) {}

  /**
   * Returns the closes that are comparable with the last one, oldest first. A close is multiplied
   * with the factors of the splits that follow it, up to and including the date of the last close;
   * splits of one date that agree count once. What lies before the end of another company's listing
   * under the symbol, or before splits of one date that contradict each other, is left out.
   *
   * @param raw as traded, by date, each date once; may be empty
   * @param splits of the symbol, in any order
   * @param listingEnds last trading dates of companies that gave the symbol up
   */
  public static List<Close> of(
      List<Close> raw, Collection<Split> splits, Collection<LocalDate> listingEnds) {
    List<Close> adjusted = new ArrayList<>(raw.size());
    double factor = 1;
    for (int i = raw.size() - 1; i >= 0; i--) {
      LocalDate date = raw.get(i).date();
      if (i < raw.size() - 1) {
        LocalDate next = raw.get(i + 1).date();
        OptionalDouble between = factor(splits, date, next);
        if (between.isEmpty() || listingEnds.stream().anyMatch(end -> within(end, date, next))) {
          break;
        }
        factor *= between.getAsDouble();
      }
      adjusted.add(new Close(date, raw.get(i).price() * factor));
    }
    Collections.reverse(adjusted);
    return List.copyOf(adjusted);
  }

  /** At or after the earlier date and before the later one. */
  private static boolean within(LocalDate end, LocalDate earlier, LocalDate later) {
    return !end.isBefore(earlier) && end.isBefore(later);
  }

  /** What a price of the earlier date is multiplied with; empty when splits contradict. */
  private static OptionalDouble factor(
      Collection<Split> splits, LocalDate earlier, LocalDate later) {
    double product = 1;
    List<Split> counted = new ArrayList<>();
    for (Split split : splits) {
      LocalDate date = split.executionDate();
      if (!date.isAfter(earlier) || date.isAfter(later)) {
        continue;
      }
      List<Split> sameDate =
          counted.stream().filter(other -> other.executionDate().equals(date)).toList();
      if (sameDate.stream().anyMatch(other -> !sameRatio(other, split))) {
        return OptionalDouble.empty();
      }
      product *= sameDate.isEmpty() ? split.priceFactor() : 1;
      counted.add(split);
    }
    return OptionalDouble.of(product);
  }

  private static boolean sameRatio(Split a, Split b) {
    return Math.abs(a.priceFactor() / b.priceFactor() - 1) < SAME_RATIO;
  }
}
