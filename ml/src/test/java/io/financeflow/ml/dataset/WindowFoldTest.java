package io.financeflow.ml.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.ml.dataset.WindowFold.Cutting;
import io.financeflow.ml.evaluation.WalkForward;
import io.financeflow.ml.evaluation.WalkForward.Gaps;
import io.financeflow.ml.evaluation.WalkForward.Scheme;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowFoldTest {
  private static final FeatureRows ROWS = SimulatedRows.of(3, 200, 0.5);
  private static final Range ALL = new Range(1000, 1199);
  private static final Cutting CUTTING = new Cutting("next_return", 10);

  private static WalkForward scheme(Scheme scheme, int purge) {
    return new WalkForward(scheme, 3, 20, 80, new Gaps(purge, 0));
  }

  @Test
  void partsOfAFoldHaveNoSessionInCommon() {
    List<WindowFold> folds = WindowFold.over(ROWS, ALL, scheme(Scheme.ROLLING, 11), CUTTING);

    assertThat(folds).hasSize(3);
    for (WindowFold fold : folds) {
      int firstOfValid = fold.valid().session(0) - 9;
      int firstOfTest = fold.test().session(0) - 9;
      // A label looks one session ahead.
      assertThat(last(fold.train()) + 1).isLessThan(firstOfValid);
      assertThat(last(fold.valid()) + 1).isLessThan(firstOfTest);
      assertThat(fold.test().size()).isEqualTo(3 * 20);
    }
    assertThat(last(folds.get(2).test())).isEqualTo(1199);
  }

  @Test
  void scalerKnowsTheTrainingPartAlone() {
    List<WindowFold> folds = WindowFold.over(ROWS, ALL, scheme(Scheme.EXPANDING, 11), CUTTING);

    WindowFold first = folds.get(0);
    // 129 training sessions less 11, a fifth of that to stop by: 95 and 23.
    assertThat(first.train().scaler()).isEqualTo(Scaler.fit(ROWS, new Range(1000, 1094)));
    assertThat(first.valid().scaler()).isEqualTo(first.train().scaler());
    assertThat(first.test().scaler()).isEqualTo(first.train().scaler());
    assertThat(first.train().session(0)).isEqualTo(1009);
    assertThat(last(first.train())).isEqualTo(1094);
    assertThat(first.valid().session(0)).isEqualTo(1106);
    assertThat(last(first.valid())).isEqualTo(1128);
    assertThat(first.test().session(0)).isEqualTo(1140);
  }

  @Test
  void replacingTheFutureChangesNoEarlierWindow() {
    FeatureRows changed = SimulatedRows.of(3, 200, 0.5);
    for (TickerRows rows : changed.tickers()) {
      for (int row = 140; row < 200; row++) {
        rows.features()[2 * row] = 1e6f;
        rows.labels()[row] = 9;
      }
    }
    WindowFold before = WindowFold.over(ROWS, ALL, scheme(Scheme.EXPANDING, 11), CUTTING).get(0);
    WindowFold after = WindowFold.over(changed, ALL, scheme(Scheme.EXPANDING, 11), CUTTING).get(0);

    for (int part = 0; part < 2; part++) {
      Windows one = part == 0 ? before.train() : before.valid();
      Windows other = part == 0 ? after.train() : after.valid();
      assertThat(other.labels()).isEqualTo(one.labels());
      assertThat(values(other)).isEqualTo(values(one));
    }
  }

  @Test
  void smallPurgeIsRefused() {
    assertThatThrownBy(() -> WindowFold.over(ROWS, ALL, scheme(Scheme.ROLLING, 10), CUTTING))
        .hasMessage("the purge must be at least look-back + horizon = 11 sessions but was 10");
  }

  @Test
  void shortTrainingPartIsRefused() {
    WalkForward scheme = new WalkForward(Scheme.ROLLING, 3, 20, 20, new Gaps(11, 0));

    assertThatThrownBy(() -> WindowFold.over(ROWS, ALL, scheme, CUTTING))
        .isInstanceOf(NoWindows.class)
        .hasMessageStartingWith("20 sessions are too few to train on and to stop by");
  }

  private static int last(Windows windows) {
    return windows.session(windows.size() - 1);
  }

  private static float[] values(Windows windows) {
    int[] order = new int[windows.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    float[] values = new float[order.length * windows.features() * windows.lookBack()];
    windows.copy(order, 0, order.length, values);
    return values;
  }
}
