package io.financeflow.ml.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The portfolio of Fischer and Krauss (2018): every day long the k names with the highest scores
 * and short the k with the lowest, equal weights, each side as large as the capital.
 *
 * <p>Weights are set anew every day. In between they drift: a weight w becomes w (1 + r) / (1 + R)
 * with R the portfolio's return. Turnover is the sum of |new - drifted| over all names, 4 when
 * everything is exchanged, and costs basis points per unit: so a full exchange at 5 bp costs 0.2 %.
 * Names that are held on both days are not traded more than they drifted. On a day with fewer than
 * 2 k names nothing is held, and what was held is closed at its costs; the last day's positions are
 * closed on that day. Equal scores are taken in the order of names.
 *
 * @param k names per side, >= 1
 * @param costBasisPoints per half-turn, >= 0
 */
public record LongShort(int k, double costBasisPoints) {

  /** Checks the bounds. */
  public LongShort {
    if (k < 1 || !(costBasisPoints >= 0 && costBasisPoints < 10_000)) {
      throw new IllegalArgumentException(
          "k must be >= 1 and the cost in [0, 10000) bp but were %d and %s"
              .formatted(k, costBasisPoints));
    }
  }

  /**
   * One day.
   *
   * @param gross return before costs, 0.01 is 1 %
   * @param net return after costs
   * @param turnover sum of the weights traded, 0 to about 4
   * @param traded false when there were too few names
   */
  public record Day(LocalDate day, double gross, double net, double turnover, boolean traded) {}

  /** Returns the days in order; days of the input ascend. */
  public List<Day> run(List<CrossSection> days) {
    List<Day> results = new ArrayList<>();
    Map<String, Double> held = new HashMap<>();
    for (int i = 0; i < days.size(); i++) {
      CrossSection today = days.get(i);
      if (i > 0 && !today.day().isAfter(days.get(i - 1).day())) {
        throw new IllegalArgumentException("days must ascend but " + today.day() + " comes late");
      }
      Map<String, Double> target = target(today);
      double turnover = traded(held, target);
      double gross = gross(today, target);
      held = drifted(today, target, gross);
      if (i == days.size() - 1) {
        turnover += traded(held, Map.of());
      }
      double net = gross - turnover * costBasisPoints / 10_000;
      results.add(new Day(today.day(), gross, net, turnover, !target.isEmpty()));
    }
    return results;
  }

  private Map<String, Double> target(CrossSection day) {
    List<CrossSection.Entry> ranked = new ArrayList<>(day.entries());
    ranked.sort(
        Comparator.comparingDouble((CrossSection.Entry entry) -> -entry.score())
            .thenComparing(CrossSection.Entry::name));
    Map<String, Double> target = new HashMap<>();
    if (ranked.size() >= 2 * k) {
      ranked.subList(0, k).forEach(entry -> target.put(entry.name(), 1.0 / k));
      ranked
          .subList(ranked.size() - k, ranked.size())
          .forEach(entry -> target.put(entry.name(), -1.0 / k));
    }
    return target;
  }

  private static double gross(CrossSection day, Map<String, Double> target) {
    double gross = 0;
    for (CrossSection.Entry entry : day.entries()) {
      gross += target.getOrDefault(entry.name(), 0.0) * entry.outcome();
    }
    return gross;
  }

  private static Map<String, Double> drifted(
      CrossSection day, Map<String, Double> target, double gross) {
    Map<String, Double> drifted = new HashMap<>();
    for (CrossSection.Entry entry : day.entries()) {
      Double weight = target.get(entry.name());
      if (weight != null) {
        drifted.put(entry.name(), weight * (1 + entry.outcome()) / (1 + gross));
      }
    }
    return drifted;
  }

  private static double traded(Map<String, Double> held, Map<String, Double> target) {
    Set<String> names = new HashSet<>(held.keySet());
    names.addAll(target.keySet());
    return names.stream()
        .sorted()
        .mapToDouble(
            name -> Math.abs(target.getOrDefault(name, 0.0) - held.getOrDefault(name, 0.0)))
        .sum();
  }
}
