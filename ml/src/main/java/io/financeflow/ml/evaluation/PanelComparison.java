package io.financeflow.ml.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Judges a model of features and its baselines on the same walk-forward folds of one panel.
 *
 * @param model what is judged
 * @param baselines what it has to beat, at least one
 * @param backtest how scores are made
 * @param portfolio how they are traded
 * @param trials how many models were tried before this one was chosen, it included, >= 1
 */
public record PanelComparison(
    PanelModel model,
    List<PanelModel> baselines,
    PanelBacktest backtest,
    LongShort portfolio,
    int trials) {

  /** Checks that there is something to compare. */
  public PanelComparison {
    baselines = List.copyOf(baselines);
    if (baselines.isEmpty() || trials < 1) {
      throw new IllegalArgumentException(
          "a comparison needs a baseline and trials >= 1 but had %d and %d"
              .formatted(baselines.size(), trials));
    }
  }

  /**
   * Judges.
   *
   * @param progress the name of each model once it is judged
   * @throws IllegalArgumentException when the panel has too few days, or no label in a test block
   */
  public PanelReport run(Panel panel, Consumer<String> progress) {
    List<PanelModel> models = new ArrayList<>(List.of(model));
    models.addAll(baselines);
    List<List<CrossSection>> sections = new ArrayList<>();
    for (PanelModel one : models) {
      sections.add(backtest.run(one, panel));
      progress.accept(one.name());
    }
    List<PanelReport.Line> lines = new ArrayList<>();
    for (int m = 0; m < models.size(); m++) {
      SortedMap<String, DieboldMariano> against = new TreeMap<>();
      for (int other = 1; m == 0 && other < models.size(); other++) {
        String name = models.get(other).name();
        test(sections.get(0), sections.get(other)).ifPresent(found -> against.put(name, found));
      }
      lines.add(line(models.get(m), sections.get(m), against));
    }
    return new PanelReport(List.copyOf(lines), backtest, trials);
  }

  private PanelReport.Line line(
      PanelModel of, List<CrossSection> days, SortedMap<String, DieboldMariano> against) {
    double[] outcomes =
        days.stream().flatMapToDouble(day -> Arrays.stream(day.outcomes())).toArray();
    double[] scores = days.stream().flatMapToDouble(day -> Arrays.stream(day.scores())).toArray();
    if (outcomes.length == 0) {
      throw new IllegalArgumentException(
          "no label of a test day is known: take a range that ends earlier");
    }
    return new PanelReport.Line(
        of.name(),
        days.size(),
        DirectionMetrics.of(outcomes, scores),
        of.forecastsLabels() ? Optional.of(PanelErrors.of(days)) : Optional.empty(),
        PesaranTimmermann.test(outcomes, scores),
        InformationCoefficients.of(days),
        PortfolioSummary.of(portfolio.run(days)),
        against);
  }

  private static Optional<DieboldMariano> test(
      List<CrossSection> first, List<CrossSection> second) {
    double[] one = wrong(first);
    return one.length < 2
        ? Optional.empty()
        : DieboldMariano.ofLosses(one, wrong(second), 1, DieboldMariano.Variance.RECTANGULAR);
  }

  /** Returns the share of wrong directions of each day that has one. */
  private static double[] wrong(List<CrossSection> days) {
    return days.stream()
        .filter(day -> !day.entries().isEmpty())
        .map(day -> DirectionMetrics.of(day.outcomes(), day.scores()).accuracy())
        .filter(accuracy -> accuracy.isPresent())
        .mapToDouble(accuracy -> 1 - accuracy.getAsDouble())
        .toArray();
  }
}
