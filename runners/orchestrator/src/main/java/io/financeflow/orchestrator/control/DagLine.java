package io.financeflow.orchestrator.control;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A DAG in a list.
 *
 * @param origin the file it is from, or built-in
 * @param present whether it was there at the last load
 * @param pausedBecause empty when it is on, or nobody said why
 * @param nextDue when its next slot is due; null for never
 * @param version 64 hex digits
 * @param number counts its versions from 1
 * @param last its latest run; null without runs
 */
public record DagLine(
    String id,
    String origin,
    boolean present,
    boolean paused,
    String pausedBecause,
    @Nullable Instant nextDue,
    String version,
    int number,
    @Nullable Last last) {

  /**
   * The latest run by slot.
   *
   * @param state in lower case
   * @param ended null while it is going
   */
  public record Last(String run, String state, @Nullable Instant ended) {}
}
