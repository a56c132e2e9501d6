package io.financeflow.orchestrator.engine;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.orchestrator.catalogue.DagRegistry;
import io.financeflow.orchestrator.catalogue.LoadedDag;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.run.RunTrigger;
import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.worker.AttemptLogs;
import io.financeflow.orchestrator.worker.Surroundings;
import io.financeflow.orchestrator.worker.Worker;
import io.financeflow.orchestrator.worker.WorkerSettings;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.Notifications;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A scheduler and a worker in this process, and questions about what they did. */
final class Engine implements AutoCloseable {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final Database database;
  private final Clock clock;
  private final Scheduler scheduler;
  private final Worker worker;
  private final List<Thread> threads = new ArrayList<>();

  Engine(Database database, Map<String, Task> tasks) {
    this(database, Clock.systemUTC(), tasks);
  }

  Engine(Database database, Clock clock, Map<String, Task> tasks) {
    this.database = database;
    this.clock = clock;
    this.scheduler =
        new Scheduler(
            database, clock, new SchedulerSettings(Duration.ofSeconds(6), Duration.ofMillis(200)));
    this.worker =
        new Worker(
            database,
            clock,
            new WorkerSettings("here", 1, 8, Duration.ofSeconds(6), Duration.ofSeconds(5)),
            new Surroundings(kind -> task(tasks, kind), Engine::silent, JsonObject::new));
  }

  private static Task task(Map<String, Task> tasks, Object kind) {
    String name = ((io.financeflow.orchestrator.dag.TaskKind.Java) kind).name();
    Task task = tasks.get(name);
    if (task == null) {
      throw new IllegalArgumentException("there is no task " + name);
    }
    return task;
  }

  private static AttemptLogs.AttemptLog silent(AttemptId attempt) {
    return new AttemptLogs.AttemptLog() {
      @Override
      public void line(String text) {}

      @Override
      public void close() {}
    };
  }

  Engine start() {
    threads.add(new Thread(() -> scheduler.run("here", 1), "scheduler"));
    threads.add(new Thread(worker::run, "worker"));
    threads.forEach(Thread::start);
    return this;
  }

  Scheduler scheduler() {
    return scheduler;
  }

  void load(Dag... dags) {
    new DagRegistry(database.jdbi(), clock)
        .load(Arrays.stream(dags).map(dag -> new LoadedDag(dag, "test")).toList(), List.of());
  }

  String trigger(String dag) {
    return trigger(dag, Map.of());
  }

  String trigger(String dag, Map<String, JsonElement> params) {
    return new RunTrigger(database.jdbi(), clock)
        .trigger(new RunTrigger.Request(dag, clock.instant(), params, "test", ""));
  }

  /** Waits until every execution is over; returns the states by run. */
  Map<String, String> finish() {
    return finish(1);
  }

  /** Waits until there are so many executions and every one is over; returns the states by run. */
  Map<String, String> finish(int executions) {
    Instant end = Instant.now().plus(LONG);
    try (Notifications ends =
        new Notifications(
            database.settings(), io.financeflow.orchestrator.run.Endings.RUNS_CHANNEL)) {
      while (count("SELECT count(ended_at) FROM executions") < executions
          || count("SELECT count(*) FROM executions WHERE ended_at IS NULL") > 0) {
        if (Instant.now().isAfter(end)) {
          throw new AssertionError("not finished: " + states());
        }
        ends.await(Duration.ofMillis(500));
      }
    }
    Map<String, String> runs = new TreeMap<>();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT r.dag_id || ' ' || e.number AS k, e.state FROM executions e"
                            + " JOIN runs r USING (run_key)")
                    .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                    .forEach(entry -> runs.put(entry.getKey(), entry.getValue())));
    return runs;
  }

  /** Waits until every execution but those of one DAG is over; returns the states by DAG. */
  Map<String, String> finishAllBut(String dag) {
    String open =
        "SELECT count(*) FROM executions WHERE ended_at IS NULL AND dag_id <> '" + dag + "'";
    Instant end = Instant.now().plus(LONG);
    try (Notifications ends =
        new Notifications(
            database.settings(), io.financeflow.orchestrator.run.Endings.RUNS_CHANNEL)) {
      while (count(open) > 0) {
        if (Instant.now().isAfter(end)) {
          throw new AssertionError(count(open) + " executions are not finished");
        }
        ends.await(Duration.ofMillis(200));
      }
    }
    Map<String, String> states = new TreeMap<>();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createQuery("SELECT dag_id, state FROM executions WHERE dag_id <> :dag")
                    .bind("dag", dag)
                    .map((row, context) -> Map.entry(row.getString(1), row.getString(2)))
                    .forEach(entry -> states.put(entry.getKey(), entry.getValue())));
    return states;
  }

  long count(String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  /** {@code task[index]=STATE} of all task instances, sorted. */
  List<String> states() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT task_id || CASE WHEN map_index < 0 THEN '' ELSE '[' || map_index"
                            + " || ']' END || '=' || state FROM task_instances"
                            + " ORDER BY task_id, map_index")
                    .mapTo(String.class)
                    .list());
  }

  @Override
  public void close() {
    scheduler.close();
    worker.close();
    for (Thread thread : threads) {
      try {
        thread.join(LONG.toMillis());
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
