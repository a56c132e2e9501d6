package io.financeflow.cli.operate;

import io.financeflow.cli.config.Configuration;
import io.financeflow.cli.config.Databases;
import io.financeflow.cli.config.Environment;
import io.financeflow.cli.config.NotificationFile;
import io.financeflow.orchestrator.engine.Scheduler;
import io.financeflow.orchestrator.engine.SchedulerSettings;
import io.financeflow.orchestrator.lineage.LineageEmitter;
import io.financeflow.orchestrator.lineage.LineageSink;
import io.financeflow.orchestrator.metrics.EngineMetrics;
import io.financeflow.orchestrator.metrics.MonitorServer;
import io.financeflow.orchestrator.notify.Channels;
import io.financeflow.orchestrator.notify.NotificationRules;
import io.financeflow.orchestrator.notify.Notifier;
import io.financeflow.orchestrator.worker.Worker;
import io.financeflow.orchestrator.worker.WorkerSettings;
import io.financeflow.schema.db.Database;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A scheduler, a worker, or both, at work in this process until they are closed.
 *
 * <p>A scheduler loads the DAGs again whenever their folder changes, and tells people what
 * happened. What is started is closed in the reverse order.
 */
final class Operation implements AutoCloseable {

  /** What a process does. */
  enum Part {
    /** Decides what happens next. */
    SCHEDULER,
    /** Runs tasks. */
    WORKER
  }

  private static final int CONNECTIONS = 12;
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Environment environment;
  private final Database database;
  private final String host = host();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private Operation(Environment environment, Database database) {
    this.environment = environment;
    this.database = database;
    open.push(database);
  }

  /**
   * Starts the parts.
   *
   * @param slots how many tasks the worker runs at once
   */
  static Operation start(Environment environment, Set<Part> parts, int slots) {
    Configuration configuration = Configuration.read(environment);
    NotificationRules rules = NotificationFile.read(environment, configuration);
    Database database = new Databases(configuration).open(CONNECTIONS);
    Operation operation = new Operation(environment, database);
    try {
      TaskWorld world = TaskWorld.of(environment, configuration, database);
      operation.open.push(world);
      if (parts.contains(Part.SCHEDULER)) {
        operation.schedule(rules);
        operation.tellLineage(configuration);
      }
      if (parts.contains(Part.WORKER)) {
        operation.work(world, slots);
      }
      operation.threads.forEach(Thread::start);
      return operation;
    } catch (RuntimeException failure) {
      operation.close();
      throw failure;
    }
  }

  private void schedule(NotificationRules rules) {
    DagWatch watch = new DagWatch(environment, database.jdbi());
    watch.look();
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    var unused =
        timer.scheduleWithFixedDelay(
            watch::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    open.push(timer::shutdownNow);
    Notifier notifier =
        new Notifier(database, Channels.of(rules.channels()), rules, environment.clock());
    open.push(notifier);
    threads.add(new Thread(notifier::run, "notifier"));
    Scheduler scheduler = new Scheduler(database, environment.clock(), SchedulerSettings.USUAL);
    open.push(scheduler);
    threads.add(new Thread(() -> scheduler.run(host, pid()), "scheduler"));
  }

  /** Only where somebody is named who wants to know. */
  private void tellLineage(Configuration configuration) {
    Optional<LineageSink> sink = Lineage.sink(configuration);
    if (sink.isEmpty()) {
      return;
    }
    LineageEmitter emitter = new LineageEmitter(database.jdbi(), environment.clock(), sink.get());
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    var unused =
        timer.scheduleWithFixedDelay(
            () -> Lineage.tell(emitter), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    open.push(timer::shutdownNow);
  }

  private void work(TaskWorld world, int slots) {
    WorkerSettings settings =
        new WorkerSettings(host, pid(), slots, SchedulerSettings.USUAL.lease(), GRACE);
    Worker worker = new Worker(database, environment.clock(), settings, world.surroundings());
    open.push(worker);
    threads.add(new Thread(worker::run, "worker"));
  }

  /** Serves metrics of the whole database and the health of this process; returns the port. */
  int monitor(int port) {
    EngineMetrics metrics = new EngineMetrics(database.jdbi(), environment.clock());
    MonitorServer server = MonitorServer.start(port, metrics, database.jdbi());
    open.push(server);
    return server.port();
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  /** The open database. */
  Database database() {
    return database;
  }

  /** Waits until it is closed. */
  void await() throws InterruptedException {
    closed.await();
  }

  /** Stops everything; running tasks are given a moment, then they go to other workers. */
  @Override
  public synchronized void close() {
    Deque<AutoCloseable> later = new ArrayDeque<>();
    while (!open.isEmpty()) {
      AutoCloseable part = open.pop();
      if (part == database || part instanceof TaskWorld) {
        later.addLast(part);
      } else {
        close(part);
      }
    }
    for (Thread thread : threads) {
      join(thread);
    }
    threads.clear();
    later.forEach(Operation::close);
    closed.countDown();
  }

  private static void join(Thread thread) {
    try {
      thread.join(GRACE.multipliedBy(3).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop: " + e.getMessage(), e);
    }
  }
}
