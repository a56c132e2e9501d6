package io.financeflow.ml.evaluation;

import static io.financeflow.ml.evaluation.WalkForward.Scheme.EXPANDING;
import static io.financeflow.ml.evaluation.WalkForward.Scheme.ROLLING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.ml.evaluation.WalkForward.Gaps;
import io.financeflow.ml.evaluation.WalkForward.Scheme;
import java.util.List;
import org.junit.jupiter.api.Test;

class WalkForwardTest {

  @Test
  void expandingTrainsFromTheBeginning() {
    assertThat(new WalkForward(EXPANDING, 3, 10, 20, new Gaps(2, 1)).over(100))
        .containsExactly(
            new Fold(0, 66, 68, 78), new Fold(0, 77, 79, 89), new Fold(0, 88, 90, 100));
  }

  @Test
  void rollingTrainsOnAsMuchEachTime() {
    assertThat(new WalkForward(ROLLING, 2, 5, 20, Gaps.NONE).over(30))
        .containsExactly(new Fold(0, 20, 20, 25), new Fold(5, 25, 25, 30));
  }

  @Test
  void tooShortASeriesIsRefused() {
    WalkForward folds = new WalkForward(ROLLING, 2, 5, 20, new Gaps(3, 4));

    assertThat(folds.shortest()).isEqualTo(37);
    assertThat(folds.over(37).get(0)).isEqualTo(new Fold(0, 20, 23, 28));
    assertThatThrownBy(() -> folds.over(36))
        .hasMessage(
            "2 folds need 37 places but there are 36: take fewer folds, shorter parts or more"
                + " data");
  }

  /** Every cut of every series up to 24 places. */
  @Test
  void foldsKeepTheirPromises() {
    int cuts = 0;
    for (int length = 1; length <= 24; length++) {
      for (int code = 0; code < 2 * 3 * 4 * 4 * 4 * 4; code++) {
        Scheme scheme = code % 2 == 0 ? EXPANDING : ROLLING;
        int folds = 1 + code / 2 % 3;
        int test = 1 + code / 6 % 4;
        int train = 1 + code / 24 % 4;
        Gaps gaps = new Gaps(code / 96 % 4, code / 384 % 4);
        WalkForward walk = new WalkForward(scheme, folds, test, train, gaps);
        if (walk.shortest() <= length) {
          verify(walk, length);
          cuts++;
        }
      }
    }
    assertThat(cuts).isGreaterThan(10_000);
  }

  private static void verify(WalkForward walk, int length) {
    List<Fold> folds = walk.over(length);
    assertThat(folds).hasSize(walk.folds());
    assertThat(folds.get(folds.size() - 1).testTo()).isEqualTo(length);
    for (int i = 0; i < folds.size(); i++) {
      Fold fold = folds.get(i);
      assertThat(fold.testTo() - fold.testFrom()).isEqualTo(walk.test());
      assertThat(fold.testFrom() - fold.trainTo()).isEqualTo(walk.gaps().purge());
      if (walk.scheme() == ROLLING) {
        assertThat(fold.trainTo() - fold.trainFrom()).isEqualTo(walk.train());
      } else {
        assertThat(fold.trainFrom()).isZero();
        assertThat(fold.trainTo()).isGreaterThanOrEqualTo(walk.train());
      }
      if (i > 0) {
        assertThat(fold.testFrom() - folds.get(i - 1).testTo()).isEqualTo(walk.gaps().embargo());
      }
    }
  }

  @Test
  void labelsOfTheTrainingPartEndBeforeTheTestBlock() {
    int ahead = 5;
    for (Fold fold : new WalkForward(EXPANDING, 4, 7, 30, new Gaps(ahead - 1, 0)).over(90)) {
      int lastLabel = fold.trainTo() - 1 + ahead; // the label at t is the return to t + ahead
      assertThat(lastLabel).isEqualTo(fold.testFrom());
    }
  }

  @Test
  void valuesOutOfBoundsAreRefused() {
    assertThatThrownBy(() -> new WalkForward(ROLLING, 0, 1, 1, Gaps.NONE))
        .hasMessage("folds, test and train must be >= 1 but were 0, 1, 1");
    assertThatThrownBy(() -> new Gaps(-1, 0))
        .hasMessage("purge and embargo must be >= 0 but were -1, 0");
    assertThatThrownBy(() -> new Fold(0, 5, 4, 6))
        .hasMessage("a fold trains before it tests but was 0..5 and 4..6");
  }
}
