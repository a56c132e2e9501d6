package io.financeflow.ml.tuning;

import static io.financeflow.ml.tuning.SearchSpace.choice;
import static io.financeflow.ml.tuning.SearchSpace.intRange;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SearchTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-05T12:00:00Z"), ZoneOffset.UTC);
  private static final SearchSpace FIVE = SearchSpace.of(intRange("x", 0, 4, 1));
  private static final Evaluator SQUARE =
      (values, budget, checkpoint) ->
          Evaluation.of(Math.pow(values.integer("x") - 3, 2), List.of());

  private static SearchOutcome run(
      SearchPlan plan, Evaluator evaluator, TrialLedger ledger, Limits limits, int threads) {
    return new Search(plan, evaluator, ledger, limits, CLOCK).run(threads, progress -> {});
  }

  private static List<String> table(SearchOutcome outcome) {
    return outcome.trials().stream()
        .map(
            t ->
                t.number()
                    + " "
                    + t.values()
                    + " "
                    + t.course().score().map(s -> "" + s.objective()).orElse(t.course().error()))
        .toList();
  }

  @Test
  void aGridIsTriedInItsOrderOnAnyNumberOfThreads() {
    SearchOutcome one = run(new GridSearch(FIVE, 1), SQUARE, new MemoryLedger(), Limits.NONE, 1);
    SearchOutcome four = run(new GridSearch(FIVE, 1), SQUARE, new MemoryLedger(), Limits.NONE, 4);

    assertThat(table(one))
        .containsExactly(
            "1 {\"x\":0} 9.0",
            "2 {\"x\":1} 4.0",
            "3 {\"x\":2} 1.0",
            "4 {\"x\":3} 0.0",
            "5 {\"x\":4} 1.0");
    assertThat(four).isEqualTo(one);
    assertThat(one.best().orElseThrow().number()).isEqualTo(4);
    assertThat(one.end())
        .isEqualTo(new SearchEnd(SearchEnd.State.DONE, "all 5 combinations were tried"));
  }

  @Test
  void randomValuesDependOnSeedAndNumberOnly() {
    Limits limits = Limits.trials(30);
    SearchOutcome one =
        run(new RandomSearch(Bowl.SPACE, 2, 7), Bowl::evaluate, new MemoryLedger(), limits, 1);
    SearchOutcome three =
        run(new RandomSearch(Bowl.SPACE, 2, 7), Bowl::evaluate, new MemoryLedger(), limits, 3);
    SearchOutcome other =
        run(new RandomSearch(Bowl.SPACE, 2, 8), Bowl::evaluate, new MemoryLedger(), limits, 1);

    assertThat(three).isEqualTo(one);
    assertThat(one.trials()).hasSize(30);
    assertThat(one.trials().stream().map(t -> t.values().hash()).distinct()).hasSize(30);
    assertThat(other.trials().get(0).values()).isNotEqualTo(one.trials().get(0).values());
    assertThat(one.end().reason()).isEqualTo("the 30 trials that were asked for were run");
  }

  @Test
  void aSmallSpaceIsEmptiedAndTheSearchSaysSo() {
    SearchOutcome outcome =
        run(new RandomSearch(FIVE, 1, 1), SQUARE, new MemoryLedger(), Limits.trials(100), 2);

    assertThat(outcome.trials().stream().map(t -> t.values().integer("x")))
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    assertThat(outcome.end())
        .isEqualTo(
            new SearchEnd(
                SearchEnd.State.DONE,
                "all 5 combinations of the space were tried, so there are no more to draw"));
  }

  @Test
  void anEndlessSearchWantsALimit() {
    assertThatThrownBy(
            () ->
                run(
                    new RandomSearch(Bowl.SPACE, 1, 1),
                    Bowl::evaluate,
                    new MemoryLedger(),
                    Limits.NONE,
                    1))
        .hasMessage("a random search of this space has no end: give a number of trials or a time");
  }

  @Test
  void aFailedTrialIsRecordedAndTheSearchGoesOn() {
    Evaluator odd =
        (values, budget, checkpoint) -> {
          if (values.integer("x") % 2 == 1) {
            throw new IllegalStateException("x is odd\nand more");
          }
          return SQUARE.evaluate(values, budget, checkpoint);
        };

    assertThat(table(run(new GridSearch(FIVE, 1), odd, new MemoryLedger(), Limits.NONE, 2)))
        .containsExactly(
            "1 {\"x\":0} 9.0",
            "2 {\"x\":1} x is odd",
            "3 {\"x\":2} 1.0",
            "4 {\"x\":3} x is odd",
            "5 {\"x\":4} 1.0");
  }

  @Test
  void anObjectiveThatIsNotANumberIsAFailure() {
    Evaluator nan = (values, budget, checkpoint) -> Evaluation.of(Double.NaN, List.of());

    assertThat(run(new GridSearch(FIVE, 1), nan, new MemoryLedger(), Limits.trials(1), 1).trials())
        .singleElement()
        .matches(
            t ->
                t.course()
                    .error()
                    .equals("objective and folds must be finite but were NaN and []"));
  }

  @Test
  void threeFailuresInARowEndTheSearchAndGoingOnRunsThemAgain() {
    Evaluator broken =
        (values, budget, checkpoint) -> {
          if (values.integer("x") >= 1) {
            throw new IllegalStateException("no memory for " + values.integer("x"));
          }
          return SQUARE.evaluate(values, budget, checkpoint);
        };
    MemoryLedger ledger = new MemoryLedger();

    SearchOutcome outcome = run(new GridSearch(FIVE, 1), broken, ledger, Limits.NONE, 1);

    assertThat(outcome.trials()).hasSize(4);
    assertThat(outcome.end())
        .isEqualTo(
            new SearchEnd(
                SearchEnd.State.FAILED,
                "3 trials in a row failed, the last with: no memory for 3"));
    assertThat(run(new GridSearch(FIVE, 1), SQUARE, ledger.reopened(), Limits.NONE, 1))
        .isEqualTo(run(new GridSearch(FIVE, 1), SQUARE, new MemoryLedger(), Limits.NONE, 1));
  }

  @Test
  void aStoppedSearchKeepsWhatIsDoneAndGoesOnToTheSameTable() {
    MemoryLedger ledger = new MemoryLedger();
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);
    List<Search> searches = new ArrayList<>();
    Evaluator stopping =
        (values, budget, checkpoint) -> {
          if (calls.incrementAndGet() == 4) {
            searches.get(0).stop();
            try {
              never.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException("broken off", e);
            }
          }
          return Bowl.evaluate(values, budget, checkpoint);
        };
    RandomSearch plan = new RandomSearch(Bowl.SPACE, 1, 3);
    searches.add(new Search(plan, stopping, ledger, Limits.trials(10), CLOCK));

    SearchOutcome stopped = searches.get(0).run(1, progress -> {});

    assertThat(stopped.end())
        .isEqualTo(new SearchEnd(SearchEnd.State.STOPPED, "stopped on request after 3 trials"));
    assertThat(stopped.trials().stream().map(Trial::state))
        .containsExactly(
            Trial.State.DONE, Trial.State.DONE, Trial.State.DONE, Trial.State.INTERRUPTED);
    assertThat(run(plan, Bowl::evaluate, ledger, Limits.trials(10), 2))
        .isEqualTo(run(plan, Bowl::evaluate, new MemoryLedger(), Limits.trials(10), 1));
  }

  @Test
  void interruptingTheCallerStopsTheSearch() {
    Thread caller = Thread.currentThread();
    CountDownLatch never = new CountDownLatch(1);
    Evaluator interrupting =
        (values, budget, checkpoint) -> {
          caller.interrupt();
          try {
            never.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException("broken off", e);
          }
          return SQUARE.evaluate(values, budget, checkpoint);
        };
    Search search =
        new Search(new GridSearch(FIVE, 1), interrupting, new MemoryLedger(), Limits.NONE, CLOCK);

    SearchOutcome outcome = search.run(1, progress -> {});

    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcome.end().reason()).isEqualTo("stopped on request after 0 trials");
  }

  @Test
  void theTimeLimitLetsTrialsFinishAndMoreTimeGoesOn() {
    MemoryLedger ledger = new MemoryLedger();
    List<SearchProgress> seen = new ArrayList<>();
    Search search =
        new Search(
            new GridSearch(FIVE, 1),
            SQUARE,
            ledger,
            Limits.time(Duration.ofSeconds(5)),
            new Ticking());

    SearchOutcome outcome = search.run(1, seen::add);

    assertThat(outcome.end())
        .isEqualTo(
            new SearchEnd(
                SearchEnd.State.STOPPED, "the time limit of PT5S was reached after 2 trials"));
    assertThat(seen).hasSize(2);
    assertThat(seen.get(0).of()).isEqualTo(OptionalInt.of(5));
    assertThat(seen.get(0).left()).contains(Duration.ofSeconds(12)); // 3 s for the first of five
    assertThat(seen.get(1).best().orElseThrow().number()).isEqualTo(2);
    assertThat(run(new GridSearch(FIVE, 1), SQUARE, ledger, Limits.NONE, 1).end().reason())
        .isEqualTo("all 5 combinations were tried");
  }

  @Test
  void aKilledSearchRunsTheHalfTrialAgain() {
    GridSearch plan = new GridSearch(SearchSpace.of(choice("x", 5, 6, 7)), 4);
    AtomicInteger calls = new AtomicInteger();
    Evaluator dying =
        (values, budget, checkpoint) -> {
          if (calls.incrementAndGet() == 2) {
            throw new Bowl.Killed();
          }
          return SQUARE.evaluate(values, budget, checkpoint);
        };
    MemoryLedger ledger = new MemoryLedger();

    assertThatThrownBy(() -> run(plan, dying, ledger, Limits.NONE, 1))
        .isInstanceOf(Bowl.Killed.class);
    assertThat(ledger.trials().get(1).state()).isEqualTo(Trial.State.RUNNING);
    assertThat(run(plan, dying, ledger.reopened(), Limits.NONE, 1))
        .isEqualTo(run(plan, SQUARE, new MemoryLedger(), Limits.NONE, 1));
    assertThat(calls).hasValue(4);
  }

  /** A second later whenever it is asked. */
  private static final class Ticking extends Clock {
    private Instant now = Instant.parse("2026-01-05T12:00:00Z");

    @Override
    public synchronized Instant instant() {
      Instant before = now;
      now = now.plusSeconds(1);
      return before;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
