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

  /**
   * Returns the fold whose newest sessions are judged, and all before them learnt from.
   *
   * @param judged how many, >= 1
   * @throws NoWindows when a part holds no window
   */
  public static WindowFold latest(FeatureRows rows, Range sessions, int judged, Cutting cutting) {
    int train = sessions.size() - judged - cutting.purge();
    if (train < 1) {
      throw new NoWindows(
          "%d sessions are too few to hold back %d, with %d between: wait for more, or take a shorter"
                  .formatted(sessions.size(), judged, cutting.purge())
              + " look-back");
    }
    return cut(
        rows, sessions, new Fold(0, train, sessions.size() - judged, sessions.size()), cutting);
  }

  /**
   * What is learnt from.
   *
   * @param train to learn from
   * @param valid later ones to stop by
   */
  public record Learning(Windows train, Windows valid) {
    /**
     * Cuts a training part: its last fifth is to stop by, scaled as what comes before it.
     *
     * @throws NoWindows when either holds no window
     */
    public static Learning of(FeatureRows rows, Range part, Cutting cutting) {
      int valid = Math.max(1, (part.size() - cutting.purge()) / VALID_SHARE);
      int train = part.size() - cutting.purge() - valid;
      if (train < cutting.lookBack()) {
        throw new NoWindows(
            "%d sessions are too few to train on and to stop by, with %d between: take fewer folds"
                    .formatted(part.size(), cutting.purge())
                + " or a shorter look-back");
      }
      Range first = part.part(0, train);
      Range stop = part.part(part.size() - valid, valid);
      Scaler scaler = Scaler.fit(rows, first);
      return new Learning(
          windows(rows, scaler, first, first.from(), cutting),
          windows(rows, scaler, stop, stop.from() - cutting.lookBack(), cutting));
    }
  }

  private static WindowFold cut(FeatureRows rows, Range sessions, Fold fold, Cutting cutting) {
    Range part = sessions.part(fold.trainFrom(), fold.trainTo() - fold.trainFrom());
    Range test = sessions.part(fold.testFrom(), fold.testTo() - fold.testFrom());
    Learning learning = Learning.of(rows, part, cutting);
    return new WindowFold(
        learning.train,
        learning.valid,
        windows(rows, learning.train.scaler(), test, test.from() - cutting.lookBack(), cutting));
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
