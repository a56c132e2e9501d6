package io.financeflow.orchestrator.backfill;

import io.financeflow.orchestrator.timetable.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a backfill does, or would do.
 *
 * @param name of the backfill
 * @param runs in the order in which they start; without any, nothing is stored
 * @param skipped slots that were asked for and get no run, ascending
 * @param estimatedFinish from how long the DAG's executions took, with the backfills before it;
 *     empty when there is nothing to go by
 * @param after the backfills of the DAGs downstream, each after the one before
 */
public record BackfillPlan(
    String name,
    String dag,
    List<PlannedRun> runs,
    List<SkippedSlot> skipped,
    Optional<Instant> estimatedFinish,
    List<BackfillPlan> after) {

  /** Keeps copies. */
  public BackfillPlan {
    runs = List.copyOf(runs);
    skipped = List.copyOf(skipped);
    after = List.copyOf(after);
  }

  /**
   * A run to be executed.
   *
   * @param slot several merged, or one
   * @param covers the slots asked for that it stands for; empty for a DAG without a timetable
   * @param runKey its key when the run exists and is executed once more; empty for a new one
   */
  public record PlannedRun(String runId, Slot slot, List<Instant> covers, Optional<Long> runKey) {
    /** Keeps a copy. */
    public PlannedRun {
      covers = List.copyOf(covers);
    }
  }

  /**
   * A slot that gets no run.
   *
   * @param reason why, for people
   */
  public record SkippedSlot(Slot slot, String reason) {}
}
