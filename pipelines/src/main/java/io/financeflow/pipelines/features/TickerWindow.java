package io.financeflow.pipelines.features;

import io.financeflow.pipelines.io.DayBars;

/**
 * The last bars of one ticker: about 8 kB, whatever the length of the series. Not thread-safe.
 *
 * <p>Prices are kept as shares of the bar's own close and volume as money, so that an index made of
 * returns turns both into split-adjusted figures without knowing a split.
 */
final class TickerWindow {
  private static final int CAPACITY = Feature.BARS + Feature.BARS / 2;

  private final int[] session = new int[CAPACITY];
  private final double[] simpleReturn = new double[CAPACITY];
  private final double[] logReturn = new double[CAPACITY];
  private final double[] highShare = new double[CAPACITY];
  private final double[] lowShare = new double[CAPACITY];
  private final double[] money = new double[CAPACITY];
  private int size;

  /** Appends a bar of a later session; an unknown return (NaN) forgets all bars before it. */
  void append(int sessionIndex, DayBars bars, int bar) {
    double value = bars.dailyReturn(bar);
    if (Double.isNaN(value)) {
      size = 0;
    } else if (size == CAPACITY) {
      forgetOldest();
    }
    double close = bars.close(bar);
    session[size] = sessionIndex;
    simpleReturn[size] = value;
    logReturn[size] = Math.log1p(value);
    highShare[size] = bars.high(bar) / close;
    lowShare[size] = bars.low(bar) / close;
    money[size] = bars.volume(bar) * close;
    size++;
  }

  /**
   * True when the last {@value Feature#BARS} bars lie within {@value Feature#SESSIONS} sessions.
   */
  boolean isComplete() {
    return size >= Feature.BARS
        && session[size - 1] - session[size - Feature.BARS] < Feature.SESSIONS;
  }

  /** Writes the last {@value Feature#BARS} bars on an index that begins at 1. */
  void copyTo(Series series) {
    int first = size - Feature.BARS;
    double price = 1;
    for (int i = 0; i < Feature.BARS; i++) {
      int bar = first + i;
      // The return of the first bar belongs to a bar outside the window.
      price *= i == 0 ? 1 : 1 + simpleReturn[bar];
      series.price[i] = price;
      series.high[i] = price * highShare[bar];
      series.low[i] = price * lowShare[bar];
      series.volume[i] = money[bar] / price;
    }
    System.arraycopy(logReturn, first, series.logReturn, 0, Feature.BARS);
  }

  private void forgetOldest() {
    int kept = Feature.BARS - 1;
    System.arraycopy(session, size - kept, session, 0, kept);
    for (double[] values : new double[][] {simpleReturn, logReturn, highShare, lowShare, money}) {
      System.arraycopy(values, size - kept, values, 0, kept);
    }
    size = kept;
  }

  /** A window's split-adjusted bars, oldest first: one buffer for all tickers. */
  static final class Series {
    final double[] price = new double[Feature.BARS];
    final double[] high = new double[Feature.BARS];
    final double[] low = new double[Feature.BARS];
    final double[] volume = new double[Feature.BARS];
    final double[] logReturn = new double[Feature.BARS];
  }
}
