package io.financeflow.ml.forecaster;

/** A forecaster with its parameters and its place in the series. Immutable and thread-safe. */
public interface Fitted {

  /**
   * Returns the next values.
   *
   * @param horizon how many, >= 1
   * @param level what share of the intervals shall cover, in (0, 1)
   */
  Forecast forecast(int horizon, double level);

  /**
   * Returns the same model after further values: the parameters stay, forecasts start later.
   *
   * @param values in order; NaN for a missing one, which is taken to be what was forecast
   * @throws IllegalArgumentException when one is infinite
   */
  Fitted update(double... values);

  /** Returns a compact form for {@link Forecaster#load}, under 4 KiB; equal models, equal bytes. */
  byte[] save();

  /** Returns one line: which model, with which parameters, and why a simpler one if so. */
  String description();
}
