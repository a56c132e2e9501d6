package io.financeflow.cli.flink;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that we started. It is known by its number and its start time, as numbers are given
 * again.
 *
 * @param name jobmanager, or taskmanager-N
 * @param pid its number
 * @param startedAt as the system reports it
 */
public record ClusterProcess(String name, long pid, Instant startedAt) {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(50);

  /** Returns the process that was just started. */
  static ClusterProcess of(String name, ProcessHandle handle) {
    return new ClusterProcess(
        name, handle.pid(), handle.info().startInstant().orElse(Instant.EPOCH));
  }

  /** Reads {@code pid@milliseconds}; empty when it is something else. */
  static Optional<ClusterProcess> parse(String name, String text) {
    if (!text.matches("[0-9]{1,10}@[0-9]{1,15}")) {
      return Optional.empty();
    }
    String[] parts = text.split("@", -1);
    return Optional.of(
        new ClusterProcess(
            name, Long.parseLong(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1]))));
  }

  /** Returns {@code pid@milliseconds}. */
  String format() {
    return pid + "@" + startedAt.toEpochMilli();
  }

  /** Returns the living process; empty when it ended, also when its number is somebody else's. */
  public Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                process
                    .info()
                    .startInstant()
                    .filter(start -> start.toEpochMilli() == startedAt.toEpochMilli())
                    .isPresent());
  }

  boolean isAlive() {
    return handle().isPresent();
  }

  /** Asks to end, TaskManagers first, and kills what does not. */
  static void end(List<ClusterProcess> processes) {
    List<ProcessHandle> handles =
        processes.stream()
            .sorted((a, b) -> b.name().compareTo(a.name()))
            .flatMap(process -> process.handle().stream())
            .toList();
    handles.forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + GRACE.toNanos();
    while (handles.stream().anyMatch(ProcessHandle::isAlive)) {
      if (System.nanoTime() > deadline) {
        handles.forEach(ProcessHandle::destroyForcibly);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
