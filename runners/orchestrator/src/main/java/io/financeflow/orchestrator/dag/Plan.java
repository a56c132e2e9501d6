package io.financeflow.orchestrator.dag;

import io.financeflow.orchestrator.policy.Deadline;
import io.financeflow.orchestrator.timetable.Active;
import io.financeflow.orchestrator.timetable.CatchUp;
import io.financeflow.orchestrator.timetable.Schedule;
import java.util.List;

/**
 * When the runs of a DAG happen.
 *
 * @param active the dates it has runs for
 * @param deadlines by when each run has to be done, may be empty
 */
public record Plan(Schedule schedule, CatchUp catchUp, Active active, List<Deadline> deadlines) {

  /** Only by hand. */
  public static final Plan MANUAL =
      new Plan(new Schedule.Manual(), CatchUp.LATEST, Active.ALWAYS, List.of());

  /** Keeps a copy. */
  public Plan {
    deadlines = List.copyOf(deadlines);
  }
}
