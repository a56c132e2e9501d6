package io.financeflow.orchestrator.control;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is to be done again.
 *
 * @param run the id of the run, or {@code latest}
 * @param tasks the chosen tasks; empty for all
 * @param scope which others with them
 * @param latestVersion whether on the present version of the DAG; otherwise on that of before
 * @param askedBy who asks
 */
public record ClearRequest(
    String dag, String run, Set<String> tasks, Scope scope, boolean latestVersion, String askedBy) {

  /**
   * Which tasks beside the chosen ones, and which of them all.
   *
   * @param upstream also all tasks before them
   * @param downstream also all tasks after them
   * @param onlyFailed of all these only those that failed, or whose upstream did
   */
  public record Scope(boolean upstream, boolean downstream, boolean onlyFailed) {
    /** The chosen ones, all of them. */
    public static final Scope CHOSEN = new Scope(false, false, false);
  }

  /** Keeps a sorted copy. */
  public ClearRequest {
    tasks = Collections.unmodifiableSet(new TreeSet<>(tasks));
  }
}
