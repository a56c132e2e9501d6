package io.financeflow.orchestrator.control;

import static io.financeflow.orchestrator.control.Obstacle.Condition.BACKFILL_BEFORE;
import static io.financeflow.orchestrator.control.Obstacle.Condition.BACKFILL_STOPPED;
import static io.financeflow.orchestrator.control.Obstacle.Condition.DAG_PAUSED;
import static io.financeflow.orchestrator.control.Obstacle.Condition.MAX_ACTIVE_RUNS;
import static io.financeflow.orchestrator.control.Obstacle.Condition.NOT_DUE;

import io.financeflow.orchestrator.state.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the latest execution of a run stands, with all that could hold it up.
 *
 * @param name of the execution
 * @param reason the database's, for people
 * @param maxActiveRuns of its backfill, or of its DAG
 * @param activeRuns those that count against it
 */
record RunStanding(
    String name,
    RunState state,
    String reason,
    Instant runAfter,
    Paused dag,
    Optional<Backfill> backfill,
    int maxActiveRuns,
    List<String> activeRuns) {

  /**
   * Whether a DAG is paused.
   *
   * @param because empty when a person did it without a word
   */
  record Paused(boolean paused, String because) {
    Obstacle obstacle(String dag) {
      String why = because.isEmpty() ? "" : " (" + because + ")";
      return Obstacle.of(
          DAG_PAUSED, "the DAG is paused" + why + ": ./financeflow dags unpause " + dag);
    }
  }

  /**
   * The backfill a run belongs to.
   *
   * @param before the one that comes first and is not done; null for none
   */
  record Backfill(String name, String state, @Nullable String before) {}

  /** The conditions that are not met; none when it runs, is over, or is about to start. */
  List<Obstacle> obstacles(String dagId, Instant now) {
    List<Obstacle> found = new ArrayList<>();
    if (state != RunState.QUEUED) {
      return found;
    }
    if (runAfter.isAfter(now)) {
      found.add(Obstacle.until(NOT_DUE, "it is due at " + runAfter, runAfter));
    }
    if (backfill.isPresent()) {
      addBackfill(backfill.get(), found);
    } else if (dag.paused()) {
      found.add(dag.obstacle(dagId));
    }
    if (activeRuns.size() >= maxActiveRuns) {
      found.add(
          Obstacle.held(
              MAX_ACTIVE_RUNS,
              activeRuns.size() + " of " + maxActiveRuns + " runs at once are going",
              activeRuns));
    }
    return found;
  }

  private static void addBackfill(Backfill backfill, List<Obstacle> found) {
    if (!backfill.state().equals("RUNNING")) {
      found.add(
          Obstacle.of(
              BACKFILL_STOPPED,
              "the backfill "
                  + backfill.name()
                  + " is "
                  + backfill.state().toLowerCase(Locale.ROOT)));
    }
    if (backfill.before() != null) {
      found.add(
          Obstacle.held(
              BACKFILL_BEFORE,
              "the backfill " + backfill.name() + " waits for another one",
              List.of(backfill.before())));
    }
  }
}
