package io.financeflow.orchestrator.control;

import static java.time.temporal.ChronoUnit.MICROS;

import io.financeflow.orchestrator.run.Audit;
import io.financeflow.orchestrator.run.Endings;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.schema.run.ControlTable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Answers what tasks ask people; thread-safe. */
public final class Approvals {

  private final Jdbi jdbi;
  private final Clock clock;

  /** Writes through {@code jdbi}. */
  public Approvals(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * Answers; returns how many instances of the task had asked. The first answer counts.
   *
   * @throws io.financeflow.orchestrator.run.NoSuchThing when there is no such DAG, run or task
   * @throws IllegalArgumentException when the task waits for no answer
   */
  public int answer(Marks.Target target, boolean approved) {
    Instant now = clock.instant().truncatedTo(MICROS);
    return jdbi.inTransaction(
        handle -> {
          HeldRun run = HeldRun.lock(handle, target.dag(), target.run());
          List<HeldRun.Instance> all = Marks.instances(run, target.task(), target.mapIndex());
          int answered = 0;
          for (HeldRun.Instance instance : all) {
            if (run.execution().state() == RunState.RUNNING
                && instance.state() == TaskState.AWAITING_INPUT) {
              answered +=
                  handle
                      .createUpdate(ControlTable.ANSWER)
                      .bind("id", instance.id())
                      .bind("approved", approved)
                      .bind("who", target.askedBy())
                      .bind("note", target.note())
                      .bind("now", now)
                      .execute();
            }
          }
          if (answered == 0) {
            throw new IllegalArgumentException(
                "the task '"
                    + target.task()
                    + "' waits for no answer: it is "
                    + all.get(0).state().text());
          }
          Endings.wake(handle, List.of(run.execution().id()));
          String action = approved ? "approve" : "reject";
          new Audit(
                  now,
                  target.askedBy(),
                  action,
                  run.dag(),
                  run.name(),
                  target.task(),
                  target.note())
              .write(handle);
          return answered;
        });
  }
}
