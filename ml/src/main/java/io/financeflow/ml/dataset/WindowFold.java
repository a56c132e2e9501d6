package io.financeflow.ml.dataset;

import io.financeflow.ml.evaluation.Fold;
import io.financeflow.ml.evaluation.WalkForward;
import java.util.ArrayList;
import java.util.List;

/**
 * One fold of a walk-forward over sessions: windows to learn from, later ones to stop learning by,
 * and still later ones to be judged on, scaled by what the first part of it shows.
 *
 * <p>Between two parts lie look-back + horizon sessions that no window of the earlier part reaches
 * with its label and no window of the later one with its rows.
 *
 * @param train to learn from
 * @param valid to stop by
 * @param test to be judged on
 */
public record WindowFold(Windows train, Windows valid, Windows test) {
  /** Sessions that labels look ahead. */
  public static final int HORIZON = 1;

  /** Share of a fold's training sessions that are for stopping, one in so many. */
  private static final int VALID_SHARE = 5;

  /**
   * How windows are cut out of folds.
   *
   * @param label name of the label
   * @param lookBack sessions of a window, >= 1
   */
  public record Cutting(String label, int lookBack) {
    /** Returns the sessions between two parts. */
    public int purge() {
      return lookBack + HORIZON;
    }
  }

  /**
   * Returns the folds of a scheme over a range of sessions, earliest first.
   *
   * @param scheme its purge must be at least that of the cutting
   * @throws NoWindows when a part of a fold holds no window
   */
  public static List<WindowFold> over(
      FeatureRows rows, Range sessions, WalkForward scheme, Cutting cutting) {
    if (scheme.gaps().purge() < cutting.purge()) {
      throw new IllegalArgumentException(
          "the purge must be at least look-back + horizon = %d sessions but was %d"
              .formatted(cutting.purge(), scheme.gaps().purge()));
    }
    List<WindowFold> folds = new ArrayList<>();
    for (Fold fold : scheme.over(sessions.size())) {
      folds.add(cut(rows, sessions, fold, cutting));
    }
    return List.copyOf(folds);
  }

  private static WindowFold cut(FeatureRows rows, Range sessions, Fold fold, Cutting cutting) {
    int length = fold.trainTo() - fold.trainFrom();
    int valid = Math.max(1, (length - cutting.purge()) / VALID_SHARE);
    int train = length - cutting.purge() - valid;
    if (train < cutting.lookBack()) {
      throw new NoWindows(
          "%d sessions are too few to train on and to stop by, with %d between: take fewer folds or"
                  .formatted(length, cutting.purge())
              + " a shorter look-back");
    }
    Range first = sessions.part(fold.trainFrom(), train);
    Range stop = sessions.part(fold.trainTo() - valid, valid);
    Range test = sessions.part(fold.testFrom(), fold.testTo() - fold.testFrom());
    Scaler scaler = Scaler.fit(rows, first);
    return new WindowFold(
        windows(rows, scaler, first, first.from(), cutting),
        windows(rows, scaler, stop, stop.from() - cutting.lookBack(), cutting),
        windows(rows, scaler, test, test.from() - cutting.lookBack(), cutting));
  }

  private static Windows windows(
      FeatureRows rows, Scaler scaler, Range ends, int first, Cutting cutting) {
    Windows windows =
        Windows.of(
            rows,
            scaler,
            new Windows.Cut(rows.label(cutting.label()), cutting.lookBack(), first, ends));
    if (windows.size() == 0) {
      throw new NoWindows(
          "no window of %d sessions without a hole and with %s ends in a part of %d sessions: take"
                  .formatted(cutting.lookBack(), cutting.label(), ends.size())
              + " fewer folds or a shorter look-back");
    }
    return windows;
  }
}
