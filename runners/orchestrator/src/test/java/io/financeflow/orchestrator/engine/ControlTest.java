package io.financeflow.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonPrimitive;
import io.financeflow.orchestrator.control.Approvals;
import io.financeflow.orchestrator.control.ClearRequest;
import io.financeflow.orchestrator.control.Clearing;
import io.financeflow.orchestrator.control.DagControl;
import io.financeflow.orchestrator.control.Marks;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.policy.Backoff;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.run.NoSuchThing;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.orchestrator.task.Outputs;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people do to runs and tasks, with a scheduler and a worker on a real database. */
@ExtendWith(PostgresExtension.class)
@Timeout(60)
final class ControlTest {

  private static final Task GOOD = context -> TaskOutcome.done();

  private final Database database;
  private final Clearing clearing;
  private final Marks marks;

  ControlTest(Database database) {
    this.database = database;
    this.clearing = new Clearing(database.jdbi(), Clock.systemUTC());
    this.marks = new Marks(database.jdbi(), Clock.systemUTC());
  }

  private static TaskKind java(String name) {
    return new TaskKind.Java(name, Map.of());
  }

  private static ClearRequest clear(String dag, ClearRequest.Scope scope, String... tasks) {
    return new ClearRequest(dag, "latest", Set.of(tasks), scope, false, "ann");
  }

  private static Marks.Target of(String dag, String task) {
    return new Marks.Target(dag, "latest", task, Marks.ALL_ELEMENTS, "ann", "because");
  }

  private List<String> rows(String sql) {
    return database.jdbi().withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
  }

  private List<String> instances(int number) {
    return rows(
        "SELECT task_id || '[' || map_index || ']=' || t.state || coalesce(' ' || outputs, '')"
            + " FROM task_instances t JOIN executions e USING (execution_id) WHERE number = "
            + number
            + " ORDER BY task_id, map_index");
  }

  @Test
  void clearedTasksRunAgainInANewExecutionAndOthersKeepWhatTheyGave() {
    AtomicBoolean broken = new AtomicBoolean(true);
    Task made = context -> new TaskOutcome.Done(Outputs.of(Map.of("n", new JsonPrimitive(7))));
    Task flaky =
        context ->
            broken.get() ? TaskOutcome.failed(ErrorClass.OTHER, "broken") : TaskOutcome.done();
    Dag dag =
        Dag.builder("d")
            .task("a", java("made"))
            .task("b", java("flaky"), "a")
            .task("c", java("good"), "b")
            .build();
    try (Engine engine =
        new Engine(database, Map.of("good", GOOD, "flaky", flaky, "made", made)).start()) {
      engine.load(dag);
      String run = engine.trigger("d");
      assertThat(engine.finish()).isEqualTo(Map.of("d 1", "FAILED"));
      broken.set(false);

      Clearing.Cleared cleared =
          clearing.clear(clear("d", new ClearRequest.Scope(false, false, true)));

      assertThat(cleared).isEqualTo(new Clearing.Cleared(run + "#2", true, List.of("b", "c")));
      assertThat(engine.finish()).isEqualTo(Map.of("d 1", "FAILED", "d 2", "SUCCESS"));
      assertThat(instances(1))
          .containsExactly("a[-1]=SUCCESS {\"n\":7}", "b[-1]=FAILED", "c[-1]=UPSTREAM_FAILED");
      assertThat(instances(2))
          .containsExactly("a[-1]=SUCCESS {\"n\":7}", "b[-1]=SUCCESS", "c[-1]=SUCCESS");
      assertThat(rows("SELECT cause || ' ' || asked_by FROM executions WHERE number = 2"))
          .containsExactly("CLEARED ann");
      assertThat(rows("SELECT task_id || ' ' || outcome FROM attempts ORDER BY ended_at, task_id"))
          .containsExactly("a DONE", "b FAILED", "b DONE", "c DONE");
      assertThat(rows("SELECT who || action || dag_id || '|' || detail FROM audit"))
          .contains("annclear" + "d|b c");
    }
  }

