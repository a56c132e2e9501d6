package io.financeflow.ml.evaluation;

/** What the values of a series are, for that decides what a direction is. */
public enum Target {
  /** Levels, as prices: the direction is that of the change since the last known value. */
  LEVEL,
  /** Changes, as returns: the direction is the sign. */
  CHANGE;

  double change(Backtest.Judged judged, double value) {
    return this == LEVEL ? value - judged.before() : value;
  }
}
