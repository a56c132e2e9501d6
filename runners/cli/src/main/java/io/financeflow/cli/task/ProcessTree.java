package io.financeflow.cli.task;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process with all processes it started.
 *
 * @param root the first of them
 * @param grace how long they may take to end when they are asked to
 */
record ProcessTree(ProcessHandle root, Duration grace) {
  /** The system needs a moment to bury the dead. */
  private static final Duration KILLED = Duration.ofSeconds(5);

  /**
   * Asks all to end and kills those that have not within the grace, at once when this thread is
   * interrupted meanwhile. Returns when none is left; does nothing when there is none.
   */
  void end() {
    List<ProcessHandle> all = Stream.concat(Stream.of(root), root.descendants()).toList();
    all.forEach(ProcessHandle::destroy);
    if (!haveEnded(all, grace)) {
      List<ProcessHandle> left = Stream.concat(all.stream(), root.descendants()).toList();
      left.forEach(ProcessHandle::destroyForcibly);
      boolean unused = haveEnded(left, KILLED);
    }
  }

  private static boolean haveEnded(List<ProcessHandle> all, Duration patience) {
    CompletableFuture<?>[] ends =
        all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException | ExecutionException notYet) {
      return false;
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
