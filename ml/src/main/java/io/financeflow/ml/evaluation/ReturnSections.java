package io.financeflow.ml.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One-step forecasts of series as simple returns per day, so that they can be ranked and traded.
 */
public enum ReturnSections {
  /** Of prices: a return is the change over the last known one. */
  OF_PRICES {
    @Override
    double simple(Backtest.Judged judged, double value) {
      return value / judged.before() - 1;
    }
  },
  /** Of logarithms of prices. */
  OF_LOG_PRICES {
    @Override
    double simple(Backtest.Judged judged, double value) {
      return Math.expm1(value - judged.before());
    }
  },
  /** Of simple returns. */
  OF_RETURNS {
    @Override
    double simple(Backtest.Judged judged, double value) {
      return value;
    }
  };

  abstract double simple(Backtest.Judged judged, double value);

  /**
   * Returns the sections of one model, by day.
   *
   * @param forecasts those of a {@link ComparisonReport} with horizon 1
   * @param model which of its lines
   * @param days of each series, one per place, the first of which is no forecast's; a section is of
   *     the day before the place
   */
  public List<CrossSection> of(
      SortedMap<String, List<List<Backtest.Judged>>> forecasts,
      int model,
      Map<String, List<LocalDate>> days) {
    SortedMap<LocalDate, List<CrossSection.Entry>> sections = new TreeMap<>();
    forecasts.forEach(
        (name, models) -> {
          List<LocalDate> dates = days.getOrDefault(name, List.of());
          for (Backtest.Judged judged : models.get(model)) {
            sections
                .computeIfAbsent(dates.get(judged.place() - 1), day -> new ArrayList<>())
                .add(
                    new CrossSection.Entry(
                        name,
                        simple(judged, judged.forecast().point()),
                        simple(judged, judged.actual())));
          }
        });
    return sections.entrySet().stream()
        .map(section -> new CrossSection(section.getKey(), section.getValue()))
        .toList();
  }
}
