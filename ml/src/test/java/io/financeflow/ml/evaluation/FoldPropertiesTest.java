package io.financeflow.ml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.ml.evaluation.WalkForward.Gaps;
import io.financeflow.ml.evaluation.WalkForward.Scheme;
import io.financeflow.ml.forecaster.Baseline;
import io.financeflow.ml.forecaster.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random cuts against an oracle that paints places one by one, with a fixed seed. */
class FoldPropertiesTest {
  private static final int CASES = 3000;

  private static WalkForward random(Random random) {
    return new WalkForward(
        random.nextBoolean() ? Scheme.EXPANDING : Scheme.ROLLING,
        1 + random.nextInt(6),
        1 + random.nextInt(8),
        1 + random.nextInt(20),
        new Gaps(random.nextInt(6), random.nextInt(6)));
  }

  /** Paints one fold after the other from the end: T test, e embargo, p purge, t training. */
  private static List<String> painted(WalkForward walk, int length) {
    List<String> folds = new ArrayList<>();
    int end = length;
    for (int f = 0; f < walk.folds(); f++) {
      char[] roles = ".".repeat(length).toCharArray();
      int place = end;
      for (int i = 0; i < walk.test(); i++) {
        roles[--place] = 'T';
      }
      end = place - walk.gaps().embargo();
      for (int i = 0; i < walk.gaps().purge(); i++) {
        roles[--place] = 'p';
      }
      int most = walk.scheme() == Scheme.EXPANDING ? length : walk.train();
      for (int i = 0; i < most && place > 0; i++) {
        roles[--place] = 't';
      }
      folds.add(0, new String(roles));
    }
    return folds;
  }

  private static String painted(Fold fold, int length) {
    StringBuilder roles = new StringBuilder();
    for (int place = 0; place < length; place++) {
      boolean train = fold.trainFrom() <= place && place < fold.trainTo();
      boolean test = fold.testFrom() <= place && place < fold.testTo();
      boolean purge = fold.trainTo() <= place && place < fold.testFrom();
      roles.append(train ? 't' : test ? 'T' : purge ? 'p' : '.');
    }
    return roles.toString();
  }

  @Test
  void foldsAreThoseThatAreCountedPlaceByPlace() {
    Random random = new Random(17);
    for (int i = 0; i < CASES; i++) {
      WalkForward walk = random(random);
      int length = walk.shortest() + random.nextInt(10);

      List<String> found = walk.over(length).stream().map(fold -> painted(fold, length)).toList();

      assertThat(found).as("%s over %d", walk, length).isEqualTo(painted(walk, length));
    }
  }

  @Test
  void noLabelOfATrainingDayIsMadeOfADayAfterTheFirstOfTheTestBlock() {
    Random random = new Random(18);
    for (int i = 0; i < CASES; i++) {
      WalkForward walk = random(random);
      int ahead = walk.gaps().purge() + 1;
      for (Fold fold : walk.over(walk.shortest() + random.nextInt(10))) {
        boolean clean =
            IntStream.range(fold.trainFrom(), fold.trainTo())
                .allMatch(day -> day + ahead <= fold.testFrom());
        assertThat(clean).as("%s of %s", fold, walk).isTrue();
      }
    }
  }

  @Test
  void noPlaceIsTestedTwiceAndTheEmbargoLiesBetween() {
    Random random = new Random(19);
    for (int i = 0; i < CASES; i++) {
      WalkForward walk = random(random);
      int length = walk.shortest() + random.nextInt(10);
      int[] tested = new int[length];
      walk.over(length)
          .forEach(
              f -> IntStream.range(f.testFrom(), f.testTo()).forEach(place -> tested[place]++));

      assertThat(IntStream.of(tested).max()).hasValue(1);
      assertThat(IntStream.of(tested).sum()).isEqualTo(walk.folds() * walk.test());
      int first = walk.over(length).get(0).testFrom();
      int gaps = (int) IntStream.range(first, length).filter(place -> tested[place] == 0).count();
      assertThat(gaps).isEqualTo((walk.folds() - 1) * walk.gaps().embargo());
    }
  }

  /** Of 0, 1, 2, ... the last value known is the place it was known at. */
  @Test
  void everyForecastIsMadeFromThePlacesUpToTheHorizonBeforeIt() {
    Random random = new Random(20);
    for (int i = 0; i < CASES; i++) {
      WalkForward walk = random(random);
      if (walk.train() >= 2) {
        int horizon = 1 + random.nextInt(walk.gaps().purge() + 1);
        Backtest backtest = new Backtest(walk, new Refit(1 + random.nextInt(4)), horizon, 0.9);
        int length = walk.shortest() + random.nextInt(10);
        Series line = Series.of(IntStream.range(0, length).mapToDouble(x -> x).toArray());

        List<Backtest.Judged> judged = backtest.run(Baseline.LAST_VALUE, line);

        assertThat(judged).hasSize(walk.folds() * walk.test());
        assertThat(judged)
            .as("%s, horizon %d", walk, horizon)
            .allMatch(
                one ->
                    one.forecast().point() == one.place() - horizon
                        && one.before() == one.place() - horizon);
      }
    }
  }
}
