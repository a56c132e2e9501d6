package io.financeflow.orchestrator.control;

import io.financeflow.orchestrator.dag.TaskSpec;
import io.financeflow.orchestrator.state.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a task instance of a running execution stands, with all that could hold it up.
 *
 * @param upstreams the tasks directly before it
 * @param past the previous run; empty when the task asks nothing of it, or there is none
 * @param workers those that are alive
 */
record TaskStanding(
    TaskSpec task,
    Where where,
    List<Upstream> upstreams,
    Optional<Past> past,
    Room room,
    List<Worker> workers) {

  /**
   * The row of the instance.
   *
   * @param look when something happens by itself; null for never
   * @param since when a worker took it last, or a person was asked; null before
   * @param worker who works on it; empty for nobody
   */
  record Where(
      TaskState state,
      String reason,
      int mapIndex,
      int attempt,
      @Nullable Instant look,
      @Nullable Instant since,
      String worker) {}

  /**
   * A task before it.
   *
   * @param chosen what it went on with; null when it decides nothing, or has not yet
   */
  record Upstream(
      String task, boolean setup, List<TaskState> states, @Nullable Set<String> chosen) {}

  /**
   * The previous run.
   *
   * @param own where the same task stood there
   * @param after where the tasks directly after it stood there
   */
  record Past(String run, List<TaskState> own, List<Of> after) {
    /** A task and its state. */
    record Of(String task, TaskState state) {}
  }

  /** A name and how many slots it holds. */
  record Holder(String name, int slots) {}

  /** A process that runs tasks. */
  record Worker(String name, int slots, int busy) {}

  /**
   * Limits and who holds them.
   *
   * @param pool how many slots its pool has; empty when it does not exist
   * @param holders of the pool
   * @param maxActiveTasks of the run
   * @param inRun instances of the run that hold slots
   * @param ofTask instances of the task that hold slots, in any run
   * @param ofTaskInRun those of them in this run
   */
  record Room(
      Optional<Integer> pool,
      List<Holder> holders,
      int maxActiveTasks,
      List<String> inRun,
      List<String> ofTask,
      List<String> ofTaskInRun) {
    int held() {
      return holders.stream().mapToInt(Holder::slots).sum();
    }
  }
}
