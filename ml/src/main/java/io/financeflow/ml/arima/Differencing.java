package io.financeflow.ml.arima;

import io.financeflow.ml.forecaster.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often a series has to be differenced, as Hyndman's {@code nsdiffs} and {@code ndiffs} decide.
 *
 * @param regular d: while the KPSS statistic is above its 5 % value, at most 2
 * @param seasonal D: 1 when the seasonal strength is above 0.64
 * @param strength seasonal strength; 0 where it was not measured, for want of two seasons or of any
 * @param kpss the statistics, one per difference that was considered; empty of a constant series
 */
public record Differencing(int regular, int seasonal, double strength, List<Double> kpss) {

  private static final double STRONG = 0.64;
  private static final int MOST = 2;

  /** Copies the statistics. */
  public Differencing {
    kpss = List.copyOf(kpss);
  }

  /** Decides; the series begins with a present value. */
  static Differencing of(Series series) {
    double[] y = series.values();
    double strength = 0;
    if (series.period() > 1 && y.length > 2 * series.period()) {
      strength = Stl.seasonalStrength(Gaps.bridged(y), series.period());
    }
    int seasonal = strength > STRONG ? 1 : 0;
    double[] w = seasonal == 1 ? differenced(y, series.period()) : y;
    w = Arrays.stream(w).filter(value -> !Double.isNaN(value)).toArray();
    int regular = 0;
    List<Double> kpss = new ArrayList<>();
    while (!constant(w)) {
      kpss.add(Kpss.statistic(w));
      if (kpss.get(regular) <= Kpss.CRITICAL || regular == MOST) {
        break;
      }
      regular++;
      w = differenced(w, 1);
    }
    return new Differencing(regular, seasonal, strength, kpss);
  }

  /** Tells whether all values are the first one, as nearly as R's {@code all.equal} asks. */
  static boolean constant(double[] values) {
    double distance = 0;
    double size = 0;
    for (double value : values) {
      distance += Double.isNaN(value) ? 0 : Math.abs(value - values[0]);
      size += Double.isNaN(value) ? 0 : Math.abs(values[0]);
    }
    return distance <= 1.5e-8 * (size > 0 ? size : values.length);
  }

  private static double[] differenced(double[] y, int lag) {
    double[] w = new double[Math.max(0, y.length - lag)];
    for (int i = 0; i < w.length; i++) {
      w[i] = y[i + lag] - y[i];
    }
    return w;
  }
}
