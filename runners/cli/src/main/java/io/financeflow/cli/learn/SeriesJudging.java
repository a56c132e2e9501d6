package io.financeflow.cli.learn;

import io.financeflow.cli.config.Environment;
import io.financeflow.ml.evaluation.Backtest;
import io.financeflow.ml.evaluation.Comparison;
import io.financeflow.ml.evaluation.ComparisonReport;
import io.financeflow.ml.evaluation.CrossSection;
import io.financeflow.ml.evaluation.InformationCoefficients;
import io.financeflow.ml.evaluation.LongShort;
import io.financeflow.ml.evaluation.PortfolioSummary;
import io.financeflow.ml.evaluation.ReturnSections;
import io.financeflow.ml.forecaster.Series;
import io.financeflow.ml.model.Closes;
import io.financeflow.ml.model.Target;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model of series beside its baselines.
 *
 * @param model what is judged
 * @param target what its values are
 * @param backtest how
 * @param portfolio how forecasts are traded; empty for not at all
 */
record SeriesJudging(
    SeriesModel model, Target target, Backtest backtest, Optional<LongShort> portfolio) {

  /**
   * A model's forecasts as returns of a day.
   *
   * @param ordering how well they order the names
   * @param portfolio what they earned
   */
  record Traded(String model, InformationCoefficients ordering, PortfolioSummary portfolio) {}

  /**
   * What came out.
   *
   * @param report the errors
   * @param traded one per model of the report; empty without a portfolio
   */
  record Outcome(ComparisonReport report, List<Traded> traded) {}

  /** Judges on all processors and says how far it is. */
  Outcome run(SortedMap<String, Closes> closes, Environment environment) {
    SortedMap<String, Series> series = new TreeMap<>();
    closes.forEach((ticker, each) -> series.put(ticker, series(each)));
    Comparison comparison =
        new Comparison(
            model.forecaster(), model.baselines(target), backtest, kind(), model.trials());
    environment
        .console()
        .err()
        .printf(
            "%s of %d series, %d folds of %d sessions: %d fits%n",
            model.title(),
            series.size(),
            backtest.folds().folds(),
            backtest.folds().test(),
            comparison.fits(series.size()));
    FitProgress progress =
        new FitProgress(environment.console(), environment.clock(), series.size(), "series");
    try {
      ComparisonReport report =
          comparison.run(
              series, Runtime.getRuntime().availableProcessors(), done -> progress.step());
      progress.end();
      return new Outcome(
          report, portfolio.map(each -> traded(each, report, closes)).orElse(List.of()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before the last series was judged", e);
    }
  }

  private Series series(Closes closes) {
    double[] values = closes.values();
    return target == Target.LOG_CLOSE
        ? Series.of(Arrays.stream(values).map(Math::log).toArray())
        : target.series(values);
  }

  private io.financeflow.ml.evaluation.Target kind() {
    return target == Target.NEXT_RETURN
        ? io.financeflow.ml.evaluation.Target.CHANGE
        : io.financeflow.ml.evaluation.Target.LEVEL;
  }

  private List<Traded> traded(
      LongShort how, ComparisonReport report, SortedMap<String, Closes> closes) {
    Map<String, List<LocalDate>> days = new HashMap<>();
    int first = target == Target.NEXT_RETURN ? 1 : 0;
    closes.forEach(
        (ticker, each) -> days.put(ticker, each.sessions().subList(first, each.sessions().size())));
    List<Traded> traded = new ArrayList<>();
    for (int line = 0; line < report.pooled().size(); line++) {
      List<CrossSection> sections = sections().of(report.forecasts(), line, days);
      traded.add(
          new Traded(
              report.pooled().get(line).model(),
              InformationCoefficients.of(sections),
              PortfolioSummary.of(how.run(sections))));
    }
    return List.copyOf(traded);
  }

  private ReturnSections sections() {
    return switch (target) {
      case CLOSE -> ReturnSections.OF_PRICES;
      case LOG_CLOSE -> ReturnSections.OF_LOG_PRICES;
      case NEXT_RETURN -> ReturnSections.OF_RETURNS;
    };
  }
}
