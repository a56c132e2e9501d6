package io.financeflow.cli.flink;

import java.util.List;
import java.util.stream.Stream;

/** Flink's configuration of the local cluster, and the options of its JVMs. */
final class ClusterConfiguration {
  /** Where an error of a job's own code restarts it: few times, as every piece of work retries. */
  static final String RESTARTS =
      """
      restart-strategy.type: fixed-delay
      restart-strategy.fixed-delay.attempts: 3
      restart-strategy.fixed-delay.delay: 1 s
      """;

  /**
   * Everything listens on the loopback address. A lost TaskManager is noticed within seconds, a
   * request for slots that nobody has is given up within one minute. Exchanges of data go through
   * files by hash: sorting them takes more direct memory than such small processes have.
   */
  private static final String COMMON =
      """
      jobmanager.rpc.address: 127.0.0.1
      jobmanager.bind-host: 127.0.0.1
      jobmanager.rpc.port: %d
      rest.address: 127.0.0.1
      rest.bind-address: 127.0.0.1
      rest.port: %d
      rest.bind-port: %d
      taskmanager.host: 127.0.0.1
      taskmanager.bind-host: 127.0.0.1
      taskmanager.numberOfTaskSlots: %d
      io.tmp.dirs: %s
      web.upload.dir: %s
      parallelism.default: 1
      jobmanager.execution.failover-strategy: region
      slot.request.timeout: 60000
      heartbeat.interval: 2000
      heartbeat.timeout: 10000
      taskmanager.network.sort-shuffle.min-parallelism: 1000
      classloader.parent-first-patterns.additional: org.postgresql.
      classloader.check-leaked-classloader: false
      """;

  /**
   * Fixed sizes: TaskManagerRunner does not divide up a total by itself. Half of it is room for
   * classes, of which each job loads its own 25 MB.
   */
  private static final List<String> MEMORY =
      List.of(
          "taskmanager.cpu.cores=1.0",
          "taskmanager.memory.framework.heap.size=64m",
          "taskmanager.memory.framework.off-heap.size=96m",
          "taskmanager.memory.task.heap.size=384m",
          "taskmanager.memory.task.off-heap.size=0m",
          "taskmanager.memory.network.min=128m",
          "taskmanager.memory.network.max=128m",
          "taskmanager.memory.managed.size=64m",
          "taskmanager.memory.jvm-metaspace.size=512m",
          "taskmanager.memory.jvm-overhead.min=64m",
          "taskmanager.memory.jvm-overhead.max=64m");

  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xshare:auto",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED");
  static final List<String> JOB_MANAGER_JVM = with("-Xmx384m", "-XX:MaxMetaspaceSize=224m");
  static final List<String> TASK_MANAGER_JVM =
      with("-Xmx448m", "-XX:MaxDirectMemorySize=256m", "-XX:MaxMetaspaceSize=512m");

  private ClusterConfiguration() {}

  /** Returns the file's text. */
  static String text(ClusterFiles files, int rpcPort, int restPort, int slots) {
    String directory = files.root().resolve("tmp").toString();
    return COMMON.formatted(rpcPort, restPort, restPort, slots, directory, directory) + RESTARTS;
  }

  /** Returns the sizes and the name of a TaskManager as arguments {@code -D name=value}. */
  static List<String> properties(String name) {
    return Stream.concat(Stream.of("taskmanager.resource-id=" + name), MEMORY.stream())
        .flatMap(property -> Stream.of("-D", property))
        .toList();
  }

  private static List<String> with(String... sizes) {
    return Stream.concat(Stream.of(sizes), JVM.stream()).toList();
  }
}
