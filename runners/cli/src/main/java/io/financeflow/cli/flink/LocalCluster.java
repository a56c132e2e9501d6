package io.financeflow.cli.flink;

import io.financeflow.cli.output.ExitCode;
import io.financeflow.cli.output.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A standalone Flink cluster on this machine: one JobManager process and some TaskManager
 * processes, which outlive the command that starts them. Everything it knows is in one directory;
 * several commands take turns. Not thread-safe.
 */
public final class LocalCluster {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final String JOB_MANAGER = "jobmanager";

  private final ClusterFiles files;
  private final ProcessLauncher launcher;

  /** The cluster of that directory; nothing is touched yet. */
  public LocalCluster(Path directory, Installation installation) {
    this.files = new ClusterFiles(directory.toAbsolutePath());
    this.launcher = new ProcessLauncher(files, installation);
  }

  /** Returns where the running cluster is; empty when its JobManager does not live. */
  public Optional<FlinkAddress> address() {
    ClusterFiles.State state = files.read();
    return state.processes().stream()
        .filter(process -> process.name().equals(JOB_MANAGER) && process.isAlive())
        .findFirst()
        .map(process -> new FlinkAddress("127.0.0.1", state.port()));
  }

  /** Returns the processes that live. */
  public List<ClusterProcess> processes() {
    return files.read().processes().stream().filter(ClusterProcess::isAlive).toList();
  }

  /**
   * Starts what is missing and returns once all TaskManagers offer their slots: everything, or the
   * TaskManagers that died; nothing when all run. A running cluster keeps its port and slots.
   *
   * @throws Failure.Incomplete when it does not come up; what was started is ended again
   */
  public FlinkAddress start(ClusterSize size, int port) {
    return exclusively(
        () -> {
          FlinkAddress address = address().orElseGet(() -> startJobManager(size.slots(), port));
          try {
            startTaskManagers(size.taskManagers(), address);
            return address;
          } catch (Failure.Incomplete failure) {
            ClusterProcess.end(processes());
            throw failure;
          }
        });
  }

  /** Ends every process that {@link #start} started and forgets them; returns how many lived. */
  public int stop() {
    if (!Files.isDirectory(files.root())) {
      return 0;
    }
    return exclusively(
        () -> {
          List<ClusterProcess> alive = processes();
          ClusterProcess.end(alive);
          files.write(ClusterFiles.State.NONE);
          return alive.size();
        });
  }

  private FlinkAddress startJobManager(int slots, int port) {
    ClusterProcess.end(processes());
    LoopbackPorts.requireFree(port);
    files.write(ClusterConfiguration.text(files, LoopbackPorts.free(), port, slots));
    ClusterProcess manager = launcher.jobManager(JOB_MANAGER);
    files.write(new ClusterFiles.State(port, slots, List.of(manager)));
    FlinkAddress address = new FlinkAddress("127.0.0.1", port);
    FlinkRest rest = new FlinkRest(address);
    await(List.of(manager), rest::answers);
    return address;
  }

  private void startTaskManagers(int wanted, FlinkAddress address) {
    int slots = files.read().slots();
    List<ClusterProcess> processes = new ArrayList<>(processes());
    for (int number = 1; processes.size() - 1 < wanted; number++) {
      String name = "taskmanager-" + number;
      if (processes.stream().noneMatch(process -> process.name().equals(name))) {
        processes.add(launcher.taskManager(name));
        files.write(new ClusterFiles.State(address.port(), slots, processes));
      }
    }
    FlinkRest rest = new FlinkRest(address);
    await(processes, () -> rest.overview().slots() >= wanted * slots);
  }

  private void await(List<ClusterProcess> processes, BooleanSupplier ready) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!ready.getAsBoolean()) {
      for (ClusterProcess process : processes) {
        if (!process.isAlive()) {
          ClusterProcess.end(processes);
          throw notUp(process, "ended at once: " + files.lastWord(process.name()));
        }
      }
      if (System.nanoTime() > deadline) {
        ClusterProcess.end(processes);
        throw notUp(processes.get(processes.size() - 1), "is not ready after " + PATIENCE);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private Failure.Incomplete notUp(ClusterProcess process, String what) {
    return new Failure.Incomplete(
        ExitCode.FAILED,
        "Flink's %s %s: see %s".formatted(process.name(), what, files.log(process.name())));
  }

  private interface Action<T> {
    T run();
  }

  private <T> T exclusively(Action<T> action) {
    try {
      Files.createDirectories(files.root().resolve("tmp"));
      try (FileChannel channel =
              FileChannel.open(
                  files.root().resolve("lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        lock.isValid();
        return action.run();
      }
    } catch (IOException e) {
      throw files.unusable(e);
    }
  }
}