  @Test
  void upstreamAndDownstreamAreClearedWhenAskedFor() {
    Dag dag =
        Dag.builder("d")
            .task("a", java("good"))
            .task("b", java("good"), "a")
            .task("c", java("good"), "b")
            .task("x", java("good"))
            .build();
    try (Engine engine = new Engine(database, Map.of("good", GOOD)).start()) {
      engine.load(dag);
      engine.trigger("d");
      engine.finish();

      assertThat(clearing.clear(clear("d", ClearRequest.Scope.CHOSEN, "b")).tasks())
          .containsExactly("b");
      engine.finish();
      assertThat(
              clearing.clear(clear("d", new ClearRequest.Scope(true, false, false), "b")).tasks())
          .containsExactly("a", "b");
      engine.finish();
      assertThat(
              clearing.clear(clear("d", new ClearRequest.Scope(false, true, false), "b")).tasks())
          .containsExactly("b", "c");
      assertThat(engine.finish()).hasSize(4).containsEntry("d 4", "SUCCESS");
      assertThat(engine.count("SELECT count(*) FROM attempts")).isEqualTo(4 + 1 + 2 + 2);
    }
  }

  @Test
  void mappedTaskIsMappedAnewAndAnUnclearedOneKeepsItsElements() {
    AtomicInteger length = new AtomicInteger(1);
    Task list =
        context -> {
          JsonArray items = new JsonArray();
          for (int i = 0; i < length.get(); i++) {
            items.add(i);
          }
          return new TaskOutcome.Done(Outputs.of(Map.of("items", items)));
        };
    Dag dag =
        Dag.builder("d")
            .task("list", java("list"))
            .task("each", java("good"), t -> t.after("list").overOutput("list", "items"))
            .task("last", java("good"), "each")
            .build();
    try (Engine engine = new Engine(database, Map.of("good", GOOD, "list", list)).start()) {
      engine.load(dag);
      engine.trigger("d");
      engine.finish();
      length.set(2);
      clearing.clear(clear("d", ClearRequest.Scope.CHOSEN, "list", "each"));
      engine.finish();
      assertThat(instances(2))
          .containsExactly(
              "each[0]=SUCCESS",
              "each[1]=SUCCESS",
              "last[-1]=SUCCESS",
              "list[-1]=SUCCESS {\"items\":[0,1]}");

      clearing.clear(clear("d", ClearRequest.Scope.CHOSEN, "last"));
      assertThat(engine.finish()).containsEntry("d 3", "SUCCESS");
      assertThat(instances(3)).isEqualTo(instances(2));
    }
  }

  @Test
  void runThatIsGoingEndsBeforeItIsDoneAgain() throws InterruptedException {
    Semaphore began = new Semaphore(0);
    AtomicInteger tries = new AtomicInteger();
    Task slow =
        context -> {
          if (tries.incrementAndGet() == 1) {
            began.release();
            new CountDownLatch(1).await();
          }
          return TaskOutcome.done();
        };
    Dag dag =
        Dag.builder("d")
            .task("a", java("good"))
            .task("b", java("slow"), "a")
            .task("c", java("good"), "b")
            .build();
    try (Engine engine = new Engine(database, Map.of("good", GOOD, "slow", slow)).start()) {
      engine.load(dag);
      engine.trigger("d");
      assertThat(began.tryAcquire(6, TimeUnit.SECONDS)).isTrue();

      Clearing.Cleared cleared = clearing.clear(clear("d", ClearRequest.Scope.CHOSEN, "a"));

      assertThat(cleared.tasks()).containsExactly("a", "b", "c");
      assertThat(engine.finish()).isEqualTo(Map.of("d 1", "FAILED", "d 2", "SUCCESS"));
      assertThat(rows("SELECT reason FROM executions WHERE number = 1"))
          .containsExactly("cleared by ann");
      assertThat(
              rows(
                  "SELECT task_id || ' ' || outcome || ' ' || message FROM attempts"
                      + " WHERE outcome <> 'DONE'"))
          .containsExactly("b STOPPED cleared by ann");
    }
  }

