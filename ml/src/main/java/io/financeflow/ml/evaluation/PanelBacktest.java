package io.financeflow.ml.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Scores of the test days of walk-forward folds over the days of a panel, from models that were
 * fitted on the days before.
 *
 * @param folds places are days; the purge is at least the sessions that a label looks ahead, less
 *     one
 * @param refit when a model is fitted anew
 */
public record PanelBacktest(WalkForward folds, Refit refit) {

  /**
   * Returns one cross-section per test day, of the rows whose label is known.
   *
   * @throws IllegalArgumentException when the panel has too few days
   */
  public List<CrossSection> run(PanelModel model, Panel panel) {
    List<LocalDate> days = panel.days();
    List<Fold> cut = folds.over(days.size());
    List<CrossSection> sections = new ArrayList<>();
    Optional<PanelModel.Scorer> fitted = Optional.empty();
    for (int f = 0; f < cut.size(); f++) {
      Fold fold = cut.get(f);
      if (refit.at(f)) {
        int from = panel.firstOf(days.get(fold.trainFrom()));
        int to = panel.firstOf(days.get(fold.trainTo() - 1).plusDays(1));
        fitted = Optional.of(model.fit(panel.slice(from, to)));
      }
      int from = panel.firstOf(days.get(fold.testFrom()));
      int to = panel.firstOf(days.get(fold.testTo() - 1).plusDays(1));
      double[] scores = fitted.orElseThrow().score(panel.slice(0, to).hidden(from), from);
      if (scores.length != to - from) {
        throw new IllegalStateException(
            "%s scored %d of %d rows".formatted(model.name(), scores.length, to - from));
      }
      sections.addAll(sections(panel, from, scores));
    }
    return sections;
  }

  private static List<CrossSection> sections(Panel panel, int from, double[] scores) {
    List<CrossSection> sections = new ArrayList<>();
    int row = from;
    while (row < from + scores.length) {
      LocalDate day = panel.day(row);
      List<CrossSection.Entry> entries = new ArrayList<>();
      for (; row < from + scores.length && panel.day(row).equals(day); row++) {
        if (!Double.isNaN(panel.label(row))) {
          entries.add(
              new CrossSection.Entry(panel.name(row), scores[row - from], panel.label(row)));
        }
      }
      sections.add(new CrossSection(day, entries));
    }
    return sections;
  }
}
