package io.financeflow.orchestrator.control;

import static io.financeflow.orchestrator.control.Obstacle.Condition.ASSETS;
import static io.financeflow.orchestrator.control.Obstacle.Condition.NOT_DUE;
import static io.financeflow.orchestrator.control.Obstacle.Condition.NOT_LOADED;
import static io.financeflow.orchestrator.control.Obstacle.Condition.NO_SCHEDULE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a DAG stands that has no run yet one expects.
 *
 * @param nextDue null when no slot is to come
 * @param missing assets it waits for; empty for other schedules, and when all were renewed
 * @param byAssets whether assets start its runs
 */
record DagStanding(
    String id,
    boolean present,
    RunStanding.Paused dag,
    @Nullable Instant nextDue,
    List<String> missing,
    boolean byAssets) {

  /** The conditions that are not met; none when a scheduler is about to create a run. */
  List<Obstacle> obstacles(Instant now) {
    List<Obstacle> found = new ArrayList<>();
    if (!present) {
      found.add(
          Obstacle.of(NOT_LOADED, "its file is gone or faulty: restore it, see dags validate"));
    }
    if (dag.paused()) {
      found.add(dag.obstacle(id));
    }
    if (byAssets) {
      if (!missing.isEmpty()) {
        found.add(
            Obstacle.held(ASSETS, "assets were not renewed since its last such run", missing));
      }
    } else if (nextDue == null) {
      found.add(Obstacle.of(NO_SCHEDULE, "no slot is to come: ./financeflow dags trigger " + id));
    } else if (nextDue.isAfter(now)) {
      found.add(Obstacle.until(NOT_DUE, "the next slot is due at " + nextDue, nextDue));
    }
    return found;
  }
}
