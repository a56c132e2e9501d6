package io.financeflow.ml.model;

import io.financeflow.ml.arima.ArimaForecaster;
import io.financeflow.ml.forecaster.Series;
import java.util.Arrays;
import java.util.Locale;

/** What a model of a ticker forecasts, and on which scale. */
public enum Target {
  /** Closes as they are. */
  CLOSE,
  /** Closes, modelled by their logarithms: forecasts are closes again. */
  LOG_CLOSE,
  /** Simple returns from one session to the next, 0.01 = 1 %; missing where a close is. */
  NEXT_RETURN;

  /** Returns the name in flags and settings: {@code close}, {@code log_close}, ... */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the target of that name.
   *
   * @throws IllegalArgumentException when there is none; the message lists those there are
   */
  public static Target of(String text) {
    return Arrays.stream(values())
        .filter(target -> target.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a target is close, log_close or next_return but was '" + text + "'"));
  }

  /** Returns what is forecast, whatever the scale: {@code close} or {@code next_return}. */
  public String forecast() {
    return this == NEXT_RETURN ? "next_return" : "close";
  }

  /** Returns the forecaster on this scale. */
  public ArimaForecaster scaled(ArimaForecaster forecaster) {
    return this == LOG_CLOSE ? forecaster.onLogarithms() : forecaster;
  }

  /**
   * Returns the values that a model of this target takes.
   *
   * @param closes comparable ones, > 0 or NaN
   */
  public Series series(double... closes) {
    if (this != NEXT_RETURN) {
      return Series.of(closes);
    }
    double[] returns = new double[Math.max(0, closes.length - 1)];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = closes[i + 1] / closes[i] - 1;
    }
    return Series.of(returns);
  }

  /**
   * Returns the simple return that a forecast of this target means.
   *
   * @param forecast value of this target
   * @param before close before it, > 0
   */
  public double asReturn(double forecast, double before) {
    return this == NEXT_RETURN ? forecast : forecast / before - 1;
  }
}