  @Test
  void runningAttemptIsMadeAgainInTheSameExecution() throws InterruptedException {
    Semaphore began = new Semaphore(0);
    AtomicInteger tries = new AtomicInteger();
    Task slow =
        context -> {
          if (tries.incrementAndGet() == 1) {
            began.release();
            new CountDownLatch(1).await();
          }
          return TaskOutcome.done();
        };
    Dag dag = Dag.builder("d").task("a", java("slow")).build();
    try (Engine engine = new Engine(database, Map.of("slow", slow)).start()) {
      engine.load(dag);
      String run = engine.trigger("d");
      assertThat(began.tryAcquire(6, TimeUnit.SECONDS)).isTrue();

      assertThat(clearing.clear(clear("d", ClearRequest.Scope.CHOSEN, "a")))
          .isEqualTo(new Clearing.Cleared(run, false, List.of("a")));

      assertThat(engine.finish()).isEqualTo(Map.of("d 1", "SUCCESS"));
      assertThat(rows("SELECT number || ' ' || outcome FROM attempts ORDER BY number"))
          .containsExactly("1 STOPPED", "2 DONE");
    }
  }

  @Test
  void waitForARetryIsOverWhenItIsCleared() {
    AtomicBoolean broken = new AtomicBoolean(true);
    Task flaky =
        context ->
            broken.getAndSet(false)
                ? TaskOutcome.failed(ErrorClass.OTHER, "broken")
                : TaskOutcome.done();
    Dag dag =
        Dag.builder("d")
            .task("a", java("flaky"), t -> t.retry(Backoff.fixed(2, Duration.ofHours(1))))
            .build();
    try (Engine engine = new Engine(database, Map.of("flaky", flaky)).start()) {
      engine.load(dag);
      engine.trigger("d");
      await("SELECT count(*) FROM task_instances WHERE state = 'UP_FOR_RETRY'", engine);

      clearing.clear(clear("d", ClearRequest.Scope.CHOSEN, "a"));

      assertThat(engine.finish()).isEqualTo(Map.of("d 1", "SUCCESS"));
    }
  }

  /** Waits until a count is 1. */
  private static void await(String sql, Engine engine) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
    while (engine.count(sql) != 1) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not in time: " + sql + " " + engine.states());
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void whatATimeOutLeftUndoneIsDoneAgainToo() {
    Dag dag =
        Dag.builder("d")
            .task("a", java("good"))
            .task("ask", new TaskKind.Approval("ok?", Duration.ofHours(1), fail()), "a")
            .task("b", java("good"), "ask")
            .build();
    try (Engine engine = new Engine(database, Map.of("good", GOOD)).start()) {
      engine.load(dag);
      engine.trigger("d");
      await("SELECT count(*) FROM task_instances WHERE state = 'AWAITING_INPUT'", engine);
      marks.run(Marks.Target.run("d", "latest", "ann", ""), RunState.FAILED);
      assertThat(engine.states()).containsExactly("a=SUCCESS", "ask=SKIPPED", "b=SKIPPED");

      assertThat(clearing.clear(clear("d", new ClearRequest.Scope(false, false, true))).tasks())
          .containsExactly("ask", "b");
    }
  }

  private static TaskKind.Approval.Unanswered fail() {
    return TaskKind.Approval.Unanswered.FAIL;
  }

