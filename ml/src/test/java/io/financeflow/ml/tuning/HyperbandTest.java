package io.financeflow.ml.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HyperbandTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-05T12:00:00Z"), ZoneOffset.UTC);
  private static final Hyperband PLAN = new Hyperband(Bowl.SPACE, new Brackets(81, 3), 42);

  private static SearchOutcome run(Hyperband plan, Evaluator evaluator, int threads) {
    return new Search(plan, evaluator, new MemoryLedger(), Limits.NONE, CLOCK)
        .run(threads, progress -> {});
  }

  private static List<String> unnumbered(SearchOutcome outcome) {
    return outcome.trials().stream()
        .map(t -> t.candidate().bracket() + "/" + t.candidate().rung() + t.values() + t.objective())
        .sorted()
        .toList();
  }

  @Test
  void everyRungIsFilledAndPromotedTrialsGoOnFromTheirWeights() {
    SearchOutcome outcome = run(PLAN, Bowl::evaluate, 1);

    assertThat(outcome.trials()).hasSize(211);
    assertThat(outcome.trials().stream().mapToInt(t -> t.candidate().budget().epochs()).sum())
        .isEqualTo(1767);
    assertThat(outcome.end())
        .isEqualTo(new SearchEnd(SearchEnd.State.DONE, "all 5 brackets were run"));
    assertThat(PLAN.extent().trials()).isEqualTo(OptionalInt.of(211));
    assertThat(PLAN.extent().epochs()).hasValue(1767);
    assertThat(
            outcome.trials().stream()
                .collect(
                    Collectors.groupingBy(
                        t -> t.candidate().bracket() * 10 + t.candidate().rung(),
                        TreeMap::new,
                        Collectors.counting()))
                .values())
        .containsExactly(5L, 8L, 3L, 15L, 5L, 2L, 34L, 12L, 4L, 2L, 81L, 27L, 9L, 3L, 1L);
  }

  @Test
  void theBestOfARungArePromotedAndNoOthers() {
    List<Trial> trials = run(PLAN, Bowl::evaluate, 1).trials();
    List<Trial> first =
        trials.stream()
            .filter(t -> t.candidate().bracket() == 4 && t.candidate().rung() == 0)
            .sorted(Comparator.comparingDouble(Trial::objective))
            .limit(27)
            .toList();

    assertThat(
            trials.stream()
                .filter(t -> t.candidate().bracket() == 4 && t.candidate().rung() == 1)
                .map(t -> t.candidate().parent().getAsInt()))
        .containsExactlyInAnyOrderElementsOf(first.stream().map(Trial::number).toList());
  }

  @Test
  void theMostAggressiveBracketComesFirstAndPromotionsAsSoonAsTheyAreCertain() {
    List<Trial> trials = run(PLAN, Bowl::evaluate, 1).trials();

    assertThat(trials.get(0).candidate().bracket()).isEqualTo(4);
    assertThat(trials.stream().map(t -> -t.candidate().bracket())).isSorted();
    // 54 of 81 are dropped, so the 55th result promotes the best so far: trial 56
    assertThat(trials.subList(0, 55)).allMatch(t -> t.candidate().rung() == 0);
    assertThat(trials.get(55).candidate().rung()).isEqualTo(1);
    assertThat(trials.get(55).candidate().budget()).isEqualTo(new Budget(1, 3));
  }

  @Test
  void theSameTrialsAreRunOnAnyNumberOfThreads() {
    SearchOutcome one = run(PLAN, Bowl::evaluate, 1);

    assertThat(run(PLAN, Bowl::evaluate, 1)).isEqualTo(one);
    assertThat(unnumbered(run(PLAN, Bowl::evaluate, 4))).isEqualTo(unnumbered(one));
  }

  @Test
  void equalObjectivesAreInTheOrderOfTheirDraw() {
    Evaluator flat = (values, budget, checkpoint) -> Evaluation.of(1, List.of());

    SearchOutcome one = run(PLAN, flat, 1);

    assertThat(unnumbered(run(PLAN, flat, 4))).isEqualTo(unnumbered(one));
  }

  @Test
  void withoutCheckpointsAPromotedTrialBeginsAnew() {
    List<Budget> budgets = new ArrayList<>();
    Evaluator forgetful =
        (values, budget, checkpoint) -> {
          budgets.add(budget);
          return Evaluation.of(Bowl.depth(values, budget.toEpoch()), List.of());
        };

    run(new Hyperband(Bowl.SPACE, new Brackets(3, 3), 1), forgetful, 1);

    assertThat(budgets)
        .containsExactly(
            new Budget(0, 1),
            new Budget(0, 1),
            new Budget(0, 1),
            new Budget(0, 3),
            new Budget(0, 3),
            new Budget(0, 3));
  }

  @Test
  void failedTrialsAreTheWorstAndLeaveNoRungHanging() {
    AtomicInteger first = new AtomicInteger();
    Evaluator often =
        (values, budget, checkpoint) -> {
          if (budget.toEpoch() == 1 && first.incrementAndGet() % 3 != 0) {
            throw new IllegalStateException("no luck");
          }
          return Bowl.evaluate(values, budget, checkpoint);
        };

    SearchOutcome outcome = run(new Hyperband(Bowl.SPACE, new Brackets(27, 3), 6), often, 1);

    // of 27 on rung 0, 18 fail and just as many are dropped: the other nine are promoted
    List<Trial> bracket =
        outcome.trials().stream().filter(t -> t.candidate().bracket() == 3).toList();
    assertThat(bracket.stream().filter(t -> t.state() == Trial.State.FAILED)).hasSize(18);
    assertThat(
            bracket.stream()
                .filter(t -> t.candidate().rung() == 1)
                .map(t -> t.candidate().parent().getAsInt()))
        .containsExactlyInAnyOrderElementsOf(
            bracket.stream()
                .filter(t -> t.candidate().rung() == 0 && t.state() == Trial.State.DONE)
                .map(Trial::number)
                .toList())
        .hasSize(9);
    assertThat(outcome.trials()).hasSize(70);
    assertThat(outcome.end().reason()).isEqualTo("all 4 brackets were run");
  }

  @Test
  void moreFailuresThanAreDroppedLeavePlacesEmpty() {
    AtomicInteger first = new AtomicInteger();
    Evaluator mostly =
        (values, budget, checkpoint) -> {
          if (budget.toEpoch() == 3 && first.incrementAndGet() % 3 != 1) {
            throw new IllegalStateException("no luck");
          }
          return Bowl.evaluate(values, budget, checkpoint);
        };

    SearchOutcome outcome = run(new Hyperband(Bowl.SPACE, new Brackets(9, 3), 6), mostly, 1);

    // bracket 1 begins with five, of which two are promoted; bracket 2 has one of three left
    Map<String, Long> done =
        outcome.trials().stream()
            .filter(t -> t.state() == Trial.State.DONE)
            .map(t -> t.candidate().bracket() + "/" + t.candidate().rung())
            .collect(Collectors.groupingBy(x -> x, TreeMap::new, Collectors.counting()));
    assertThat(done).hasToString("{0/0=3, 1/0=2, 1/1=2, 2/0=9, 2/1=1, 2/2=1}");
  }

  @Test
  void aSmallSpaceFillsTheBracketsAsFarAsItGoes() {
    SearchSpace space =
        SearchSpace.of(SearchSpace.intRange("x", 0, 3, 1), SearchSpace.choice("y", 0.01));
    SearchOutcome outcome = run(new Hyperband(space, new Brackets(9, 3), 5), Bowl::evaluate, 1);

    Map<String, Long> sizes =
        outcome.trials().stream()
            .map(t -> t.candidate().bracket() + "/" + t.candidate().rung())
            .collect(Collectors.groupingBy(x -> x, TreeMap::new, Collectors.counting()));
    assertThat(sizes).hasToString("{0/0=3, 1/0=4, 1/1=2, 2/0=4, 2/1=3, 2/2=1}");
    assertThat(outcome.end().reason()).isEqualTo("all 3 brackets were run");
  }

  @Test
  void checkpointsThatCanNoLongerBeUsedAreDropped() {
    MemoryLedger ledger = new MemoryLedger();
    List<Integer> kept = new ArrayList<>();

    new Search(
            new Hyperband(Bowl.SPACE, new Brackets(9, 3), 3),
            Bowl::evaluate,
            ledger,
            Limits.NONE,
            CLOCK)
        .run(1, progress -> kept.add(ledger.checkpoints.size()));

    assertThat(kept).hasSize(9 + 3 + 1 + 5 + 2 + 3);
    assertThat(kept.stream().mapToInt(n -> n).max()).hasValue(3); // as many as are promoted
    assertThat(ledger.checkpoints).isEmpty();
  }

  @Test
  void aSearchKilledAtAnyTrialGoesOnToTheSameTable() {
    Hyperband plan = new Hyperband(Bowl.SPACE, new Brackets(9, 3), 11);
    SearchOutcome undisturbed = run(plan, Bowl::evaluate, 1);

    for (int kill = 1; kill <= undisturbed.trials().size(); kill++) {
      int at = kill;
      MemoryLedger ledger = new MemoryLedger();
      AtomicInteger calls = new AtomicInteger();
      Evaluator dying =
          (values, budget, checkpoint) -> {
            Evaluation found = Bowl.evaluate(values, budget, checkpoint);
            if (calls.incrementAndGet() == at) {
              throw new Bowl.Killed();
            }
            return found;
          };
      assertThatThrownBy(
              () -> new Search(plan, dying, ledger, Limits.NONE, CLOCK).run(1, progress -> {}))
          .isInstanceOf(Bowl.Killed.class);

      assertThat(
              new Search(plan, dying, ledger.reopened(), Limits.NONE, CLOCK).run(1, progress -> {}))
          .isEqualTo(undisturbed);
    }
  }
}
