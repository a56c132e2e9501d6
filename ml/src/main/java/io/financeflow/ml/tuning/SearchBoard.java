package io.financeflow.ml.tuning;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What a run of a search knows. Not thread-safe: the search holds its lock. */
final class SearchBoard {
  private static final int FAILURES = 3;

  private final SearchPlan plan;
  private final Limits limits;
  private final Instant began;
  private final TreeMap<Integer, Trial> trials = new TreeMap<>();
  private int endedHere;
  private long epochsHere;

  SearchBoard(SearchPlan plan, Limits limits, Instant began, List<Trial> before) {
    this.plan = plan;
    this.limits = limits;
    this.began = began;
    before.forEach(trial -> trials.put(trial.number(), trial));
  }

  List<Trial> trials() {
    return List.copyOf(trials.values());
  }

  void put(Trial trial) {
    trials.put(trial.number(), trial);
    if (trial.ended()) {
      endedHere++;
      epochsHere += trial.candidate().budget().epochs();
    }
  }

  /** Returns the trial to run next, or nothing when one has to be waited for or all is over. */
  Optional<Trial> next(Instant now) {
    if (limit(now).isPresent()) {
      return Optional.empty();
    }
    for (Trial trial : trials.values()) {
      if (trial.state() == Trial.State.INTERRUPTED) {
        return Optional.of(trial.as(Trial.State.RUNNING, now));
      }
    }
    if (trials.size() >= limits.trials().orElse(Integer.MAX_VALUE)) {
      return Optional.empty();
    }
    return plan.next(trials()) instanceof Step.Start start
        ? Optional.of(
            new Trial(
                trials.size() + 1, start.candidate(), now, Trial.Course.of(Trial.State.RUNNING)))
        : Optional.empty();
  }

  /** Returns why it is over, once nothing runs and {@link #next} has nothing. */
  SearchEnd end(Instant now) {
    Optional<SearchEnd> limit = limit(now);
    if (limit.isPresent()) {
      return limit.get();
    }
    if (plan.next(trials()) instanceof Step.End end) {
      return new SearchEnd(SearchEnd.State.DONE, end.reason());
    }
    return new SearchEnd(
        SearchEnd.State.DONE,
        "the %d trials that were asked for were run".formatted(trials.size()));
  }

  SearchEnd stopped() {
    return new SearchEnd(
        SearchEnd.State.STOPPED, "stopped on request after %d trials".formatted(ended()));
  }

  boolean running() {
    return trials.values().stream().anyMatch(trial -> trial.state() == Trial.State.RUNNING);
  }

  SearchProgress progress(Instant now) {
    OptionalInt all = plan.extent().trials();
    int most = limits.trials().orElse(Integer.MAX_VALUE);
    OptionalInt of =
        all.isEmpty() && limits.trials().isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(Math.min(all.orElse(Integer.MAX_VALUE), most));
    return new SearchProgress(ended(), of, SearchOutcome.best(trials()), left(of, now));
  }

  private Optional<Duration> left(OptionalInt of, Instant now) {
    if (endedHere == 0 || of.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong epochs = plan.extent().epochs();
    boolean whole = of.equals(plan.extent().trials()) && epochs.isPresent();
    double rest =
        whole
            ? Math.max(0, epochs.getAsLong() - epochsEnded()) / (double) epochsHere
            : Math.max(0, of.getAsInt() - ended()) / (double) endedHere;
    long spent = Duration.between(began, now).toMillis();
    return Optional.of(Duration.ofMillis(Math.round(spent * rest)));
  }

  private int ended() {
    return (int) trials.values().stream().filter(Trial::ended).count();
  }

  private long epochsEnded() {
    return trials.values().stream()
        .filter(Trial::ended)
        .mapToLong(trial -> trial.candidate().budget().epochs())
        .sum();
  }

  private Optional<SearchEnd> limit(Instant now) {
    int row = 0;
    for (Trial trial : trials.values()) {
      row = trial.state() == Trial.State.FAILED ? row + 1 : 0;
      if (row == FAILURES) {
        return Optional.of(
            new SearchEnd(
                SearchEnd.State.FAILED,
                "%d trials in a row failed, the last with: %s"
                    .formatted(FAILURES, trial.course().error())));
      }
    }
    boolean late =
        limits.time().isPresent()
            && Duration.between(began, now).compareTo(limits.time().get()) >= 0;
    return late && somethingLeft()
        ? Optional.of(
            new SearchEnd(
                SearchEnd.State.STOPPED,
                "the time limit of %s was reached after %d trials"
                    .formatted(limits.time().get(), ended())))
        : Optional.empty();
  }

  private boolean somethingLeft() {
    boolean interrupted =
        trials.values().stream().anyMatch(trial -> trial.state() == Trial.State.INTERRUPTED);
    return interrupted
        || (trials.size() < limits.trials().orElse(Integer.MAX_VALUE)
            && !(plan.next(trials()) instanceof Step.End));
  }
}
