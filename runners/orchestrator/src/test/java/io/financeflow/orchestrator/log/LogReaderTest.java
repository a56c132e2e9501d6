package io.financeflow.orchestrator.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.financeflow.orchestrator.catalogue.DagRegistry;
import io.financeflow.orchestrator.catalogue.LoadedDag;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.engine.Scheduler;
import io.financeflow.orchestrator.engine.SchedulerSettings;
import io.financeflow.orchestrator.run.NoSuchThing;
import io.financeflow.orchestrator.run.RunTrigger;
import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.orchestrator.worker.AttemptLogs.AttemptLog;
import io.financeflow.orchestrator.worker.Surroundings;
import io.financeflow.orchestrator.worker.Worker;
import io.financeflow.orchestrator.worker.WorkerSettings;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
final class LogReaderTest {

  private static final Instant START = Instant.parse("2025-01-31T22:00:00Z");
  private static final Duration LEASE = Duration.ofSeconds(6);

  private final Database database;
  private final Path folder;

  LogReaderTest(Database database, @TempDir Path folder) {
    this.database = database;
    this.folder = folder;
  }

  private static Clock at(int second) {
    return Clock.fixed(START.plusSeconds(second), ZoneOffset.UTC);
  }

  private void load(String... tasks) {
    var dag = Dag.builder("daily");
    for (String task : tasks) {
      dag.task(task, new TaskKind.Java("any", Map.of()));
    }
    new DagRegistry(database.jdbi(), at(0))
        .load(List.of(new LoadedDag(dag.build(), "test")), List.of());
  }

  /** Triggers a run and lets its tasks be queued. */
  private String run(int second) {
    return run(at(second), START.plusSeconds(second));
  }

  private String run(Clock clock, Instant logicalDate) {
    String run =
        new RunTrigger(database.jdbi(), clock)
            .trigger(new RunTrigger.Request("daily", logicalDate, Map.of(), "test", ""));
    try (Scheduler scheduler =
        new Scheduler(database, clock, new SchedulerSettings(LEASE, Duration.ofMillis(200)))) {
      scheduler.pass();
    }
    return run;
  }

  private void log(String run, String task, int mapIndex, int attempt, int second, String text) {
    AttemptId id = new AttemptId("daily", run, task, mapIndex, attempt, new UUID(1, 2));
    try (StoredLogs logs = new StoredLogs(database.jdbi(), folder, at(second), t -> t);
        AttemptLog log = logs.open(id)) {
      log.line(text);
    }
  }

  private List<String> tail(LogQuery query, int most) {
    return new LogReader(database, at(100))
        .tail(query, most).stream().map(LogReaderTest::text).toList();
  }

  private static String text(TaskLine line) {
    return line.task()
        + (line.mapIndex() < 0 ? "" : "[" + line.mapIndex() + "]")
        + "/"
        + line.attempt()
        + " "
        + line.line().text();
  }

  @Test
  void linesOfSeveralTasksAreReadByTime() {
    load("a", "b");
    String run = run(0);
    log(run, "b", -1, 1, 3, "third");
    log(run, "a", -1, 1, 1, "first");
    log(run, "a", 4, 2, 2, "second");

    assertThat(tail(new LogQuery("daily", run, null, null, null), 10))
        .containsExactly("a/1 first", "a[4]/2 second", "b/1 third");
    assertThat(tail(new LogQuery("daily", run, null, null, null), 2))
        .containsExactly("a[4]/2 second", "b/1 third");
    assertThat(tail(new LogQuery("daily", run, "a", null, null), 10))
        .containsExactly("a/1 first", "a[4]/2 second");
    assertThat(tail(new LogQuery("daily", run, "a", 4, null), 10)).containsExactly("a[4]/2 second");
    assertThat(tail(new LogQuery("daily", run, "a", null, 1), 10)).containsExactly("a/1 first");
  }

