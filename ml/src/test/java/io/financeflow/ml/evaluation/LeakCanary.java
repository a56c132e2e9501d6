package io.financeflow.ml.evaluation;

import io.financeflow.ml.forecaster.Forecaster;
import io.financeflow.ml.forecaster.Series;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Sings when a forecast of the past changes, by a bit, after the future was replaced by something
 * else.
 */
final class LeakCanary {
  private LeakCanary() {}

  /**
   * Returns the places that were forecast otherwise although only later values were replaced.
   *
   * @param made how a model is made for a series, as a program would
   */
  static List<Integer> leaks(Function<Series, Forecaster> made, Backtest backtest, Series series) {
    List<Integer> leaks = new ArrayList<>();
    List<Backtest.Judged> truth = backtest.run(made.apply(series), series);
    int first = truth.get(0).place() - backtest.horizon() + 1;
    for (int cut = first; cut < series.length(); cut += 4) {
      Series other = replaced(series, cut);
      List<Backtest.Judged> changed = backtest.run(made.apply(other), other);
      for (int i = 0; i < truth.size(); i++) {
        Backtest.Judged one = truth.get(i);
        boolean past = one.place() - backtest.horizon() < cut;
        if (past && !one.forecast().equals(changed.get(i).forecast())) {
          leaks.add(one.place());
        }
      }
    }
    return leaks;
  }

  /** Returns the days that were scored otherwise although only later days were replaced. */
  static List<LocalDate> leaks(PanelModel model, PanelBacktest backtest, Panel panel) {
    List<LocalDate> leaks = new ArrayList<>();
    List<CrossSection> truth = backtest.run(model, panel);
    for (CrossSection from : truth) {
      List<CrossSection> changed =
          backtest.run(model, replaced(panel, panel.firstOf(from.day().plusDays(1))));
      for (int i = 0; i < truth.size(); i++) {
        boolean past = !truth.get(i).day().isAfter(from.day());
        if (past && !Arrays.equals(truth.get(i).scores(), changed.get(i).scores())) {
          leaks.add(truth.get(i).day());
        }
      }
    }
    return leaks;
  }

  static Series replaced(Series series, int cut) {
    Random random = new Random(99);
    double[] y = series.values();
    for (int i = cut; i < y.length; i++) {
      y[i] = 50 + 1000 * random.nextDouble();
    }
    return Series.seasonal(series.period(), y);
  }

  private static Panel replaced(Panel panel, int cut) {
    Random random = new Random(99);
    List<Panel.Key> keys = new ArrayList<>();
    double[][] features = new double[panel.rows()][];
    double[] labels = new double[panel.rows()];
    for (int row = 0; row < panel.rows(); row++) {
      keys.add(new Panel.Key(panel.day(row), panel.name(row)));
      features[row] = panel.features(row);
      labels[row] = panel.label(row);
      if (row >= cut) {
        Arrays.setAll(features[row], j -> 100 * random.nextGaussian());
        labels[row] = random.nextGaussian();
      }
    }
    return Panel.of(keys, features, labels);
  }
}
