package io.financeflow.ml.tuning;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The state of one search. Each call is one transaction; it is held by one process at a time, and
 * one that lost it is refused with {@link SearchTakenOver}. Calls come one at a time, but from
 * different threads.
 */
public interface TrialLedger {

  /** Returns all trials by number; those that were broken off are INTERRUPTED. */
  List<Trial> trials();

  /** Stores that a trial has begun: a new one, or an interrupted one again. */
  void claim(Trial trial);

  /** Stores how a claimed trial ended. */
  void store(Trial trial, Optional<byte[]> checkpoint);

  /** Returns what a trial left to go on from; empty when it left nothing or it was dropped. */
  Optional<byte[]> checkpoint(int number);

  /** Drops the checkpoints of all other trials. */
  void keepCheckpoints(Set<Integer> numbers);

  /** Stores why the search ended; trials that are RUNNING become INTERRUPTED. */
  void end(SearchEnd end, Instant at);
}
