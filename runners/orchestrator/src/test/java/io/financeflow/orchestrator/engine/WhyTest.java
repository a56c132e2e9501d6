package io.financeflow.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.orchestrator.control.DagControl;
import io.financeflow.orchestrator.control.Reports;
import io.financeflow.orchestrator.control.RunDetail;
import io.financeflow.orchestrator.control.Why;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.policy.PastRule;
import io.financeflow.orchestrator.state.RunState;
import io.financeflow.orchestrator.state.TaskState;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Questions about a real database; the scheduler makes single passes, and no worker is alive. */
@ExtendWith(PostgresExtension.class)
final class WhyTest {

  private static final String NO_SCHEDULER =
      "no_scheduler: no scheduler is alive: start one with ./financeflow scheduler []";
  private static final Instant NOON = Instant.parse("2025-01-31T12:00:00Z");

  private final Database database;
  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);

  WhyTest(Database database) {
    this.database = database;
  }

  private static TaskKind good() {
    return new TaskKind.Java("good", Map.of());
  }

  private Engine engine() {
    return new Engine(database, clock, Map.of("good", context -> TaskOutcome.done()));
  }

  private static List<String> lines(Why.Answer answer) {
    return answer.obstacles().stream()
        .map(o -> o.condition().text() + ": " + o.text() + " " + o.heldBy())
        .toList();
  }

  private static void settle(Engine engine) {
    while (engine.scheduler().pass()) {
      // Each pass does a part.
    }
  }

  @Test
  void runAndTasksSayWhatTheyWaitFor() {
    Engine engine = engine();
    Why why = new Why(database.jdbi(), clock);
    engine.load(
        Dag.builder("d")
            .task("a", good())
            .task("b", good(), "a")
            .task("c", good(), t -> t.pool("vendor", 1).after("b"))
            .build());
    new DagControl(database.jdbi(), clock).pause("d", "ann", "holiday");
    String run = engine.trigger("d");

    assertThat(why.run("d", "latest").state()).isEqualTo("queued");
    assertThat(lines(why.run("d", run)))
        .containsExactly(
            NO_SCHEDULER,
            "dag_paused: the DAG is paused (holiday): ./financeflow dags unpause d []");
    assertThat(lines(why.task("d", run, "a").get(0)))
        .containsExactly(
            "run_not_running: its run " + run + " has not begun []",
            NO_SCHEDULER,
            "dag_paused: the DAG is paused (holiday): ./financeflow dags unpause d []");
    new DagControl(database.jdbi(), clock).unpause("d", "ann");
    settle(engine);

    assertThat(why.run("d", run).state()).isEqualTo("running");
    assertThat(lines(why.run("d", run))).containsExactly(NO_SCHEDULER);
    database
        .jdbi()
        .useHandle(
            h ->
                h.execute(
                    "INSERT INTO processes (process_id, kind, host, pid, slots)"
                        + " VALUES (gen_random_uuid(), 'SCHEDULER', 'here', 1, 0)"));
    assertThat(lines(why.run("d", run))).isEmpty();
    List<Why.Answer> all = why.unfinishedTasks("d", run);
    assertThat(all).extracting(Why.Answer::subject).containsExactly("a", "b", "c");
    assertThat(lines(all.get(0)))
        .containsExactly("no_worker: no worker is alive: start one with ./financeflow worker []");
    assertThat(lines(all.get(1)))
        .containsExactly("trigger_rule: trigger rule all_success is not met yet [a is queued]");
    assertThat(lines(all.get(2)))
        .containsExactly(
            "trigger_rule: trigger rule all_success is not met yet [b is none]",
            "no_pool: the pool 'vendor' does not exist: ./financeflow pools set []");
    assertThatThrownBy(() -> why.task("d", run, "x"))
        .hasMessage("there is no task of d 'x'; did you mean 'a'? known are a, b, c");
  }

  @Test
  void poolAndLimitsNameTheRunsThatHoldThem() {
    database
        .jdbi()
        .useHandle(h -> h.execute("INSERT INTO pools (pool, slots) VALUES ('vendor', 1)"));
    Engine engine = engine();
    Why why = new Why(database.jdbi(), clock);
    engine.load(
        Dag.builder("d")
            .task("a", good(), t -> t.pool("vendor", 1))
            .task("b", good(), t -> t.pool("vendor", 1))
            .build());
    String run = engine.trigger("d");
    settle(engine);

    assertThat(lines(why.task("d", run, "b").get(0)))
        .containsExactly(
            "pool_full: it needs 1 slots and 1 of the 1 of the pool 'vendor' are taken"
                + " [d "
                + run
                + " a holds 1]",
            "no_worker: no worker is alive: start one with ./financeflow worker []");
  }

  @Test
  void taskThatMindsThePastNamesTheRunBefore() {
    Dag dag = Dag.builder("d").task("a", good(), t -> t.past(PastRule.DEPENDS_ON_PAST)).build();
    Engine first =
        new Engine(database, Clock.offset(clock, java.time.Duration.ofHours(-1)), Map.of());
    first.load(dag);
    String before = first.trigger("d");
    settle(first);
    Engine second = engine();
    String run = second.trigger("d");
    settle(second);

    assertThat(lines(new Why(database.jdbi(), clock).task("d", run, "a").get(0)))
        .containsExactly("past: depends_on_past on the run " + before + " [a is queued]");
  }

  @Test
  void listsAndDetailsHaveStatesAttemptsAndOutputs() {
    Reports reports = new Reports(database.jdbi());
    try (Engine engine =
        new Engine(database, Map.of("good", context -> TaskOutcome.done())).start()) {
      engine.load(
          Dag.builder("d").task("z", good()).task("a", good(), "z").build(),
          Dag.builder("e").task("a", good()).build());
      String run = engine.trigger("d");
      engine.finish();

      assertThat(reports.dags())
          .extracting(d -> d.id() + d.number() + (d.last() == null ? "" : d.last().state()))
          .containsExactly("d1success", "e1");
      assertThat(reports.runs(new Reports.Filter(null, RunState.SUCCESS, null, 10)))
          .extracting(r -> r.dag() + " " + r.name() + " " + r.kind())
          .containsExactly("d " + run + " manual");
      assertThat(reports.runs(new Reports.Filter("d", RunState.FAILED, null, 10))).isEmpty();
      RunDetail detail = reports.run("d", "latest");
      assertThat(detail.tasks()).extracting(RunDetail.Task::id).containsExactly("z", "a");
      assertThat(detail.tasks()).extracting(RunDetail.Task::state).containsOnly(TaskState.SUCCESS);
      assertThat(detail.attempts())
          .extracting(a -> a.task() + a.number() + a.outcome())
          .containsExactly("z1done", "a1done");
      assertThatThrownBy(() -> reports.run("d", "x"))
          .hasMessage("there is no run of d 'x'; known are " + run);
    }
  }
}
