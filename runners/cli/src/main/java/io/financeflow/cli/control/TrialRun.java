package io.financeflow.cli.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.financeflow.orchestrator.catalogue.DagRegistry;
import io.financeflow.orchestrator.catalogue.LoadedDag;
import io.financeflow.orchestrator.control.Approvals;
import io.financeflow.orchestrator.control.DagControl;
import io.financeflow.orchestrator.control.Marks;
import io.financeflow.orchestrator.control.Reports;
import io.financeflow.orchestrator.control.RunDetail;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.engine.Scheduler;
import io.financeflow.orchestrator.engine.SchedulerSettings;
import io.financeflow.orchestrator.run.Endings;
import io.financeflow.orchestrator.run.RunTrigger;
import io.financeflow.orchestrator.settings.Edit;
import io.financeflow.orchestrator.settings.Pool;
import io.financeflow.orchestrator.settings.Pools;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.orchestrator.task.TaskSource;
import io.financeflow.orchestrator.worker.AttemptLogs;
import io.financeflow.orchestrator.worker.Surroundings;
import io.financeflow.orchestrator.worker.Worker;
import io.financeflow.orchestrator.worker.WorkerSettings;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.Notifications;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One run of a DAG with a scheduler and a worker in this process, on a database that has nothing
 * else to do. Pools have room for all; approvals are given.
 */
final class TrialRun {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int PLENTY = 10_000;

  private final Database database;
  private final Clock clock;
  private final Consumer<String> say;
  private final Map<String, TaskState> seen = new HashMap<>();

  /** Says what happens, line by line, from several threads. */
  TrialRun(Database database, Clock clock, Consumer<String> say) {
    this.database = database;
    this.clock = clock;
    this.say = say;
  }

  /** Runs it to its end. */
  RunDetail run(
      Dag dag,
      Instant at,
      Map<String, JsonElement> params,
      TaskSource tasks,
      Supplier<JsonObject> variables) {
    new DagRegistry(database.jdbi(), clock).load(List.of(new LoadedDag(dag, "test")), List.of());
    new DagControl(database.jdbi(), clock).unpause(dag.id(), "test");
    List<Edit<Pool>> pools =
        dag.tasks().stream()
            .map(task -> task.conduct().limits().share().pool())
            .distinct()
            .map(pool -> new Edit<Pool>(pool, before -> new Pool(pool, PLENTY, "")))
            .toList();
    new Pools(database).edit(pools);
    // Nothing but this run: without its schedule, which would make others.
    database.jdbi().useHandle(h -> h.execute("UPDATE dags SET next_due = NULL"));
    String run =
        new RunTrigger(database.jdbi(), clock)
            .trigger(new RunTrigger.Request(dag.id(), at, params, "test", ""));
    Scheduler scheduler =
        new Scheduler(database, clock, new SchedulerSettings(LEASE, Duration.ofMillis(200)));
    Worker worker =
        new Worker(
            database,
            clock,
            new WorkerSettings(
                "test", ProcessHandle.current().pid(), 8, LEASE, LOOK.multipliedBy(50)),
            new Surroundings(tasks, this::log, variables));
    Thread scheduling =
        new Thread(() -> scheduler.run("trial", ProcessHandle.current().pid()), "scheduler");
    Thread working = new Thread(worker::run, "worker");
    scheduling.start();
    working.start();
    try (Notifications ends = new Notifications(database.settings(), Endings.RUNS_CHANNEL)) {
      return follow(dag.id(), run, ends);
    } finally {
      scheduler.close();
      worker.close();
      join(scheduling);
      join(working);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(LEASE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private RunDetail follow(String dag, String run, Notifications ends) {
    Reports reports = new Reports(database.jdbi());
    RunDetail detail = reports.run(dag, run);
    tell(detail);
    while (!detail.run().execution().state().isFinished()) {
      ends.await(LOOK);
      detail = reports.run(dag, run);
      tell(detail);
    }
    return detail;
  }

  private void tell(RunDetail detail) {
    for (RunDetail.Task task : detail.tasks()) {
      if (seen.put(task.label(), task.state()) != task.state() && isNews(task.state())) {
        String reason = task.reason().isEmpty() ? "" : ": " + task.reason();
        say.accept(task.label() + " " + task.state().text() + reason);
      }
      if (task.state() == TaskState.AWAITING_INPUT) {
        approve(detail, task);
      }
    }
  }

  private static boolean isNews(TaskState state) {
    return state != TaskState.NONE && state != TaskState.SCHEDULED && state != TaskState.QUEUED;
  }

  private void approve(RunDetail detail, RunDetail.Task task) {
    try {
      new Approvals(database.jdbi(), clock)
          .answer(
              new Marks.Target(
                  detail.run().dag(), detail.run().run(), task.id(), task.mapIndex(), "test", ""),
              true);
    } catch (IllegalArgumentException answered) {
      // Before the scheduler has looked, one sees the question once more.
    }
  }

  private AttemptLogs.AttemptLog log(AttemptId attempt) {
    String prefix =
        attempt.taskId() + (attempt.mapIndex() < 0 ? "" : "[" + attempt.mapIndex() + "]") + " | ";
    return new AttemptLogs.AttemptLog() {
      @Override
      public void line(String text) {
        say.accept(prefix + text);
      }

      @Override
      public void close() {
        // Every line was said.
      }
    };
  }
}