  @Test
  void versionOfBeforeIsKeptUnlessTheLatestIsAskedFor() {
    Dag first = Dag.builder("d").task("a", java("good")).task("old", java("good")).build();
    Dag second = Dag.builder("d").task("a", java("good")).task("new", java("good")).build();
    try (Engine engine = new Engine(database, Map.of("good", GOOD)).start()) {
      engine.load(first);
      engine.trigger("d");
      engine.finish();
      engine.load(second);

      clearing.clear(clear("d", ClearRequest.Scope.CHOSEN, "a"));
      engine.finish();
      clearing.clear(
          new ClearRequest("d", "latest", Set.of("a"), ClearRequest.Scope.CHOSEN, true, "ann"));
      engine.finish();

      assertThat(instances(2)).containsExactly("a[-1]=SUCCESS", "old[-1]=SUCCESS");
      assertThat(instances(3)).containsExactly("a[-1]=SUCCESS", "new[-1]=SUCCESS");
      assertThat(engine.count("SELECT count(*) FROM attempts")).isEqualTo(2 + 1 + 2);
    }
  }

  @Test
  void approvalLetsTheRunGoOnAndRejectionFailsIt() {
    Approvals approvals = new Approvals(database.jdbi(), Clock.systemUTC());
    Dag dag =
        Dag.builder("d")
            .task("ask", new TaskKind.Approval("ok?", Duration.ofHours(1), fail()))
            .task("b", java("good"), "ask")
            .build();
    try (Engine engine = new Engine(database, Map.of("good", GOOD)).start()) {
      engine.load(dag);
      engine.trigger("d");
      await("SELECT count(*) FROM approvals", engine);
      assertThat(approvals.answer(of("d", "ask"), true)).isEqualTo(1);
      assertThat(engine.finish()).isEqualTo(Map.of("d 1", "SUCCESS"));
      assertThat(rows("SELECT reason FROM task_instances WHERE task_id = 'ask'"))
          .containsExactly("approved by ann: because");
      assertThatThrownBy(() -> approvals.answer(of("d", "ask"), false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the task 'ask' waits for no answer: it is success");

      clearing.clear(clear("d", ClearRequest.Scope.CHOSEN, "ask", "b"));
      await("SELECT count(*) FROM approvals WHERE approved IS NULL", engine);
      approvals.answer(of("d", "ask"), false);
      assertThat(engine.finish()).containsEntry("d 2", "FAILED");
      assertThat(instances(2)).containsExactly("ask[-1]=FAILED", "b[-1]=UPSTREAM_FAILED");
    }
  }

  @Test
  void markedTaskHasTheConsequencesOfItsState() throws InterruptedException {
    Semaphore began = new Semaphore(0);
    Task hangs =
        context -> {
          began.release();
          new CountDownLatch(1).await();
          return TaskOutcome.done();
        };
    Dag dag = Dag.builder("d").task("a", java("hangs")).task("b", java("good"), "a").build();
    try (Engine engine = new Engine(database, Map.of("good", GOOD, "hangs", hangs)).start()) {
      engine.load(dag);
      engine.trigger("d");
      assertThat(began.tryAcquire(6, TimeUnit.SECONDS)).isTrue();

      assertThat(marks.task(of("d", "a"), TaskState.SUCCESS)).isEqualTo(1);

      assertThat(engine.finish()).isEqualTo(Map.of("d 1", "SUCCESS"));
      assertThat(instances(1)).containsExactly("a[-1]=SUCCESS", "b[-1]=SUCCESS");
      assertThat(rows("SELECT task_id || ' ' || outcome FROM attempts ORDER BY 1"))
          .containsExactly("a STOPPED", "b DONE");
      assertThatThrownBy(() -> marks.task(of("d", "a"), TaskState.SUCCESS))
          .hasMessage("the task 'a' is success and cannot be marked success");
      assertThat(marks.task(of("d", "a"), TaskState.FAILED)).isEqualTo(1);
      assertThat(marks.run(of("d", ""), RunState.FAILED)).startsWith("manual__");
      assertThat(engine.finish()).isEqualTo(Map.of("d 1", "FAILED"));
    }
  }

  @Test
  void namesThatDoNotExistAreRefusedWithThoseThatDo() {
    Engine engine = new Engine(database, Map.of());
    engine.load(Dag.builder("daily").task("load", java("good")).build());

    assertThatThrownBy(() -> clearing.clear(clear("dayly", ClearRequest.Scope.CHOSEN)))
        .isInstanceOf(NoSuchThing.class)
        .hasMessage("there is no DAG 'dayly'; did you mean 'daily'? known are daily");
    assertThatThrownBy(() -> clearing.clear(clear("daily", ClearRequest.Scope.CHOSEN)))
        .hasMessage("there is no run of daily 'latest'; there are none");
    engine.trigger("daily");
    assertThatThrownBy(() -> clearing.clear(clear("daily", ClearRequest.Scope.CHOSEN, "lod")))
        .hasMessage("there is no task of daily 'lod'; did you mean 'load'? known are load");
    assertThatThrownBy(() -> clearing.clear(clear("daily", ClearRequest.Scope.CHOSEN)))
        .hasMessageEndingWith("has not begun: there is nothing to clear");
  }

  @Test
  void dagIsPausedSwitchedOnAndDeletedWithItsHistory() {
    DagControl control = new DagControl(database.jdbi(), Clock.systemUTC());
    try (Engine engine = new Engine(database, Map.of("good", GOOD)).start()) {
      engine.load(Dag.builder("d").task("a", java("good")).build());
      assertThat(control.pause("d", "ann", "holiday")).isTrue();
      assertThat(control.pause("d", "ann", "")).isFalse();
      engine.trigger("d");
      assertThatThrownBy(() -> control.delete("d", "ann", true))
          .hasMessageContaining("has 1 runs that are not over");
      assertThat(control.unpause("d", "ann")).isTrue();
      engine.finish();
      assertThatThrownBy(() -> control.delete("d", "ann", false))
          .hasMessage("the DAG 'd' is still loaded: remove its file first");

      assertThat(control.delete("d", "ann", true)).isEqualTo(1);

      assertThat(
              engine.count(
                  "SELECT (SELECT count(*) FROM dags) + (SELECT count(*) FROM runs)"
                      + " + (SELECT count(*) FROM dag_versions) + (SELECT count(*) FROM attempts)"))
          .isZero();
      assertThat(rows("SELECT action FROM audit WHERE who = 'ann' ORDER BY at"))
          .containsExactly("pause", "unpause", "delete");
    }
  }

  @Test
  void clearingWhileTheWorkerEndsTheTaskLosesNothingAndDoesNothingTwice()
      throws InterruptedException {
    Semaphore ending = new Semaphore(0);
    Task racing =
        context -> {
          ending.release();
          return TaskOutcome.done();
        };
    Dag dag = Dag.builder("d").task("a", java("racing")).task("b", java("racing"), "a").build();
    try (Engine engine = new Engine(database, Map.of("racing", racing)).start()) {
      engine.load(dag);
      for (int round = 0; round < 50; round++) {
        ending.drainPermits();
        engine.trigger("d");
        // In every second round the second task is the one that ends.
        assertThat(ending.tryAcquire(1 + round % 2, 6, TimeUnit.SECONDS)).isTrue();
        assertThat(clearing.clear(clear("d", ClearRequest.Scope.CHOSEN)).tasks())
            .containsExactly("a", "b");
        engine.finish();
      }
      assertThat(
              rows("SELECT number || ' ' || count(*) FROM executions GROUP BY number ORDER BY 1"))
          .containsExactly("1 50", "2 50");
      assertThat(rows("SELECT DISTINCT state FROM executions WHERE number = 2"))
          .containsExactly("SUCCESS");
      // Of each task of each execution at most one attempt counts, and in the last one it does.
      assertThat(
              rows(
                  "SELECT DISTINCT e.number || ' ' || count(*) FROM attempts JOIN executions e"
                      + " USING (execution_id) WHERE outcome = 'DONE'"
                      + " GROUP BY execution_id, e.number, task_id ORDER BY 1"))
          .isSubsetOf("1 1", "2 1")
          .contains("2 1");
      assertThat(
              engine.count(
                  "SELECT count(*) FROM attempts JOIN executions e USING (execution_id)"
                      + " WHERE e.number = 2 AND outcome = 'DONE'"))
          .isEqualTo(100);
    }
  }
}
