package io.financeflow.ml.arima;

/**
 * How far the stepwise search goes: at most 5 lags, 2 seasonal ones, and no more than a third of
 * the values have room for.
 *
 * @param values present ones
 * @param period values per season, 1 without
 * @param differencing decided before
 */
record SearchLimits(int values, int period, Differencing differencing) {

  private static final int SHORT = 10;

  int ar() {
    return seasonalAr() > 0 ? Math.min(regular(), period - 1) : regular();
  }

  int ma() {
    return seasonalMa() > 0 ? Math.min(regular(), period - 1) : regular();
  }

  int seasonalAr() {
    return period == 1 ? 0 : Math.min(2, values / 3 / period);
  }

  int seasonalMa() {
    return seasonalAr();
  }

  boolean constantAllowed() {
    return differencing.regular() + differencing.seasonal() < 2;
  }

  StepwiseSearch.Centre start() {
    int lags = values < SHORT ? 1 : 2;
    int seasonal = values < SHORT ? 0 : 1;
    return new StepwiseSearch.Centre(
        Math.min(lags, ar()),
        Math.min(lags, ma()),
        Math.min(seasonal, seasonalAr()),
        Math.min(seasonal, seasonalMa()),
        constantAllowed());
  }

  boolean allow(StepwiseSearch.Centre candidate) {
    return within(candidate.ar(), ar())
        && within(candidate.ma(), ma())
        && within(candidate.seasonalAr(), seasonalAr())
        && within(candidate.seasonalMa(), seasonalMa());
  }

  private int regular() {
    return Math.min(5, values / 3);
  }

  private static boolean within(int lags, int most) {
    return lags >= 0 && lags <= most;
  }
}
