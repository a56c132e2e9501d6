package io.financeflow.pipelines.features;

import io.financeflow.pipelines.io.DayBars;
import io.financeflow.pipelines.io.DayRows;
import io.financeflow.pipelines.io.FeatureStore;
import io.financeflow.schema.calendar.TradingCalendar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of sessions given in order of date; a session's rows come out when the next one is in,
 * or at the end. Memory: one {@link TickerWindow} per ticker, whatever the length of the range. Not
 * thread-safe.
 */
final class FeatureRule implements FeatureStore.Rule {
  private final TradingCalendar calendar;
  private final Map<String, TickerWindow> windows = new HashMap<>();
  private final WindowFeatures features = new WindowFeatures();
  private @Nullable DayRows pending;

  FeatureRule(TradingCalendar calendar) {
    this.calendar = calendar;
  }

  @Override
  public @Nullable DayRows next(DayBars bars) {
    CrossSection market = new CrossSection(bars.dailyReturns(), bars.size());
    DayRows before = pending;
    // Labels look one session ahead: a later one than the next says nothing about them.
    if (before != null && calendar.distance(before.date(), bars.date()) == Feature.HORIZON) {
      Labels.fill(before.tickers(), bars, market, before.labels());
    }
    pending = rows(bars, market);
    return before;
  }

  @Override
  public @Nullable DayRows end() {
    return pending;
  }

  private DayRows rows(DayBars bars, CrossSection market) {
    int session = calendar.sessionIndex(bars.date());
    List<String> tickers = new ArrayList<>(bars.size());
    float[] values = new float[bars.size() * Feature.COUNT];
    for (int bar = 0; bar < bars.size(); bar++) {
      TickerWindow window = windows.computeIfAbsent(bars.ticker(bar), t -> new TickerWindow());
      window.append(session, bars, bar);
      if (window.isComplete()
          && features.compute(window, bars, bar, market, values, tickers.size() * Feature.COUNT)) {
        tickers.add(bars.ticker(bar));
      }
    }
    float[] labels = new float[tickers.size() * Feature.LABELS];
    Arrays.fill(labels, Float.NaN);
    return new DayRows(bars.date(), tickers, values, Feature.COUNT, labels, Feature.LABELS);
  }
}