  @Test
  void runIsNamedByIdNumberOrLatest() {
    load("a");
    String old = run(0);
    String young = run(60);
    again(old);
    log(old, "a", -1, 1, 1, "old, first time");
    log(old + "#2", "a", -1, 1, 2, "old, second time");
    log(young, "a", -1, 1, 3, "young");

    assertThat(tail(new LogQuery("daily", "latest", null, null, null), 9))
        .containsExactly("a/1 young");
    assertThat(tail(new LogQuery("daily", old, null, null, null), 9))
        .containsExactly("a/1 old, second time");
    assertThat(tail(new LogQuery("daily", old + "#2", null, null, null), 9))
        .containsExactly("a/1 old, second time");
    assertThat(tail(new LogQuery("daily", old + "#1", null, null, null), 9))
        .containsExactly("a/1 old, first time");
  }

  private void again(String run) {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO executions (run_key, number, dag_id, version, cause, lane, state,"
                        + " run_after, queued_at, asked_by) SELECT run_key, 2, dag_id, version,"
                        + " 'CLEARED', lane, 'QUEUED', e.run_after, queued_at, 'test'"
                        + " FROM executions e JOIN runs USING (run_key, dag_id) WHERE run_id = ?",
                    run));
  }

  @Test
  void unknownNamesAreAnsweredWithKnownOnes() {
    load("load", "report");
    LogReader reader = new LogReader(database, at(0));
    assertThatThrownBy(() -> reader.tail(new LogQuery("daily", "latest", null, null, null), 1))
        .isInstanceOf(NoSuchThing.class)
        .hasMessage("the DAG 'daily' has no runs yet: trigger one");
    String run = run(0);
    assertThatThrownBy(() -> reader.tail(new LogQuery("dayly", run, null, null, null), 1))
        .hasMessage("there is no DAG 'dayly'; did you mean 'daily'? known are daily");
    assertThatThrownBy(() -> reader.tail(new LogQuery("daily", run + "x", null, null, null), 1))
        .hasMessageStartingWith("there is no run of 'daily' '" + run + "x'; did you mean '" + run);
    assertThatThrownBy(() -> reader.tail(new LogQuery("daily", run, "lod", null, null), 1))
        .hasMessageStartingWith("there is no task in '" + run + "' 'lod'; did you mean 'load'?");
    assertThatThrownBy(() -> new LogQuery("daily", run, null, 1, null))
        .hasMessage("a map index or an attempt needs a task");
  }

  @Test
  @Timeout(30)
  void followerSeesLinesWhileTheTaskRunsAndStopsWithTheRun() {
    Clock clock = Clock.systemUTC();
    CountDownLatch seen = new CountDownLatch(1);
    Task talks =
        context -> {
          context.log().line("one");
          seen.await();
          context.log().line("two");
          return TaskOutcome.done();
        };
    load("talks");
    // By the clock that the scheduler goes by: a run of long ago has taken too long.
    String run = run(clock, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    List<String> lines = new ArrayList<>();
    try (StoredLogs logs = new StoredLogs(database.jdbi(), folder, clock, t -> t)) {
      Scheduler scheduler =
          new Scheduler(database, clock, new SchedulerSettings(LEASE, Duration.ofMillis(200)));
      Worker worker =
          new Worker(
              database,
              clock,
              new WorkerSettings("here", 1, 2, LEASE, Duration.ofSeconds(5)),
              new Surroundings(kind -> talks, logs, JsonObject::new));
      Thread schedules = new Thread(() -> scheduler.run("here", 1), "scheduler");
      Thread works = new Thread(worker::run, "worker");
      schedules.start();
      works.start();
      new LogReader(database, clock)
          .follow(
              new LogQuery("daily", run, null, null, null),
              100,
              line -> {
                lines.add(text(line));
                seen.countDown();
              });
      scheduler.close();
      worker.close();
      join(schedules);
      join(works);
    }
    assertThat(lines).containsExactly("talks/1 one", "talks/1 two");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
