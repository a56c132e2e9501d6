package io.financeflow.pipelines.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MomentsTest {
  private static final double RELATIVE_1E_12 = 1e-10; // in percent

  @Test
  void mergedPartsAreTheTwoPassFiguresOfTheWhole() {
    Random random = new Random(1);
    float[][] rows = new float[10_000][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[] {(float) random.nextGaussian(), (float) (1e3 + random.nextGaussian())};
    }
    Moments merged = new Moments(2);
    for (int from = 0; from < rows.length; ) {
      int to = Math.min(rows.length, from + 1 + random.nextInt(999));
      Moments part = new Moments(2);
      for (int i = from; i < to; i++) {
        part.add(rows[i]);
      }
      merged.merge(part);
      merged.merge(new Moments(2));
      from = to;
    }

    assertThat(merged.count()).isEqualTo(10_000);
    for (int column = 0; column < 2; column++) {
      double mean = 0;
      for (float[] row : rows) {
        mean += row[column];
      }
      mean /= rows.length;
      double squares = 0;
      for (float[] row : rows) {
        squares += (row[column] - mean) * (row[column] - mean);
      }
      double deviation = Math.sqrt(squares / (rows.length - 1));
      assertThat(merged.deviations().get(column))
          .isCloseTo(deviation, withinPercentage(RELATIVE_1E_12));
      // Beside the deviation: a mean near 0 has no relative precision of its own.
      assertThat(Math.abs(merged.means().get(column) - mean))
          .isLessThan(1e-12 * Math.max(deviation, Math.abs(mean)));
    }
  }

  @Test
  void fewerThanTwoRowsHaveNoDeviation() {
    Moments moments = new Moments(2);
    assertThat(moments.means()).isEqualTo(List.of(0.0, 0.0));

    moments.add(new float[] {3, 4, 5});

    assertThat(moments.means()).isEqualTo(List.of(3.0, 4.0));
    assertThat(moments.deviations()).isEqualTo(List.of(0.0, 0.0));
  }

  @Test
  void constantColumnHasADeviationOfZero() {
    Moments moments = new Moments(1);
    for (int i = 0; i < 3; i++) {
      moments.add(new float[] {0.1f});
    }

    assertThat(moments.deviations()).isEqualTo(List.of(0.0));
  }
}
