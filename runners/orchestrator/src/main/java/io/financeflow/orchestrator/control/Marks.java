package io.financeflow.orchestrator.control;

import static java.time.temporal.ChronoUnit.MICROS;

import io.financeflow.orchestrator.run.Audit;
import io.financeflow.orchestrator.run.Endings;
import io.financeflow.orchestrator.run.NoSuchThing;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.orchestrator.state.Transitions;
import io.financeflow.schema.run.ControlTable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Says by hand how runs and tasks ended.
 *
 * <p>A mark on a going run ends it: its running attempts are stopped, what is unfinished is
 * skipped. A mark on a task of a going run has the consequences of that state. On a task of a run
 * that is over it is recorded and changes nothing else: mark the run too, or clear it. Thread-safe.
 */
public final class Marks {

  /** A mark on all elements of a mapped task. */
  public static final int ALL_ELEMENTS = -1;

  private final Jdbi jdbi;
  private final Clock clock;

  /** Writes through {@code jdbi}. */
  public Marks(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * Which run or task, and who says so.
   *
   * @param run its id, or {@code latest}
   * @param task empty for the whole run
   * @param mapIndex of one element; {@link #ALL_ELEMENTS} for all
   * @param note why, may be empty
   */
  public record Target(
      String dag, String run, String task, int mapIndex, String askedBy, String note) {
    /** A whole run. */
    public static Target run(String dag, String run, String askedBy, String note) {
      return new Target(dag, run, "", ALL_ELEMENTS, askedBy, note);
    }
  }

  /**
   * Marks a run; returns the name of the execution.
   *
   * @param state SUCCESS or FAILED
   * @throws NoSuchThing when there is no such DAG or run
   * @throws IllegalArgumentException when it stands there already
   */
  public String run(Target target, RunState state) {
    if (!state.isFinished()) {
      throw new IllegalArgumentException("a run is marked success or failed, not " + state.text());
    }
    Instant now = clock.instant().truncatedTo(MICROS);
    return jdbi.inTransaction(
        handle -> {
          HeldRun run = HeldRun.lock(handle, target.dag(), target.run());
          if (run.execution().state() == state) {
            throw new IllegalArgumentException(
                "the run '" + run.runId() + "' is " + state.text() + " already");
          }
          String reason = reason(state.text(), target);
          if (run.isGoing()) {
            Interventions.end(handle, run, state, reason, now);
          } else {
            handle
                .createUpdate(ControlTable.MARK_EXECUTION)
                .bind("id", run.execution().id())
                .bind("state", state.name())
                .bind("reason", reason)
                .execute();
            Interventions.wakeThoseAfter(handle, target.dag());
          }
          note(handle, run, target, state.text(), now);
          return run.name();
        });
  }

  /**
   * Marks a task; returns how many instances changed.
   *
   * @param state SUCCESS, FAILED or SKIPPED
   * @throws NoSuchThing when there is no such DAG, run, task or element
   * @throws IllegalArgumentException when the task may not be marked so, or has not begun
   */
  public int task(Target target, TaskState state) {
    Instant now = clock.instant().truncatedTo(MICROS);
    return jdbi.inTransaction(
        handle -> {
          HeldRun run = HeldRun.lock(handle, target.dag(), target.run());
          List<HeldRun.Instance> marked = markable(run, target, state);
          String reason = reason(state.text(), target);
          Interventions.stopAttempts(handle, marked, reason, now);
          handle
              .createUpdate(ControlTable.MARK)
              .bindArray("ids", Long.class, HeldRun.ids(marked))
              .bind("state", state.name())
              .bind("reason", reason)
              .bind("now", now)
              .execute();
          Endings.wake(handle, List.of(run.execution().id()));
          Interventions.wakeThoseAfter(handle, target.dag());
          note(handle, run, target, state.text(), now);
          return marked.size();
        });
  }

  private static List<HeldRun.Instance> markable(HeldRun run, Target target, TaskState state) {
    List<HeldRun.Instance> all = instances(run, target.task(), target.mapIndex());
    List<HeldRun.Instance> may =
        all.stream()
            .filter(instance -> Transitions.byHand(instance.state()).contains(state))
            .toList();
    if (may.isEmpty()) {
      throw new IllegalArgumentException(
          "the task '"
              + target.task()
              + "' is "
              + all.get(0).state().text()
              + " and cannot be marked "
              + state.text());
    }
    return may;
  }

  /** The instances of a task, at least one. */
  static List<HeldRun.Instance> instances(HeldRun run, String task, int mapIndex) {
    if (run.instances().isEmpty()) {
      throw new IllegalArgumentException(
          "the run '" + run.runId() + "' has not begun: its tasks have no state yet");
    }
    List<HeldRun.Instance> all =
        run.instances().stream().filter(instance -> instance.task().equals(task)).toList();
    if (all.isEmpty()) {
      throw NoSuchThing.of(
          "task of the run",
          task,
          run.instances().stream()
              .map(HeldRun.Instance::task)
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    List<HeldRun.Instance> one =
        all.stream()
            .filter(instance -> mapIndex == ALL_ELEMENTS || instance.mapIndex() == mapIndex)
            .toList();
    if (one.isEmpty()) {
      throw new NoSuchThing(
          "the task '" + task + "' has no element " + mapIndex + " but " + all.size() + " of them");
    }
    return one;
  }

  private static String reason(String state, Target target) {
    String who = "marked " + state + " by " + target.askedBy();
    return target.note().isEmpty() ? who : who + ": " + target.note();
  }

  private static void note(Handle handle, HeldRun run, Target target, String state, Instant now) {
    String what = target.note().isEmpty() ? state : state + ": " + target.note();
    new Audit(now, target.askedBy(), "mark", run.dag(), run.name(), target.task(), what)
        .write(handle);
  }
}
