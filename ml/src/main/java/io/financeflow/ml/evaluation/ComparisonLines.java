package io.financeflow.ml.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** The figures of a comparison. */
final class ComparisonLines {
  private final Comparison comparison;
  private final SortedMap<String, JudgedSeries> judged;

  ComparisonLines(Comparison comparison, SortedMap<String, JudgedSeries> judged) {
    this.comparison = comparison;
    this.judged = judged;
  }

  ComparisonReport report(SortedMap<String, String> failures) {
    if (judged.isEmpty()) {
      throw new IllegalArgumentException(
          failures.isEmpty()
              ? "there is no series to judge: name one"
              : "no series could be judged: " + failures.values().iterator().next());
    }
    SortedMap<String, List<ComparisonReport.Line>> bySeries = new TreeMap<>();
    SortedMap<String, List<List<Backtest.Judged>>> forecasts = new TreeMap<>();
    judged.forEach((name, one) -> bySeries.put(name, lines(List.of(one))));
    judged.forEach((name, one) -> forecasts.put(name, one.forecasts()));
    return new ComparisonReport(
        lines(judged.values()),
        bySeries,
        forecasts,
        failures,
        comparison.backtest(),
        comparison.trials());
  }

  private List<ComparisonReport.Line> lines(Collection<JudgedSeries> series) {
    List<ComparisonReport.Line> lines = new ArrayList<>();
    List<double[]> losses = new ArrayList<>();
    for (int m = 0; m < comparison.models().size(); m++) {
      losses.add(meanLosses(series, m));
    }
    for (int m = 0; m < losses.size(); m++) {
      lines.add(
          new ComparisonReport.Line(
              comparison.models().get(m).name(),
              scores(series, m, losses),
              m == 0 ? against(losses) : new TreeMap<>()));
    }
    return lines;
  }

  private SortedMap<String, DieboldMariano> against(List<double[]> losses) {
    SortedMap<String, DieboldMariano> against = new TreeMap<>();
    for (int m = 1; m < losses.size(); m++) {
      Optional<DieboldMariano> test =
          DieboldMariano.ofLosses(
              losses.get(0),
              losses.get(m),
              comparison.backtest().horizon(),
              DieboldMariano.Variance.BARTLETT);
      String name = comparison.models().get(m).name();
      test.ifPresent(found -> against.put(name, found));
    }
    return against;
  }

  private Scores scores(Collection<JudgedSeries> series, int model, List<double[]> losses) {
    List<Backtest.Judged> all = new ArrayList<>();
    series.forEach(one -> all.addAll(one.forecasts().get(model)));
    double[] actual = JudgedSeries.actual(all);
    double[] points = JudgedSeries.points(all);
    double[] came = changes(all, actual);
    double[] said = changes(all, points);
    long covered =
        all.stream()
            .filter(j -> j.forecast().low() <= j.actual() && j.actual() <= j.forecast().high())
            .count();
    Scores.Errors errors =
        new Scores.Errors(
            all.size(),
            ErrorMetrics.mae(actual, points),
            ErrorMetrics.rmse(actual, points),
            mase(series, model),
            ErrorMetrics.smape(actual, points),
            skill(losses.get(model), losses.get(1)));
    return new Scores(
        errors,
        DirectionMetrics.of(came, said),
        PesaranTimmermann.test(came, said),
        (double) covered / all.size(),
        conformal(series, model));
  }

  private OptionalDouble conformal(Collection<JudgedSeries> series, int model) {
    double level = comparison.backtest().level();
    int trailing = Math.max(Scores.TRAILING, Conformal.needed(level));
    double covered = 0;
    int count = 0;
    for (JudgedSeries one : series) {
      double[] errors =
          one.forecasts().get(model).stream().mapToDouble(Backtest.Judged::error).toArray();
      double[] ones = new double[errors.length];
      Arrays.fill(ones, 1);
      OptionalDouble share = Conformal.coverage(errors, ones, trailing, level);
      covered += share.orElse(0) * Math.max(0, errors.length - trailing);
      count += Math.max(0, errors.length - trailing);
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(covered / count);
  }

  private double[] changes(List<Backtest.Judged> all, double[] values) {
    double[] changes = new double[values.length];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = comparison.target().change(all.get(i), values[i]);
    }
    return changes;
  }

  private OptionalDouble mase(Collection<JudgedSeries> series, int model) {
    return series.stream()
        .map(one -> one.mase(model, comparison.backtest().folds().over(one.series().length())))
        .flatMapToDouble(OptionalDouble::stream)
        .average();
  }

  private static OptionalDouble skill(double[] losses, double[] reference) {
    double[] none = new double[losses.length];
    double of = ErrorMetrics.mae(reference, none);
    return of > 0
        ? OptionalDouble.of(1 - ErrorMetrics.mae(losses, none) / of)
        : OptionalDouble.empty();
  }

  /** Returns the mean loss over the series at each place from the end, the earliest first. */
  private static double[] meanLosses(Collection<JudgedSeries> series, int model) {
    TreeMap<Integer, double[]> byPlace = new TreeMap<>();
    for (JudgedSeries one : series) {
      for (Map.Entry<Integer, Double> loss : one.losses(model).entrySet()) {
        double[] sum = byPlace.computeIfAbsent(loss.getKey(), place -> new double[2]);
        sum[0] += loss.getValue();
        sum[1]++;
      }
    }
    return byPlace.values().stream().mapToDouble(sum -> sum[0] / sum[1]).toArray();
  }
}
