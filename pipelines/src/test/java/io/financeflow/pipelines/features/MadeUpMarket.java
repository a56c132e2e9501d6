package io.financeflow.pipelines.features;

import io.financeflow.pipelines.io.DayBars;
import io.financeflow.pipelines.io.DayRows;
import io.financeflow.schema.calendar.TradingCalendar;
import io.financeflow.schema.market.DateRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Bars drawn from a seed, with halts, and what a rule makes of them. */
final class MadeUpMarket {
  static final TradingCalendar NYSE = TradingCalendar.nyse();

  /** Bars by session, then ticker. */
  private final TreeMap<LocalDate, TreeMap<String, Bar>> bars = new TreeMap<>();

  /** One bar; a return of NaN is unknown. */
  record Bar(
      double open, double high, double low, double close, double volume, double dailyReturn) {
    /** The same bar in shares of which there are {@code n} for one. */
    Bar split(double n) {
      return new Bar(open / n, high / n, low / n, close / n, volume * n, dailyReturn);
    }
  }

  /** That many sessions of tickers T0, T1, ...; one bar in fifty is missing. */
  static MadeUpMarket of(LocalDate from, int sessions, int tickers) {
    MadeUpMarket market = new MadeUpMarket();
    Random random = new Random(42);
    double[] close = new double[tickers];
    Arrays.fill(close, 100);
    for (int i = 0; i < sessions; i++) {
      LocalDate date = NYSE.shift(NYSE.nextOrSame(from), i);
      for (int t = 0; t < tickers; t++) {
        double previous = close[t];
        if (random.nextInt(50) != 0) {
          close[t] = previous * (1 + 0.02 * random.nextGaussian());
          double open = previous * (1 + 0.01 * random.nextGaussian());
          market.put(
              date,
              "T" + t,
              new Bar(
                  open,
                  Math.max(open, close[t]) * (1 + 0.01 * random.nextDouble()),
                  Math.min(open, close[t]) * (1 - 0.01 * random.nextDouble()),
                  close[t],
                  1e6 * (0.5 + random.nextDouble()),
                  i == 0 ? Double.NaN : close[t] / previous - 1));
        }
      }
    }
    return market;
  }

  void put(LocalDate date, String ticker, Bar bar) {
    bars.computeIfAbsent(date, d -> new TreeMap<>()).put(ticker, bar);
  }

  Bar bar(LocalDate date, String ticker) {
    return Objects.requireNonNull(Objects.requireNonNull(bars.get(date)).get(ticker));
  }

  List<LocalDate> sessions() {
    return List.copyOf(bars.keySet());
  }

  List<String> tickers(LocalDate date) {
    return List.copyOf(Objects.requireNonNull(bars.get(date)).keySet());
  }

  /** A copy without the sessions that fail a test. */
  MadeUpMarket where(Predicate<LocalDate> kept) {
    MadeUpMarket copy = new MadeUpMarket();
    bars.forEach(
        (date, day) -> {
          if (kept.test(date)) {
            copy.bars.put(date, new TreeMap<>(day));
          }
        });
    return copy;
  }

  MadeUpMarket copy() {
    return where(date -> true);
  }

  /** A row's features and labels. */
  record Row(List<Float> features, List<Float> labels) {
    float feature(Feature feature) {
      return features.get(List.of(Feature.values()).indexOf(feature));
    }
  }

  /** Rows by {@code 2025-01-10 T0}, of a rule that sees all bars. */
  SortedMap<String, Row> rows() {
    return rows(new DateRange(bars.firstKey(), bars.lastKey()));
  }

  /** Rows of a rule that sees the bars of a range. */
  SortedMap<String, Row> rows(DateRange range) {
    TreeMap<String, Row> rows = new TreeMap<>();
    FeatureRule rule = new FeatureRule(NYSE);
    DayBars buffer = new DayBars();
    for (Map.Entry<LocalDate, TreeMap<String, Bar>> day :
        bars.subMap(range.from(), true, range.to(), true).entrySet()) {
      buffer.begin(day.getKey());
      day.getValue()
          .forEach(
              (ticker, bar) ->
                  buffer.add(
                      ticker,
                      bar.open(),
                      bar.high(),
                      bar.low(),
                      bar.close(),
                      bar.volume(),
                      bar.dailyReturn()));
      collect(rule.next(buffer), rows);
    }
    collect(rule.end(), rows);
    return rows;
  }

  private static void collect(@Nullable DayRows day, Map<String, Row> rows) {
    if (day != null) {
      for (int i = 0; i < day.tickers().size(); i++) {
        rows.put(
            day.date() + " " + day.tickers().get(i),
            new Row(
                list(day.features(), i * Feature.COUNT, Feature.COUNT),
                list(day.labels(), i * Feature.LABELS, Feature.LABELS)));
      }
    }
  }

  private static List<Float> list(float[] values, int from, int count) {
    List<Float> list = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      list.add(values[i]);
    }
    return list;
  }
}
