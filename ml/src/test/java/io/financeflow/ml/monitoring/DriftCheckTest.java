package io.financeflow.ml.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftCheckTest {
  private final DriftCheck check = new DriftCheck(DriftCheck.USUAL);

  @Test
  void shiftOfHalfADeviationIsAnAlarm() {
    List<Finding> findings = check.check(sessions(60, 0, 0, 1), sessions(40, 0.5, 0, 2));

    assertThat(findings).extracting(Finding::metric).containsExactly("psi", "ks", "wasserstein");
    assertThat(findings).extracting(Finding::verdict).containsOnly(Verdict.ALARM, Verdict.WARNING);
    assertThat(findings.get(2).verdict()).isEqualTo(Verdict.ALARM);
    assertThat(findings.get(2).threshold()).isEqualTo(0.25);
    assertThat(findings.get(2).reason()).endsWith(">= 0.25, p 0.001 <= 0.01");
  }

  @Test
  void equalWorldsAreCalm() {
    assertThat(check.check(sessions(60, 0, 0, 1), sessions(40, 0, 0, 2)))
        .extracting(Finding::verdict)
        .containsOnly(Verdict.OK);
  }

  /** Row by row such a difference would be significant at any level. */
  @Test
  void daysThatMoveTogetherAreOneObservationEach() {
    List<double[]> before = sessions(20, 0, 1, 1);
    List<double[]> after = sessions(20, 0, 1, 9);

    KolmogorovSmirnov rows = KolmogorovSmirnov.test(pooled(before), pooled(after));

    assertThat(rows.pValue()).isLessThan(1e-6);
    assertThat(check.check(before, after)).extracting(Finding::verdict).containsOnly(Verdict.OK);
  }

  @Test
  void fewSessionsSayNothing() {
    assertThat(check.check(sessions(60, 0, 0, 1), sessions(19, 5, 0, 2)))
        .extracting(Finding::verdict, Finding::reason)
        .startsWith(tuple(Verdict.TOO_FEW, "psi: 60 and 19 sessions, and each side needs 20"));
  }

  @Test
  void equalSeedsGiveEqualFindings() {
    List<double[]> before = sessions(20, 0, 1, 1);
    List<double[]> after = sessions(20, 0.3, 1, 2);

    assertThat(check.check(before, after)).isEqualTo(check.check(before, after));
  }

  @Test
  void shufflesThatCannotReachTheLevelAreRefused() {
    assertThatThrownBy(() -> new DriftCheck.Settings(20, 50, 0.01, 1))
        .hasMessage("50 permutations cannot give a p-value of 0.01: take more");
  }

  /** Sessions of fifty rows: a mean, a move of the day that all share, and what is their own. */
  private static List<double[]> sessions(int count, double mean, double shared, long seed) {
    Random random = new Random(seed);
    List<double[]> sessions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double day = mean + shared * random.nextGaussian();
      sessions.add(random.doubles(50).map(unused -> day + random.nextGaussian()).toArray());
    }
    return sessions;
  }

  private static double[] pooled(List<double[]> sessions) {
    return sessions.stream().flatMapToDouble(Arrays::stream).toArray();
  }
}
