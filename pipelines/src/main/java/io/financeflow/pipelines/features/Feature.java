package io.financeflow.pipelines.features;

import io.financeflow.schema.model.FeatureSet;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The features of the set {@code daily}, in the order of their columns.
 *
 * <p>Prices are those of a split-adjusted index made of the returns of the window; {@code r} is the
 * simple return of a bar. A change of a formula here is a new {@link #VERSION}.
 */
enum Feature {
  /** The return of the session. */
  LOG_RETURN("ln(1 + r)"),
  /** The return over five bars. */
  RETURN_5("index / index 5 bars ago - 1"),
  /** The return over ten bars. */
  RETURN_10("index / index 10 bars ago - 1"),
  /** The return over twenty bars. */
  RETURN_20("index / index 20 bars ago - 1"),
  /** Volatility of a week, not annualised. */
  VOLATILITY_5("sample deviation of log_return over 5 bars"),
  /** Volatility of a month, not annualised. */
  VOLATILITY_20("sample deviation of log_return over 20 bars"),
  /** Wilder's relative strength index, 0 to 100. */
  RSI_14("Wilder's RSI over 14 bars, 0 to 100; 50 without any change"),
  /** Moving average convergence/divergence, as a share of the price. */
  MACD("(EMA 12 - EMA 26) / price"),
  /** What is left of it over its signal line. */
  MACD_HISTOGRAM("(MACD - EMA 9 of MACD) / price"),
  /** Where the price lies in its Bollinger bands: 0 lower, 1 upper. */
  BOLLINGER_POSITION(
      "(price - lower) / (upper - lower), bands of 20 bars and 2 deviations; 0.5"
          + " for a constant price"),
  /** Wilder's average true range, as a share of the price. */
  ATR_14("Wilder's ATR over 14 bars / close"),
  /** How unusual the volume is. */
  VOLUME_Z_20(
      "(volume - mean) / sample deviation of 20 split-adjusted volumes; 0 for a constant"
          + " volume"),
  /** From the previous close to the open. */
  OVERNIGHT_GAP("open / split-adjusted previous close - 1"),
  /** The day of the week as a point on a circle of five. */
  WEEKDAY_SIN("sin(2 pi d / 5), d = 0 on Monday"),
  /** See {@link #WEEKDAY_SIN}. */
  WEEKDAY_COS("cos(2 pi d / 5), d = 0 on Monday"),
  /** Where the return lies among those of the session. */
  RETURN_RANK("rank of r among the session's returns, 0 to 1, ties averaged; 0.5 when alone"),
  /** What the market did. */
  MARKET_RETURN("mean of the session's returns");

  /** Bars of a window. */
  static final int BARS = 120;

  /** Sessions within which the bars of a window lie: room for twenty without a bar. */
  static final int SESSIONS = 140;

  /** Sessions ahead that labels look. */
  static final int HORIZON = 1;

  /** How many there are. */
  static final int COUNT = values().length;

  /** How many labels there are. */
  static final int LABELS = 3;

  private static final int VERSION = 1;

  private final String formula;

  Feature(String formula) {
    this.formula = formula;
  }

  private FeatureSet.Column column() {
    return new FeatureSet.Column(name().toLowerCase(Locale.ROOT), formula);
  }

  /** Returns the definition that all of this is. */
  static FeatureSet set() {
    List<FeatureSet.Column> labels =
        List.of(
            new FeatureSet.Column("next_return", "r of the next session"),
            new FeatureSet.Column("next_sign", "-1, 0 or 1: sign of next_return"),
            new FeatureSet.Column(
                "next_above_median",
                "1 when next_return is above the median of that session's returns, else 0"));
    return new FeatureSet(
        new FeatureSet.Key("daily", VERSION),
        Arrays.stream(values()).map(Feature::column).toList(),
        labels,
        new FeatureSet.Reach(BARS, SESSIONS, HORIZON),
        "Returns, volatility, indicators and cross-section of one session");
  }
}
