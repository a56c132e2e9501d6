package io.financeflow.ml.forecaster;

import java.util.Arrays;

/**
 * Values at equal distances, oldest first. A missing value keeps its place, as NaN; infinite ones
 * are refused. Immutable.
 */
public final class Series {

  /** Seasons longer than this are refused: a saved model would outgrow 4 KiB. */
  public static final int LONGEST_PERIOD = 90;

  private final int period;
  private final double[] values;

  private Series(int period, double[] values) {
    this.period = period;
    this.values = values;
  }

  /** Returns a series without seasons; it may be empty. */
  public static Series of(double... values) {
    return seasonal(1, values);
  }

  /**
   * Returns a series with seasons.
   *
   * @param period values per season: 1 for none, 5 for sessions in weeks, 12 for months in years;
   *     at most {@link #LONGEST_PERIOD}
   */
  public static Series seasonal(int period, double... values) {
    if (period < 1 || period > LONGEST_PERIOD) {
      throw new IllegalArgumentException(
          "period must be in 1..%d but was %d".formatted(LONGEST_PERIOD, period));
    }
    for (int i = 0; i < values.length; i++) {
      if (Double.isInfinite(values[i])) {
        throw new IllegalArgumentException(
            "values must be finite or NaN but number %d is %s".formatted(i, values[i]));
      }
    }
    return new Series(period, values.clone());
  }

  /** Returns the values per season, 1 without seasons. */
  public int period() {
    return period;
  }

  /** Returns how many places there are, missing values included. */
  public int length() {
    return values.length;
  }

  /** Returns how many values are not missing. */
  public int present() {
    return (int) Arrays.stream(values).filter(value -> !Double.isNaN(value)).count();
  }

  /** Returns a copy of the values, NaN for missing ones. */
  public double[] values() {
    return values.clone();
  }

  /** Returns the values that are not missing, moved together. */
  public double[] presentValues() {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
  }

  /** Returns the places {@code from} to {@code to}, the latter exclusive. */
  public Series slice(int from, int to) {
    return new Series(period, Arrays.copyOfRange(values, from, to));
  }

  /** Returns the series without the missing values at its start. */
  public Series trimmed() {
    int first = 0;
    while (first < values.length && Double.isNaN(values[first])) {
      first++;
    }
    return slice(first, values.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Series that
        && period == that.period
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * period + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "%d values, period %d".formatted(values.length, period);
  }
}
