package io.financeflow.ml.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One model of features beside its baselines.
 *
 * @param lines the model first, then the baselines
 * @param backtest folds and refit policy
 * @param trials how many models were tried before this one was chosen, it included
 */
public record PanelReport(List<Line> lines, PanelBacktest backtest, int trials) {

  /**
   * One model.
   *
   * @param model its name
   * @param days test days
   * @param direction whether the sign was hit; outcomes of 0 are left out
   * @param errors of a model that forecasts returns; empty for one that only orders or directs
   * @param timing all pairs taken as independent, which is too kind: names move together
   * @param ordering IC, rank IC and their ratios
   * @param portfolio long and short, before and after costs
   * @param against of the first line: Diebold-Mariano on the share of wrong directions per day
   *     against each baseline by name, negative when the model is better
   */
  public record Line(
      String model,
      int days,
      DirectionMetrics direction,
      Optional<PanelErrors> errors,
      Optional<PesaranTimmermann> timing,
      InformationCoefficients ordering,
      PortfolioSummary portfolio,
      SortedMap<String, DieboldMariano> against) {}
}
