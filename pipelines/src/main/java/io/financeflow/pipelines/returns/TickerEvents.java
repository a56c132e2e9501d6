package io.financeflow.pipelines.returns;

import io.financeflow.schema.market.Split;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.beam.sdk.values.KV;

/**
 * What happened to one symbol: its splits and the ends of its listings.
 *
 * @param splits in any order; several of one date count once when they agree
 * @param listingEnds last trading dates of companies that gave the symbol up
 */
record TickerEvents(List<Split> splits, List<LocalDate> listingEnds) {
  /** Nothing happened. */
  static final TickerEvents NONE = new TickerEvents(List.of(), List.of());

  private static final double SAME_RATIO = 1e-9;

  /** Returns the events of each symbol that has any; ends are symbol and ISO date. */
  static Map<String, TickerEvents> bySymbol(
      Iterable<Split> splits, Iterable<KV<String, String>> ends) {
    Map<String, TickerEvents> events = new HashMap<>();
    for (Split split : splits) {
      events.computeIfAbsent(split.ticker(), t -> empty()).splits().add(split);
    }
    for (KV<String, String> end : ends) {
      LocalDate date = LocalDate.parse(end.getValue());
      events.computeIfAbsent(end.getKey(), t -> empty()).listingEnds().add(date);
    }
    return events;
  }

  private static TickerEvents empty() {
    return new TickerEvents(new ArrayList<>(), new ArrayList<>());
  }

  /** True when a listing ended at or after {@code previous} and before {@code current}. */
  boolean changesHands(LocalDate previous, LocalDate current) {
    for (LocalDate end : listingEnds) {
      if (!end.isBefore(previous) && end.isBefore(current)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns what a close of {@code previous} is multiplied with to compare it with one of {@code
   * current}: the product over the execution dates after {@code previous} up to and including
   * {@code current}, 1 without a split. Rows of one date that agree are one split; rows that
   * contradict each other make the factor unknown (empty).
   */
  OptionalDouble priceFactor(LocalDate previous, LocalDate current) {
    double product = 1;
    for (int i = 0; i < splits.size(); i++) {
      Split split = splits.get(i);
      if (split.executionDate().isAfter(previous) && !split.executionDate().isAfter(current)) {
        Split first = firstOfDate(split.executionDate());
        if (!sameRatio(first, split)) {
          return OptionalDouble.empty();
        }
        product *= first.equals(split) && splits.indexOf(split) == i ? split.priceFactor() : 1;
      }
    }
    return OptionalDouble.of(product);
  }

  private Split firstOfDate(LocalDate date) {
    return splits.stream().filter(s -> s.executionDate().equals(date)).findFirst().orElseThrow();
  }

  private static boolean sameRatio(Split a, Split b) {
    return Math.abs(a.priceFactor() / b.priceFactor() - 1) < SAME_RATIO;
  }
}
