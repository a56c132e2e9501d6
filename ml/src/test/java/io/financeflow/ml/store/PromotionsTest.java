package io.financeflow.ml.store;

import static io.financeflow.ml.store.Sample.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class PromotionsTest {
  private static final Decision BETTER = new Decision("lower error", "tester", json("{'p': 0.01}"));

  private final Database database;
  private final ModelStore store;
  private final Promotions promotions;

  PromotionsTest(Database database) {
    this.database = database;
    this.store = new ModelStore(database, Sample.CLOCK);
    this.promotions = new Promotions(database, Sample.CLOCK);
  }

  @BeforeEach
  void saveThreeVersions() {
    for (String artifact : List.of("one", "two", "three")) {
      store.save(Sample.version("m", artifact));
    }
  }

  /** For example {@code [champion 2, previous 1]}. */
  private List<String> aliases() {
    return database
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT alias || ' ' || version FROM model_aliases ORDER BY alias")
                    .mapTo(String.class)
                    .list());
  }

  @Test
  void championBeforeBecomesPrevious() {
    promotions.promote(ModelRef.of("m", 1), BETTER);
    assertThat(aliases()).containsExactly("champion 1");

    assertThat(promotions.promote(ModelRef.of("m", 2), BETTER))
        .contains(
            new Promotion(
                "m", "promote", Alias.CHAMPION, OptionalInt.of(1), 2, BETTER, Sample.NOON));
    assertThat(aliases()).containsExactly("champion 2", "previous 1");

    promotions.promote(ModelRef.of("m", 3), BETTER);
    assertThat(aliases()).containsExactly("champion 3", "previous 2");
  }

  @Test
  void promotedChallengerChallengesNoMore() {
    promotions.promote(ModelRef.of("m", 1), BETTER);
    promotions.challenge(ModelRef.of("m", 2), BETTER);
    promotions.challenge(ModelRef.of("m", 3), BETTER);
    assertThat(aliases()).containsExactly("challenger 3", "champion 1");

    promotions.promote(ModelRef.parse("m@challenger"), BETTER);
    assertThat(aliases()).containsExactly("champion 3", "previous 1");

    assertThatThrownBy(() -> promotions.challenge(ModelRef.of("m", 3), BETTER))
        .isInstanceOf(ModelRefusal.class)
        .hasMessage("m:3 is champion: choose another version as challenger");
  }

  @Test
  void rollbackReturnsToThePreviousAndBack() {
    assertThatThrownBy(() -> promotions.rollback("m", BETTER))
        .isInstanceOf(ModelRefusal.class)
        .hasMessage("model m has no previous champion to return to: promote a version");
    promotions.promote(ModelRef.of("m", 1), BETTER);
    promotions.promote(ModelRef.of("m", 2), BETTER);

    Promotion back = promotions.rollback("m", Decision.of("errors doubled", "tester"));

    assertThat(back.from()).hasValue(2);
    assertThat(back.to()).isEqualTo(1);
    assertThat(aliases()).containsExactly("champion 1", "previous 2");
    promotions.rollback("m", BETTER);
    assertThat(aliases()).containsExactly("champion 2", "previous 1");
    assertThat(promotions.of("m"))
        .extracting(each -> each.action() + " " + each.from() + " " + each.to())
        .containsExactly(
            "rollback OptionalInt[1] 2",
            "rollback OptionalInt[2] 1",
            "promote OptionalInt[1] 2",
            "promote OptionalInt.empty 1");
    assertThat(promotions.of("m").get(2).decision()).isEqualTo(BETTER);
  }

  @Test
  void repeatedDecisionChangesNothing() {
    promotions.promote(ModelRef.of("m", 1), BETTER);
    promotions.challenge(ModelRef.of("m", 2), BETTER);

    assertThat(promotions.promote(ModelRef.of("m", 1), BETTER)).isEmpty();
    assertThat(promotions.challenge(ModelRef.of("m", 2), BETTER)).isEmpty();

    assertThat(promotions.of("m")).hasSize(2);
    assertThat(aliases()).containsExactly("challenger 2", "champion 1");
  }

  @Test
  void unknownVersionsAndEmptyReasonsAreRefused() {
    assertThatThrownBy(() -> promotions.promote(ModelRef.of("m", 9), BETTER))
        .isInstanceOf(NoSuchModel.class)
        .hasMessage("there is no model 'm:9'");
    assertThatThrownBy(() -> promotions.promote(ModelRef.parse("m"), BETTER))
        .isInstanceOf(ModelRefusal.class)
        .hasMessage("say which version: one of m:1, m:2, m:3");
    assertThatThrownBy(() -> promotions.rollback("n", BETTER)).isInstanceOf(NoSuchModel.class);
    assertThatThrownBy(() -> Decision.of(" ", "tester"))
        .hasMessage("a decision needs a reason of 1 to 2000 characters");
    assertThat(promotions.of("m")).isEmpty();
  }

  /** Each promotion starts from the champion that the one before it made. */
  @Test
  void concurrentPromotionsFollowEachOther() throws Exception {
    promotions.promote(ModelRef.of("m", 1), BETTER);
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> both = new ArrayList<>();
      for (int version : List.of(2, 3)) {
        both.add(
            pool.submit(
                () -> {
                  start.await();
                  for (int i = 0; i < 20; i++) {
                    promotions.promote(ModelRef.of("m", version), BETTER);
                  }
                  return version;
                }));
      }
      for (Future<?> one : both) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }

    List<Promotion> newestFirst = promotions.of("m");
    for (int i = 1; i < newestFirst.size(); i++) {
      assertThat(newestFirst.get(i - 1).from()).hasValue(newestFirst.get(i).to());
    }
    assertThat(newestFirst.get(0).to()).isEqualTo(store.find(ModelRef.parse("m")).version());
    assertThat(newestFirst).hasSizeBetween(3, 41);
  }
}
