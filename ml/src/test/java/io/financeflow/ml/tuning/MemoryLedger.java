package io.financeflow.ml.tuning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A ledger that lasts as long as the test; reopening it is what a new process would find. */
final class MemoryLedger implements TrialLedger {
  private final TreeMap<Integer, Trial> trials = new TreeMap<>();
  final Map<Integer, byte[]> checkpoints = new HashMap<>();
  final List<SearchEnd> ends = new ArrayList<>();

  MemoryLedger reopened() {
    boolean failed = !ends.isEmpty() && ends.get(ends.size() - 1).state() == SearchEnd.State.FAILED;
    trials.replaceAll(
        (number, trial) ->
            trial.state() == Trial.State.RUNNING || (failed && trial.state() == Trial.State.FAILED)
                ? trial.as(Trial.State.INTERRUPTED, trial.startedAt())
                : trial);
    return this;
  }

  @Override
  public List<Trial> trials() {
    return List.copyOf(trials.values());
  }

  @Override
  public void claim(Trial trial) {
    trials.put(trial.number(), trial);
  }

  @Override
  public void store(Trial trial, Optional<byte[]> checkpoint) {
    trials.put(trial.number(), trial);
    checkpoint.ifPresent(bytes -> checkpoints.put(trial.number(), bytes));
  }

  @Override
  public Optional<byte[]> checkpoint(int number) {
    return Optional.ofNullable(checkpoints.get(number));
  }

  @Override
  public void keepCheckpoints(Set<Integer> numbers) {
    checkpoints.keySet().retainAll(numbers);
  }

  @Override
  public void end(SearchEnd end, Instant at) {
    ends.add(end);
    trials.replaceAll(
        (number, trial) ->
            trial.state() == Trial.State.RUNNING
                ? trial.as(Trial.State.INTERRUPTED, trial.startedAt())
                : trial);
  }
}
