package io.financeflow.ml.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final float NONE = Float.NaN;
  private static final Scaler AS_IS = new Scaler(List.of(0.0, 0.0), List.of(1.0, 1.0));

  /** A has no session 13 and no label in its last row; B begins later. */
  private static final FeatureRows ROWS =
      new FeatureRows(
          List.of("x", "y"),
          List.of("next_return", "next_sign"),
          List.of(
              new TickerRows(
                  "A",
                  new int[] {10, 11, 12, 14, 15, 16},
                  new float[] {1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6},
                  new float[] {.1f, 1, .2f, 1, .3f, 1, .4f, 1, .5f, 1, NONE, NONE}),
              new TickerRows(
                  "B",
                  new int[] {14, 15, 16},
                  new float[] {7, -7, 8, -8, 9, -9},
                  new float[] {.7f, 1, .8f, 1, .9f, 1})));

  private static Windows windows(int lookBack, int first, int from, int to) {
    return Windows.of(ROWS, AS_IS, new Windows.Cut(0, lookBack, first, new Range(from, to)));
  }

  private static List<String> ends(Windows windows) {
    return IntStream.range(0, windows.size())
        .mapToObj(i -> windows.ticker(i) + windows.session(i) + "=" + windows.label(i))
        .toList();
  }

  @Test
  void windowsSpanNoHoleAndHaveALabel() {
    assertThat(ends(windows(2, 0, 0, 99)))
        .containsExactly("A11=0.2", "A12=0.3", "A15=0.5", "B15=0.8", "B16=0.9");
    assertThat(ends(windows(3, 0, 0, 99))).containsExactly("A12=0.3", "B16=0.9");
    assertThat(windows(4, 0, 0, 99).size()).isZero();
  }

  @Test
  void windowsEndInTheirRangeAndBeginNotBeforeTheFirstSession() {
    assertThat(ends(windows(2, 0, 12, 15))).containsExactly("A12=0.3", "A15=0.5", "B15=0.8");
    assertThat(ends(windows(2, 15, 0, 99))).containsExactly("B16=0.9");
  }

  @Test
  void windowsOfWhatIsToComeNeedNoLabel() {
    Windows windows = Windows.unlabelled(ROWS, AS_IS, new Windows.Cut(0, 3, 0, new Range(16, 16)));

    assertThat(ends(windows)).containsExactly("A16=NaN", "B16=0.9");
  }

  @Test
  void copiesAreScaledAndLieBesideEachOther() {
    Scaler scaler = new Scaler(List.of(1.0, -2.0), List.of(0.5, 0.0));
    Windows windows = Windows.of(ROWS, scaler, new Windows.Cut(0, 2, 0, new Range(0, 99)));
    float[] copied = new float[8];

    // A12 and A11: rows (2,-2) (3,-3) and (1,-1) (2,-2); x less 1 times 2, y plus 2.
    windows.copy(new int[] {4, 1, 0}, 1, 2, copied);

    assertThat(copied).containsExactly(2, 0, 0, 1, 4, 2, -1, 0);
  }

  @Test
  void scalerIsSampleDeviationOfItsRange() {
    Scaler scaler = Scaler.fit(ROWS, new Range(11, 14));

    // x of A11, A12, A14, B14: 2, 3, 4, 7.
    assertThat(scaler.mean()).containsExactly(4.0, -4.0);
    assertThat(scaler.deviation().get(0)).isEqualTo(Math.sqrt(14.0 / 3));
    assertThatThrownBy(() -> Scaler.fit(ROWS, new Range(10, 10)))
        .hasMessage("a scaler needs two rows but there are 1");
  }

  @Test
  void labelsAreFoundByName() {
    assertThat(ROWS.label("next_sign")).isEqualTo(1);
    assertThatThrownBy(() -> ROWS.label("z"))
        .hasMessageStartingWith("the dataset has no label z, only [next_return, next_sign]");
  }
}
