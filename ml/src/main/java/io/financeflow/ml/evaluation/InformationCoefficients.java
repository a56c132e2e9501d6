package io.financeflow.ml.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How well scores order the names of a day, day by day.
 *
 * @param values correlation of scores and outcomes
 * @param ranks the same of their ranks
 * @param skipped days on which scores or outcomes do not vary, as with fewer than two names
 */
public record InformationCoefficients(Summary values, Summary ranks, int skipped) {

  /**
   * One coefficient over the days.
   *
   * @param days how many it is defined on, >= 0
   * @param mean IC; empty without a day
   * @param ratio ICIR: mean over standard deviation (n - 1), not annualised; empty with fewer than
   *     two days or when it never changes
   */
  public record Summary(int days, OptionalDouble mean, OptionalDouble ratio) {
    static Summary of(List<Double> daily) {
      double mean = daily.stream().mapToDouble(d -> d).average().orElse(0);
      double squares = daily.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum();
      boolean varies = daily.size() > 1 && squares > 1e-20;
      return new Summary(
          daily.size(),
          daily.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(mean),
          varies
              ? OptionalDouble.of(mean / Math.sqrt(squares / (daily.size() - 1)))
              : OptionalDouble.empty());
    }
  }

  /** Computes them. */
  public static InformationCoefficients of(List<CrossSection> days) {
    List<Double> values = new ArrayList<>();
    List<Double> ranks = new ArrayList<>();
    int skipped = 0;
    for (CrossSection day : days) {
      OptionalDouble value =
          day.entries().isEmpty()
              ? OptionalDouble.empty()
              : RankMetrics.pearson(day.outcomes(), day.scores());
      if (value.isEmpty()) {
        skipped++;
      } else {
        values.add(value.getAsDouble());
        RankMetrics.spearman(day.outcomes(), day.scores()).ifPresent(ranks::add);
      }
    }
    return new InformationCoefficients(Summary.of(values), Summary.of(ranks), skipped);
  }
}
