package io.financeflow.orchestrator.control;

import io.financeflow.orchestrator.state.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run with what its latest execution consists of.
 *
 * @param tasks the instances, in the order of the DAG; empty before it has begun
 * @param attempts what workers did, in the order of their ends
 */
public record RunDetail(RunLine run, List<Task> tasks, List<Attempt> attempts) {

  /**
   * A task instance.
   *
   * @param mapIndex the element of a mapped one from 0; -1 otherwise
   * @param attempt the present or last one; 0 before the first
   * @param queued when it was given slots last; null before
   * @param started when a worker took it last; null before
   * @param ended when it was finished; null before
   * @param outputs a JSON object; null for none
   */
  public record Task(
      String id,
      int mapIndex,
      TaskState state,
      String reason,
      int attempt,
      String pool,
      @Nullable Instant queued,
      @Nullable Instant started,
      @Nullable Instant ended,
      @Nullable String outputs) {

    /** {@code load[3]} for an element of a mapped task. */
    public String label() {
      return Standings.label(id, mapIndex);
    }

    /** From its last start to its end, or to {@code now}; null when nobody works or worked. */
    public @Nullable Duration duration(Instant now) {
      return state == TaskState.RUNNING || ended != null
          ? RunLine.between(started, ended, now)
          : null;
    }
  }

  /**
   * A stretch of work that is over.
   *
   * @param outcome in lower case
   * @param error class of a failure in lower case; empty otherwise
   */
  public record Attempt(
      String task,
      int mapIndex,
      int number,
      String outcome,
      String error,
      String message,
      String worker,
      Instant queued,
      Instant started,
      Instant ended) {}

  /** Keeps copies. */
  public RunDetail {
    tasks = List.copyOf(tasks);
    attempts = List.copyOf(attempts);
  }
}
