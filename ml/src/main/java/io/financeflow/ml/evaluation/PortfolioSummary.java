package io.financeflow.ml.evaluation;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * A portfolio over its days.
 *
 * @param days how many, those without a trade included
 * @param tradedDays on how many something was held
 * @param gross before costs
 * @param net after costs
 * @param meanTurnover per day; 0 without days
 */
public record PortfolioSummary(
    int days, int tradedDays, Returns gross, Returns net, double meanTurnover) {
  /** Sessions of a year. */
  public static final int YEAR = 252;

  /**
   * Returns of a portfolio.
   *
   * @param meanDaily 0.01 is 1 %; 0 without days
   * @param sharpe mean over standard deviation (n - 1) times the root of {@link #YEAR}, without a
   *     risk-free rate; empty with fewer than two days or when returns never change
   * @param maxDrawdown largest loss since a peak of the compounded returns, the beginning included,
   *     0 to 1
   */
  public record Returns(double meanDaily, OptionalDouble sharpe, double maxDrawdown) {}

  /** Sums up days in their order. */
  public static PortfolioSummary of(List<LongShort.Day> days) {
    return new PortfolioSummary(
        days.size(),
        (int) days.stream().filter(LongShort.Day::traded).count(),
        returns(days, LongShort.Day::gross),
        returns(days, LongShort.Day::net),
        days.stream().mapToDouble(LongShort.Day::turnover).average().orElse(0));
  }

  private static Returns returns(List<LongShort.Day> days, ToDoubleFunction<LongShort.Day> ofDay) {
    double[] daily = days.stream().mapToDouble(ofDay).toArray();
    double mean = 0;
    for (double one : daily) {
      mean += one / daily.length;
    }
    double squares = 0;
    double wealth = 1;
    double peak = 1;
    double drawdown = 0;
    for (double one : daily) {
      squares += (one - mean) * (one - mean);
      wealth *= Math.max(0, 1 + one);
      peak = Math.max(peak, wealth);
      drawdown = Math.max(drawdown, 1 - wealth / peak);
    }
    boolean varies = daily.length > 1 && squares > 1e-30;
    return new Returns(
        mean,
        varies
            ? OptionalDouble.of(mean / Math.sqrt(squares / (daily.length - 1)) * Math.sqrt(YEAR))
            : OptionalDouble.empty(),
        drawdown);
  }
}
