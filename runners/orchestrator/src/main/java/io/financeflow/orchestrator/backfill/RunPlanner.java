package io.financeflow.orchestrator.backfill;

import io.financeflow.orchestrator.backfill.BackfillPlan.PlannedRun;
import io.financeflow.orchestrator.backfill.BackfillPlan.SkippedSlot;
import io.financeflow.orchestrator.backfill.Candidates.Candidate;
import io.financeflow.orchestrator.run.NewRun;
import io.financeflow.orchestrator.run.RunKind;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.orchestrator.timetable.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes runs of slots: pure, used once. */
final class RunPlanner {

  /**
   * How the run that covers a slot stands.
   *
   * @param latest the state of its latest execution; empty when none was begun
   */
  record Standing(long runKey, String runId, Slot slot, Optional<RunState> latest) {}

  private final Reprocess reprocess;
  private final int merge;
  private final List<PlannedRun> runs = new ArrayList<>();
  private final List<SkippedSlot> skipped = new ArrayList<>();
  private final List<Slot> open = new ArrayList<>();
  private final Map<Long, Integer> again = new HashMap<>();

  /** At most {@code merge} consecutive slots without a run become one run; 1 or more. */
  RunPlanner(Reprocess reprocess, int merge) {
    this.reprocess = reprocess;
    this.merge = merge;
  }

  /**
   * Decides.
   *
   * @param candidates ascending
   * @param standing by logical date, for the slots that have a run
   */
  void plan(List<Candidate> candidates, Map<Instant, Standing> standing) {
    for (Candidate candidate : candidates) {
      Slot slot = candidate.slot();
      Standing run = standing.get(slot.logicalDate());
      if (!candidate.refusal().isEmpty()) {
        skip(slot, candidate.refusal());
      } else if (run != null) {
        runAgain(slot, run);
      } else {
        if (!candidate.follows() || open.size() == merge) {
          close();
        }
        open.add(slot);
      }
    }
    close();
  }

  private void skip(Slot slot, String reason) {
    close();
    skipped.add(new SkippedSlot(slot, reason));
  }

  private void runAgain(Slot slot, Standing run) {
    Optional<String> refusal = reprocess.refusal(run.latest());
    if (refusal.isPresent()) {
      skip(slot, refusal.get());
      return;
    }
    close();
    Integer place = again.putIfAbsent(run.runKey(), runs.size());
    if (place == null) {
      runs.add(planned(run, List.of(slot.logicalDate())));
    } else {
      List<Instant> covers = new ArrayList<>(runs.get(place).covers());
      covers.add(slot.logicalDate());
      runs.set(place, planned(run, covers));
    }
  }

  private static PlannedRun planned(Standing run, List<Instant> covers) {
    return new PlannedRun(run.runId(), run.slot(), covers, Optional.of(run.runKey()));
  }

  private void close() {
    if (open.isEmpty()) {
      return;
    }
    Slot slot = Slot.merge(open);
    List<Instant> covers = open.stream().map(Slot::logicalDate).toList();
    String id = NewRun.id(RunKind.BACKFILL.text(), slot);
    runs.add(new PlannedRun(id, slot, covers, Optional.empty()));
    open.clear();
  }

  /** The runs, ascending by their first slots. */
  List<PlannedRun> runs() {
    return runs;
  }

  /** The slots that get none, ascending. */
  List<SkippedSlot> skipped() {
    return skipped;
  }
}
