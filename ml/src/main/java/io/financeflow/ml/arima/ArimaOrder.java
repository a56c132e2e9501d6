package io.financeflow.ml.arima;

import io.financeflow.ml.forecaster.Series;

/**
 * The order (p,d,q)(P,D,Q)[m] of a seasonal ARIMA model.
 *
 * @param regular p, d, q: lags of one step; at most 10, 2, 10
 * @param seasonal P, D, Q: lags of a season; at most 2, 1, 2
 * @param period steps per season; becomes 1 when the seasonal part is empty
 */
public record ArimaOrder(Part regular, Part seasonal, int period) {

  /** Checks the bounds. */
  public ArimaOrder {
    require(regular, 10, 2, "regular");
    require(seasonal, 2, 1, "seasonal");
    if (seasonal.equals(Part.NONE)) {
      period = 1;
    } else if (period < 2 || period > Series.LONGEST_PERIOD) {
      throw new IllegalArgumentException(
          "the period of a seasonal order must be in 2..%d but was %d"
              .formatted(Series.LONGEST_PERIOD, period));
    }
  }

  /**
   * One half of an order.
   *
   * @param ar autoregressive lags, p or P, >= 0
   * @param differences d or D, >= 0
   * @param ma moving-average lags, q or Q, >= 0
   */
  public record Part(int ar, int differences, int ma) {
    /** No lags, no differences. */
    public static final Part NONE = new Part(0, 0, 0);

    /** Refuses negative ones. */
    public Part {
      if (ar < 0 || differences < 0 || ma < 0) {
        throw new IllegalArgumentException(
            "orders must be >= 0 but were %d,%d,%d".formatted(ar, differences, ma));
      }
    }

    /** Returns the part that {@link #toString} writes as {@code 1,0,2}. */
    public static Part parse(String text) {
      String[] numbers = text.split(",", -1);
      try {
        if (numbers.length == 3) {
          return new Part(
              Integer.parseInt(numbers[0].strip()),
              Integer.parseInt(numbers[1].strip()),
              Integer.parseInt(numbers[2].strip()));
        }
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("an order looks like 1,1,1 but was " + text, e);
      }
      throw new IllegalArgumentException("an order looks like 1,1,1 but was " + text);
    }

    @Override
    public String toString() {
      return ar + "," + differences + "," + ma;
    }
  }

  /** Returns an order without seasons. */
  public static ArimaOrder of(int ar, int differences, int ma) {
    return new ArimaOrder(new Part(ar, differences, ma), Part.NONE, 1);
  }

  /** Returns how many values are lost to differences: d + D m. */
  public int lost() {
    return regular.differences + seasonal.differences * period;
  }

  /** Returns how often it differences: d + D. */
  public int differences() {
    return regular.differences + seasonal.differences;
  }

  /** Returns how many coefficients it has without a constant: p + q + P + Q. */
  public int lags() {
    return regular.ar + regular.ma + seasonal.ar + seasonal.ma;
  }

  /** Returns the longest autoregressive lag: p + P m. */
  int longestAr() {
    return regular.ar + seasonal.ar * period;
  }

  /** Returns the longest moving-average lag: q + Q m. */
  int longestMa() {
    return regular.ma + seasonal.ma * period;
  }

  @Override
  public String toString() {
    return seasonal.equals(Part.NONE)
        ? "ARIMA(" + regular + ")"
        : "ARIMA(" + regular + ")(" + seasonal + ")[" + period + "]";
  }

  private static void require(Part part, int lags, int differences, String name) {
    if (part.ar > lags || part.ma > lags || part.differences > differences) {
      throw new IllegalArgumentException(
          "the %s order must be at most %d,%d,%d but was %s"
              .formatted(name, lags, differences, lags, part));
    }
  }
}
