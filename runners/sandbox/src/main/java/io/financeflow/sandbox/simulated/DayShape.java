package io.financeflow.sandbox.simulated;

import io.financeflow.sandbox.market.Bar;
import java.time.LocalDate;

/**
 * Makes a day of trading around a close: open, extremes, volume, and the days without trading.
 *
 * <p>Prices are whole cents from 1 dollar on and hundredths of a cent below it; volume has
 * fractions of shares from {@code fractionalFrom} on; one bar in 400 has no average and no count.
 */
record DayShape(long seed, double turnover, int fractionalFrom) {

  private static final double PER_16_BITS = 1.0 / 65536;

  /** One session in 5,000, and 3 to 12 together in one block of 300. */
  boolean isHalted(int session) {
    if (Mix.of(seed, -1L - session) >>> 1 < Long.MAX_VALUE / 5000) {
      return true;
    }
    long bits = Mix.of(seed + 3, session / OwnPath.BLOCK);
    if (Mix.unit(bits) >= 1 / 300.0) {
      return false;
    }
    int begin = (int) (bits & 31);
    int length = 3 + (int) ((bits >>> 5) & 7);
    int inBlock = session % OwnPath.BLOCK;
    return inBlock >= begin && inBlock < begin + length;
  }

  /** The bar around an unrounded close, given the log change from the close before. */
  Bar bar(int session, LocalDate date, double rawClose, double change, double volatility) {
    long bits = Mix.of(seed, session);
    double before = rawClose * (1 - change + change * change / 2);
    double close = rounded(rawClose);
    double open = rounded(before * (1 + 0.8 * volatility * (part(bits, 0) - 0.5)));
    double up = 1 + volatility * part(bits, 1) * part(bits, 2);
    double down = 1 - volatility * part(bits, 2) * part(bits, 3);
    double high = Math.max(rounded(Math.max(open, close) * up), Math.max(open, close));
    double low = Math.min(rounded(Math.min(open, close) * down), Math.min(open, close));
    long more = Mix.of(bits, session);
    double volume = volume(session, rawClose, Math.abs(change) / volatility, more);
    boolean bare = more >>> 1 < Long.MAX_VALUE / 400;
    double vwap = bare ? 0 : Math.rint((high + low + 2 * close) * 2500) / 1e4;
    int trades = bare ? 0 : 1 + (int) (volume / (70 + 60 * part(more, 0)));
    return new Bar(date, open, high, low, close, volume, vwap, trades);
  }

  private double volume(int session, double price, double surprise, long bits) {
    double mood = part(bits, 1);
    double dollars =
        turnover * (0.4 + mood + 0.8 * mood * mood) * (1 + 0.4 * Math.min(6, surprise));
    double shares = Math.max(100, Math.floor(dollars / price));
    return session < fractionalFrom ? shares : Math.rint((shares + part(bits, 2)) * 1e4) / 1e4;
  }

  private static double rounded(double price) {
    return price >= 1 ? Math.rint(price * 100) / 100 : Math.max(1, Math.rint(price * 1e4)) / 1e4;
  }

  private static double part(long bits, int which) {
    return ((bits >>> (16 * which)) & 0xFFFF) * PER_16_BITS;
  }
}
