package io.financeflow.pipelines.features;

/**
 * Technical indicators of the last of {@code bars} bars, oldest first at index 0. Pure functions;
 * each sees only the bars it is given, so the first of them seeds every recursive average.
 *
 * <p>Sources: J. W. Wilder, New Concepts in Technical Trading Systems (1978), for RSI and average
 * true range; G. Appel for MACD; J. Bollinger, Bollinger on Bollinger Bands (2001). The tests hold
 * them against the tables of StockCharts' ChartSchool.
 */
final class Indicators {
  /** A deviation below this share of the mean is rounding: the values are constant. */
  private static final double ROUNDING = 1e-9;

  private Indicators() {}

  /**
   * MACD of a price.
   *
   * @param line fast average less slow average, in the unit of the price
   * @param histogram line less its signal
   */
  record Macd(double line, double histogram) {}

  /**
   * Returns Wilder's relative strength index, 0 to 100: the averages begin as the simple mean of
   * the first {@code period} changes. 100 without losses, 50 without any change.
   */
  static double rsi(double[] price, int bars, int period) {
    double gain = 0;
    double loss = 0;
    for (int i = 1; i <= period; i++) {
      double change = price[i] - price[i - 1];
      gain += Math.max(change, 0);
      loss += Math.max(-change, 0);
    }
    gain /= period;
    loss /= period;
    for (int i = period + 1; i < bars; i++) {
      double change = price[i] - price[i - 1];
      gain = (gain * (period - 1) + Math.max(change, 0)) / period;
      loss = (loss * (period - 1) + Math.max(-change, 0)) / period;
    }
    return gain + loss == 0 ? 50 : 100 * gain / (gain + loss);
  }

  /**
   * Returns Wilder's average true range: begins as the simple mean of the first {@code period} true
   * ranges, of which the first is high less low.
   */
  static double atr(double[] high, double[] low, double[] close, int bars, int period) {
    double average = high[0] - low[0];
    for (int i = 1; i < period; i++) {
      average += trueRange(high[i], low[i], close[i - 1]);
    }
    average /= period;
    for (int i = period; i < bars; i++) {
      average = (average * (period - 1) + trueRange(high[i], low[i], close[i - 1])) / period;
    }
    return average;
  }

  private static double trueRange(double high, double low, double previousClose) {
    return Math.max(high, previousClose) - Math.min(low, previousClose);
  }

  /**
   * Returns MACD(12, 26, 9). An exponential average begins with the first value and weighs the
   * newest with 2 / (period + 1); after 120 bars the first one's weight is 1e-4 of the slow one.
   */
  static Macd macd(double[] price, int bars) {
    double fast = price[0];
    double slow = price[0];
    double signal = 0;
    for (int i = 1; i < bars; i++) {
      fast += (price[i] - fast) * (2.0 / 13);
      slow += (price[i] - slow) * (2.0 / 27);
      signal += (fast - slow - signal) * (2.0 / 10);
    }
    return new Macd(fast - slow, fast - slow - signal);
  }

  /**
   * Returns where the last price lies in the bands of the mean of the last {@code period} prices
   * plus and minus two population deviations: 0 the lower, 1 the upper; 0.5 for a constant price.
   */
  static double bollingerPosition(double[] price, int bars, int period) {
    double mean = mean(price, bars - period, bars);
    double deviation = Math.sqrt(squares(price, bars - period, bars, mean) / period);
    return isConstant(deviation, mean) ? 0.5 : 0.5 + (price[bars - 1] - mean) / (4 * deviation);
  }

  /** Returns the sample deviation of the last {@code period} values. */
  static double deviation(double[] values, int bars, int period) {
    double mean = mean(values, bars - period, bars);
    return Math.sqrt(squares(values, bars - period, bars, mean) / (period - 1));
  }

  /**
   * Returns how many sample deviations the last value lies above the mean of the last {@code
   * period}; 0 for constant values.
   */
  static double zScore(double[] values, int bars, int period) {
    double mean = mean(values, bars - period, bars);
    double deviation = Math.sqrt(squares(values, bars - period, bars, mean) / (period - 1));
    return isConstant(deviation, mean) ? 0 : (values[bars - 1] - mean) / deviation;
  }

  private static boolean isConstant(double deviation, double mean) {
    return deviation <= ROUNDING * Math.abs(mean);
  }

  private static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / (to - from);
  }

  private static double squares(double[] values, int from, int to, double mean) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += (values[i] - mean) * (values[i] - mean);
    }
    return sum;
  }
}
