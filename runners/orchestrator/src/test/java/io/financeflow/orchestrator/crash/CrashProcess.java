package io.financeflow.orchestrator.crash;

import com.google.gson.JsonObject;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.engine.Scheduler;
import io.financeflow.orchestrator.engine.SchedulerSettings;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskContext;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.orchestrator.worker.AttemptLogs;
import io.financeflow.orchestrator.worker.Surroundings;
import io.financeflow.orchestrator.worker.Worker;
import io.financeflow.orchestrator.worker.WorkerSettings;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A scheduler or a worker in a process of its own, to be killed. */
public final class CrashProcess {

  private static final int SLOTS = 6;

  private CrashProcess() {}

  /** Runs until it is killed; arguments: scheduler or worker, url, user, password. */
  public static void main(String[] args) {
    long pid = ProcessHandle.current().pid();
    String url = args[1] + (args[1].contains("?") ? "&" : "?") + "ApplicationName=crash-" + pid;
    DatabaseSettings settings = new DatabaseSettings(url, args[2], args[3]);
    Database database = Database.connect(settings, 6);
    if (args[0].equals("scheduler")) {
      new Scheduler(database, Clock.systemUTC(), SchedulerSettings.USUAL).run("crash", pid);
    } else {
      Duration lease = SchedulerSettings.USUAL.lease();
      WorkerSettings worker = new WorkerSettings("crash", pid, SLOTS, lease, Duration.ofSeconds(2));
      Surroundings surroundings =
          new Surroundings(kind -> task(kind, database), CrashProcess::silent, JsonObject::new);
      new Worker(database, Clock.systemUTC(), worker, surroundings).run();
    }
  }

  private static Task task(TaskKind kind, Database database) {
    boolean failsFirst = ((TaskKind.Java) kind).name().equals("fails_first");
    return context -> {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      if (failsFirst && context.attempt().number() == 1) {
        return TaskOutcome.failed(ErrorClass.OTHER, "the first attempt fails");
      }
      effect(context, database);
      return TaskOutcome.done();
    };
  }

  /** One row under the key of the task instance: what a well-made task leaves behind. */
  private static void effect(TaskContext context, Database database) {
    AttemptId attempt = context.attempt();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO effects (key, attempt, token) VALUES (?, ?, ?)"
                        + " ON CONFLICT (key) DO NOTHING",
                    attempt.instance(),
                    attempt.number(),
                    attempt.token()));
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
