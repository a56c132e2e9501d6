package io.financeflow.cli.bench;

import com.google.gson.JsonObject;
import io.financeflow.orchestrator.backfill.BackfillCreation;
import io.financeflow.orchestrator.backfill.BackfillRequest;
import io.financeflow.orchestrator.backfill.SlotChoice;
import io.financeflow.orchestrator.catalogue.DagRegistry;
import io.financeflow.orchestrator.catalogue.LoadedDag;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.DagBuilder;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.engine.Scheduler;
import io.financeflow.orchestrator.engine.SchedulerSettings;
import io.financeflow.orchestrator.run.RunTrigger;
import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.timetable.Schedule;
import io.financeflow.orchestrator.worker.AttemptLogs;
import io.financeflow.orchestrator.worker.Surroundings;
import io.financeflow.orchestrator.worker.Worker;
import io.financeflow.orchestrator.worker.WorkerSettings;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.market.DateRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** How quick and how cheap the orchestrator is: one scheduler and one worker in this process. */
final class OrchestratorBench {

  private static final int WORKER_SLOTS = 16;
  private static final TaskKind NOTHING = new TaskKind.Java("bench", Map.of());

  private final Database database;
  private final Clock clock;

  OrchestratorBench(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Runs DAGs of parallel chains once or several times each.
   *
   * @param shape DAGs, runs of each, chains in each, tasks in each chain
   * @param millis how long a task takes
   */
  Latency chains(String name, Shape shape, long millis) throws InterruptedException {
    TaskTimes times = new TaskTimes(shape.tasks());
    List<Dag> dags = new ArrayList<>();
    for (int i = 0; i < shape.dags(); i++) {
      dags.add(chain(name + "_" + i, shape.chains(), shape.length()));
    }
    load(dags);
    Engine engine = start(times.lasting(millis * 1_000_000));
    try {
      RunTrigger trigger = new RunTrigger(database.jdbi(), clock);
      Instant first = clock.instant();
      long begin = System.nanoTime();
      for (int run = 0; run < shape.runs(); run++) {
        for (Dag dag : dags) {
          Instant at = first.plusSeconds(run);
          trigger.trigger(new RunTrigger.Request(dag.id(), at, Map.of(), "bench", ""));
        }
      }
      if (!times.await()) {
        throw new IllegalStateException("the tasks did not end within five minutes");
      }
      double seconds = (times.lastEnd() - begin) / 1e9;
      return Latency.of(name, shape.tasks(), seconds, times.handovers());
    } finally {
      engine.close();
    }
  }

  /** How many DAGs, runs of each, chains in each, tasks in each chain. */
  record Shape(int dags, int runs, int chains, int length) {
    int tasks() {
      return dags * runs * chains * length;
    }
  }

  private static Dag chain(String id, int chains, int length) {
    DagBuilder dag = Dag.builder(id);
    for (int c = 0; c < chains; c++) {
      dag.task("c" + c + "-0", NOTHING);
      for (int i = 1; i < length; i++) {
        dag.task("c" + c + "-" + i, NOTHING, "c" + c + "-" + (i - 1));
      }
    }
    return dag.build();
  }

  /** The share of one core that so many scheduled DAGs cost while nothing is due. */
  JsonObject idle(int dags, Duration length, Supplier<Map<Long, Duration>> cpu) {
    List<Dag> all = new ArrayList<>();
    for (int i = 0; i < dags; i++) {
      Schedule daily = new Schedule.Cron("0 0 1 1 *", ZoneOffset.UTC, Schedule.Ticks.INTERVAL);
      all.add(Dag.builder("idle_" + i).schedule(daily).task("c0-0", NOTHING).build());
    }
    load(all);
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE dags SET paused = false, handled_until = now(), next_due = now() + '1 day'"));
    Engine engine = start(new TaskTimes(1).lasting(0));
    try {
      park(Duration.ofSeconds(3));
      Map<Long, Duration> before = cpu.get();
      long begin = System.nanoTime();
      park(length);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double used = 0;
      for (Map.Entry<Long, Duration> process : cpu.get().entrySet()) {
        Duration earlier = before.getOrDefault(process.getKey(), Duration.ZERO);
        used += process.getValue().minus(earlier).toNanos() / 1e9;
      }
      JsonObject json = new JsonObject();
      json.addProperty("bench", "idle");
      json.addProperty("dags", dags);
      json.addProperty("seconds", Math.round(seconds * 10) / 10.0);
      json.addProperty("percent_of_a_core", Math.round(10_000 * used / seconds) / 100.0);
      return json;
    } finally {
      engine.close();
    }
  }

  /** Stores a backfill of as many daily slots as a run each. */
  JsonObject backfill(int runs) {
    LocalDate last = LocalDate.of(2024, 12, 31);
    Schedule daily = new Schedule.Cron("0 0 * * *", ZoneOffset.UTC, Schedule.Ticks.INTERVAL);
    load(List.of(Dag.builder("filled").schedule(daily).task("c0-0", NOTHING).build()));
    BackfillRequest request =
        new BackfillRequest(
            "bench",
            "filled",
            new SlotChoice.Dates(new DateRange(last.minusDays(runs - 1L), last)),
            BackfillRequest.Content.USUAL,
            BackfillRequest.Pace.USUAL,
            false,
            "bench");
    long begin = System.nanoTime();
    int created = new BackfillCreation(database.jdbi(), clock).create(request).runs().size();
    double seconds = (System.nanoTime() - begin) / 1e9;
    JsonObject json = new JsonObject();
    json.addProperty("bench", "backfill");
    json.addProperty("runs", created);
    json.addProperty("seconds", Math.round(seconds * 1000) / 1000.0);
    return json;
  }

  private static void park(Duration length) {
    long until = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < until) {
      LockSupport.parkNanos(until - System.nanoTime());
    }
  }

  private void load(List<Dag> dags) {
    new DagRegistry(database.jdbi(), clock)
        .load(dags.stream().map(dag -> new LoadedDag(dag, "bench")).toList(), List.of());
  }

  /** A scheduler and a worker at work. */
  private record Engine(Scheduler scheduler, Worker worker, List<Thread> threads) {
    void close() {
      scheduler.close();
      worker.close();
      for (Thread thread : threads) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private Engine start(Task task) {
    Scheduler scheduler = new Scheduler(database, clock, SchedulerSettings.USUAL);
    Worker worker =
        new Worker(
            database,
            clock,
            new WorkerSettings(
                "bench",
                ProcessHandle.current().pid(),
                WORKER_SLOTS,
                SchedulerSettings.USUAL.lease(),
                Duration.ofSeconds(5)),
            new Surroundings(kind -> task, OrchestratorBench::silent, JsonObject::new));
    List<Thread> threads =
        List.of(
            new Thread(() -> scheduler.run("bench", ProcessHandle.current().pid()), "scheduler"),
            new Thread(worker::run, "worker"));
    threads.forEach(Thread::start);
    return new Engine(scheduler, worker, threads);
  }

  private static AttemptLogs.AttemptLog silent(AttemptId attempt) {
    return new AttemptLogs.AttemptLog() {
      @Override
      public void line(String text) {}

      @Override
      public void close() {}
    };
  }
}
