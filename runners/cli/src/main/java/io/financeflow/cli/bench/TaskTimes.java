package io.financeflow.cli.bench;

import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskContext;
import io.financeflow.orchestrator.task.TaskOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** When tasks really began and ended, noted by the tasks themselves; thread-safe. */
final class TaskTimes {

  private record Key(String dag, String run, String task) {}

  private final Map<Key, Long> starts = new ConcurrentHashMap<>();
  private final Map<Key, Long> ends = new ConcurrentHashMap<>();
  private final CountDownLatch left;

  /** Expects so many ends. */
  TaskTimes(int tasks) {
    this.left = new CountDownLatch(tasks);
  }

  /** A task that takes so long. */
  Task lasting(long nanos) {
    return context -> {
      Key key = key(context);
      starts.put(key, System.nanoTime());
      long until = System.nanoTime() + nanos;
      while (System.nanoTime() < until) {
        LockSupport.parkNanos(until - System.nanoTime());
      }
      ends.put(key, System.nanoTime());
      left.countDown();
      return TaskOutcome.done();
    };
  }

  private static Key key(TaskContext context) {
    return new Key(
        context.attempt().dagId(), context.attempt().runId(), context.attempt().taskId());
  }

  /** Waits for the last end; false when it does not come within five minutes. */
  boolean await() throws InterruptedException {
    return left.await(5, TimeUnit.MINUTES);
  }

  /** The last end. */
  long lastEnd() {
    return ends.values().stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  /** From the end of each task to the start of its successor {@code c0-3} to {@code c0-4}. */
  List<Long> handovers() {
    List<Long> nanos = new ArrayList<>();
    ends.forEach(
        (key, end) -> {
          int dash = key.task().lastIndexOf('-');
          int next = Integer.parseInt(key.task().substring(dash + 1)) + 1;
          Long start =
              starts.get(new Key(key.dag(), key.run(), key.task().substring(0, dash + 1) + next));
          if (start != null) {
            nanos.add(start - end);
          }
        });
    return nanos;
  }
}
