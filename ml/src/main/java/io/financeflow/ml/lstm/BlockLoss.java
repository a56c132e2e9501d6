package io.financeflow.ml.lstm;

import io.financeflow.ml.dataset.NoWindows;
import io.financeflow.ml.dataset.Windows;
import io.financeflow.ml.lstm.LstmSettings.Target;

/**
 * The loss of forecasts on a block of sessions, in units that do not depend on what was learnt
 * from. Returns: mean squared error over that of forecasting 0, so 1 is no better than no change.
 * Directions: mean cross entropy in nats, so ln 2 = 0.6931 is no better than a coin.
 */
final class BlockLoss {
  private static final double LEAST = 1e-7;

  private BlockLoss() {}

  /**
   * Judges a model.
   *
   * @param windows of the block, as long as the model wants them
   * @param common windows to judge by session and ticker: some of the others, maybe longer; at
   *     least one
   */
  static double of(LstmModel model, Windows windows, Windows common) {
    double[] forecasts = model.forecast(windows).values();
    boolean direction = model.settings().target() == Target.DIRECTION;
    double loss = 0;
    double unit = 0;
    int next = 0;
    for (int i = 0; i < forecasts.length && next < common.size(); i++) {
      if (windows.session(i) == common.session(next)
          && windows.ticker(i).equals(common.ticker(next))) {
        double label = windows.label(i);
        loss += direction ? entropy(forecasts[i], label) : square(forecasts[i] - label);
        unit += direction ? 1 : square(label);
        next++;
      }
    }
    if (next < common.size() || unit == 0) {
      throw new NoWindows(
          "%d of %d windows of a block have a return to compare with: take fewer folds"
              .formatted(unit == 0 ? 0 : next, common.size()));
    }
    return loss / unit;
  }

  private static double entropy(double probability, double label) {
    double p = Math.min(1 - LEAST, Math.max(LEAST, probability));
    return -Math.log(label > 0 ? p : 1 - p);
  }

  private static double square(double value) {
    return value * value;
  }
}
