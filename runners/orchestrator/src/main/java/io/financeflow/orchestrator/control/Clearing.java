package io.financeflow.orchestrator.control;

import static java.time.temporal.ChronoUnit.MICROS;

import io.financeflow.orchestrator.catalogue.Catalogue;
import io.financeflow.orchestrator.catalogue.DagShape;
import io.financeflow.orchestrator.run.Audit;
import io.financeflow.orchestrator.run.Endings;
import io.financeflow.orchestrator.run.RunRow;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.orchestrator.worker.Worker;
import io.financeflow.schema.run.ControlTable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Does runs or some of their tasks again.
 *
 * <p>What was done stays as it was: the run gets one more execution, in which the cleared tasks
 * begin anew and the others stand where they stood, with what they gave. Tasks the present
 * execution left undone begin anew too. If that execution is still going, it ends first, and its
 * running attempts are stopped. The new execution is a live one, also that of a backfill's run.
 *
 * <p>When all chosen tasks are unfinished anyway, there is nothing to keep: running attempts are
 * stopped and made again within the same execution, and waits for retries are over. Thread-safe.
 */
public final class Clearing {

  private final Jdbi jdbi;
  private final Clock clock;
  private final Catalogue catalogue = new Catalogue();

  /** Writes through {@code jdbi}. */
  public Clearing(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * What was cleared.
   *
   * @param execution the name of the execution they are done in, {@code run#2}
   * @param isNew whether that is another one than before
   * @param tasks that are done again, sorted
   */
  public record Cleared(String execution, boolean isNew, List<String> tasks) {}

  /**
   * Clears.
   *
   * @throws io.financeflow.orchestrator.run.NoSuchThing when there is no such DAG, run or task
   * @throws IllegalArgumentException when there is nothing to clear
   */
  public Cleared clear(ClearRequest request) {
    Instant now = clock.instant().truncatedTo(MICROS);
    return jdbi.inTransaction(
        handle -> {
          HeldRun run = HeldRun.lock(handle, request.dag(), request.run());
          String version =
              request.latestVersion() ? run.currentVersion() : run.execution().version();
          DagShape shape = catalogue.get(handle, request.dag(), version);
          Set<String> chosen = Selection.of(shape, request, failed(run));
          Cleared cleared =
              isRestart(run, request, chosen)
                  ? restart(handle, run, chosen, request.askedBy())
                  : again(handle, run, shape, chosen, request, now);
          note(handle, cleared, request, now);
          return cleared;
        });
  }

  private static Set<String> failed(HeldRun run) {
    return tasks(run, instance -> instance.state().isFailure() || run.isGivenUp(instance));
  }

  private static Set<String> tasks(HeldRun run, Predicate<HeldRun.Instance> which) {
    return run.instances().stream()
        .filter(which)
        .map(HeldRun.Instance::task)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isRestart(HeldRun run, ClearRequest request, Set<String> chosen) {
    return run.execution().state() == RunState.RUNNING
        && !request.tasks().isEmpty()
        && (!request.latestVersion() || run.execution().version().equals(run.currentVersion()))
        && run.instances().stream()
            .filter(instance -> chosen.contains(instance.task()))
            .noneMatch(instance -> instance.state().isFinished());
  }

  private static Cleared restart(Handle handle, HeldRun run, Set<String> chosen, String askedBy) {
    List<HeldRun.Instance> instances =
        run.instances().stream().filter(instance -> chosen.contains(instance.task())).toList();
    String reason = "cleared by " + askedBy;
    for (String sql : List.of(ControlTable.RESTART, ControlTable.RETRY_NOW)) {
      handle
          .createUpdate(sql)
          .bindArray("ids", Long.class, HeldRun.ids(instances))
          .bind("reason", reason)
          .execute();
    }
    if (instances.stream().anyMatch(HeldRun.Instance::isWorkedOn)) {
      handle.execute("NOTIFY " + Worker.STOP_CHANNEL);
    }
    Endings.wake(handle, List.of(run.execution().id()));
    return new Cleared(run.name(), false, List.copyOf(chosen));
  }

  private static Cleared again(
      Handle handle,
      HeldRun run,
      DagShape shape,
      Set<String> chosen,
      ClearRequest request,
      Instant now) {
    if (run.execution().state() == RunState.QUEUED) {
      throw new IllegalArgumentException(
          "the run '" + run.runId() + "' has not begun: there is nothing to clear");
    }
    Set<String> undone =
        tasks(run, instance -> !instance.state().isFinished() || run.isGivenUp(instance));
    NextExecution next = NextExecution.of(run, shape, chosen, undone);
    if (next.again().isEmpty()) {
      throw new IllegalArgumentException(
          "no chosen task of the run '" + run.runId() + "' has failed: there is nothing to clear");
    }
    if (run.isGoing()) {
      Interventions.end(handle, run, RunState.FAILED, "cleared by " + request.askedBy(), now);
    }
    int number = next.store(handle, request.askedBy(), now);
    handle.execute("NOTIFY " + Endings.SCHEDULER_CHANNEL);
    return new Cleared(RunRow.execution(run.runId(), number), true, next.again());
  }

  private static void note(Handle handle, Cleared cleared, ClearRequest request, Instant now) {
    String tasks = request.tasks().isEmpty() ? "" : String.join(" ", request.tasks());
    new Audit(
            now,
            request.askedBy(),
            "clear",
            request.dag(),
            cleared.execution(),
            tasks,
            String.join(" ", cleared.tasks()))
        .write(handle);
  }
}
