package io.financeflow.ml.evaluation;

import java.util.List;
import java.util.SortedMap;

/**
 * One model beside its baselines.
 *
 * @param pooled all series together: the model first, then the baselines. MASE is the mean of the
 *     series', skill is of errors in units of the series' naive error, Diebold-Mariano is of their
 *     mean over the series at each place from the end, so that series that move together do not
 *     count as many; MAE and RMSE are in the units of the values, and Pesaran-Timmermann takes all
 *     pairs as independent, which is too kind where series move together
 * @param bySeries the same for each series
 * @param forecasts every forecast of each series: one list per model, in the order of the lines
 * @param failures why a series was left out, by its name
 * @param backtest folds, refit policy, horizon, level
 * @param trials how many models were tried before this one was chosen, it included: the more, the
 *     less a p-value means
 */
public record ComparisonReport(
    List<Line> pooled,
    SortedMap<String, List<Line>> bySeries,
    SortedMap<String, List<List<Backtest.Judged>>> forecasts,
    SortedMap<String, String> failures,
    Backtest backtest,
    int trials) {

  /**
   * One model.
   *
   * @param model its name
   * @param scores how good it was
   * @param against of the first line: the test against each baseline by name, negative when the
   *     model is better; a baseline whose losses never differ is not in it
   */
  public record Line(String model, Scores scores, SortedMap<String, DieboldMariano> against) {}
}
