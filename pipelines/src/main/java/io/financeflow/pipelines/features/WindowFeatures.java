package io.financeflow.pipelines.features;

import io.financeflow.pipelines.io.DayBars;
import java.time.LocalDate;

/** Computes the features of one ticker and session. Not thread-safe: it reuses its buffers. */
final class WindowFeatures {
  private static final double TURN = 2 * Math.PI / 5;

  private final TickerWindow.Series series = new TickerWindow.Series();
  private final double[] values = new double[Feature.COUNT];

  /**
   * Writes the features of the newest bar of a complete window.
   *
   * @return false when one of them is not a finite single-precision number; nothing is written then
   */
  boolean compute(
      TickerWindow window, DayBars bars, int bar, CrossSection market, float[] out, int offset) {
    window.copyTo(series);
    own(bars.open(bar) / bars.close(bar), bars.dailyReturn(bar));
    calendar(bars.date());
    set(Feature.RETURN_RANK, market.rank(bars.dailyReturn(bar)));
    set(Feature.MARKET_RETURN, market.mean());
    for (double value : values) {
      if (!Float.isFinite((float) value)) {
        return false;
      }
    }
    for (int i = 0; i < values.length; i++) {
      // Adding 0 makes a negative zero positive: both are one value in a table.
      out[offset + i] = (float) values[i] + 0f;
    }
    return true;
  }

  private void own(double openShare, double simpleReturn) {
    int bars = Feature.BARS;
    double price = series.price[bars - 1];
    Indicators.Macd macd = Indicators.macd(series.price, bars);
    set(Feature.LOG_RETURN, series.logReturn[bars - 1]);
    set(Feature.RETURN_5, price / series.price[bars - 6] - 1);
    set(Feature.RETURN_10, price / series.price[bars - 11] - 1);
    set(Feature.RETURN_20, price / series.price[bars - 21] - 1);
    set(Feature.VOLATILITY_5, Indicators.deviation(series.logReturn, bars, 5));
    set(Feature.VOLATILITY_20, Indicators.deviation(series.logReturn, bars, 20));
    set(Feature.RSI_14, Indicators.rsi(series.price, bars, 14));
    set(Feature.MACD, macd.line() / price);
    set(Feature.MACD_HISTOGRAM, macd.histogram() / price);
    set(Feature.BOLLINGER_POSITION, Indicators.bollingerPosition(series.price, bars, 20));
    set(Feature.ATR_14, Indicators.atr(series.high, series.low, series.price, bars, 14) / price);
    set(Feature.VOLUME_Z_20, Indicators.zScore(series.volume, bars, 20));
    set(Feature.OVERNIGHT_GAP, openShare * (1 + simpleReturn) - 1);
  }

  private void calendar(LocalDate date) {
    double angle = TURN * (date.getDayOfWeek().getValue() - 1);
    set(Feature.WEEKDAY_SIN, Math.sin(angle));
    set(Feature.WEEKDAY_COS, Math.cos(angle));
  }

  @SuppressWarnings("EnumOrdinal") // the order of the constants is that of the columns
  private void set(Feature feature, double value) {
    values[feature.ordinal()] = value;
  }
}
