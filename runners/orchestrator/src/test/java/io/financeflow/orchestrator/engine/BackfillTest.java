package io.financeflow.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import io.financeflow.orchestrator.backfill.Backfill;
import io.financeflow.orchestrator.backfill.BackfillControl;
import io.financeflow.orchestrator.backfill.BackfillCreation;
import io.financeflow.orchestrator.backfill.BackfillRequest;
import io.financeflow.orchestrator.backfill.BackfillState;
import io.financeflow.orchestrator.backfill.Backfills;
import io.financeflow.orchestrator.backfill.RefusedBackfill;
import io.financeflow.orchestrator.backfill.Reprocess;
import io.financeflow.orchestrator.backfill.SlotChoice;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.orchestrator.timetable.AssetExpression;
import io.financeflow.orchestrator.timetable.Schedule;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.Notifications;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.market.DateRange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Backfills from their creation to their end, beside live runs. */
@ExtendWith(PostgresExtension.class)
final class BackfillTest {

  private static final Task GOOD = context -> TaskOutcome.done();
  private static final LocalDateTime NEW_YEAR = LocalDateTime.parse("2025-01-01T12:00");

  private final Database database;
  private final BackfillCreation creation;
  private final BackfillControl control;
  private final Backfills backfills;

  BackfillTest(Database database) {
    this.database = database;
    this.creation = new BackfillCreation(database.jdbi(), Clock.systemUTC());
    this.control = new BackfillControl(database.jdbi(), Clock.systemUTC());
    this.backfills = new Backfills(database.jdbi(), Clock.systemUTC());
  }

  private static TaskKind run(String name) {
    return new TaskKind.Java(name, Map.of());
  }

  private static Schedule days(int days) {
    return new Schedule.Dates(
        Stream.iterate(NEW_YEAR, day -> day.plusDays(1)).limit(days).toList(), ZoneOffset.UTC);
  }

  private static Dag daily(int days, String task) {
    return Dag.builder("daily").schedule(days(days)).task("a", run(task)).build();
  }

  private void create(String name, int days, BackfillRequest.Pace pace) {
    creation.create(request(name, days, List.of(), pace, false));
  }

  private static BackfillRequest request(
      String name, int days, List<String> tasks, BackfillRequest.Pace pace, boolean downstream) {
    LocalDate first = NEW_YEAR.toLocalDate();
    return new BackfillRequest(
        name,
        "daily",
        new SlotChoice.Dates(new DateRange(first, first.plusDays(days - 1))),
        new BackfillRequest.Content(tasks, Map.of(), Reprocess.NONE, 0),
        pace,
        downstream,
        "someone");
  }

  private static BackfillRequest.Pace atOnce(int most) {
    return new BackfillRequest.Pace(false, most, 25);
  }

  /** Waits until a query gives a number; it is asked again each time something happens. */
  private void await(Engine engine, String sql, long expected) {
    Instant end = Instant.now().plusSeconds(10);
    try (Notifications events =
        new Notifications(
            database.settings(),
            io.financeflow.orchestrator.run.Endings.RUNS_CHANNEL,
            "financeflow_scheduler",
            "financeflow_work")) {
      while (engine.count(sql) != expected) {
        if (Instant.now().isAfter(end)) {
          throw new AssertionError(sql + " is " + engine.count(sql) + ", not " + expected);
        }
        events.await(Duration.ofMillis(100));
      }
    }
  }

  private static String inState(String state) {
    return "SELECT count(*) FROM executions WHERE backfill_id IS NOT NULL AND state = '%s'"
        .formatted(state);
  }

  /** Most executions of backfills that ran at the same time, from history. */
  private static final String MOST_AT_ONCE =
      """
      SELECT max((SELECT count(*) FROM executions y WHERE y.backfill_id IS NOT NULL
        AND y.started_at <= x.started_at AND y.ended_at > x.started_at))
      FROM executions x WHERE x.backfill_id IS NOT NULL
      """;

  @Test
  void capHoldsBesideLiveRuns() {
    try (Engine engine = new Engine(database, Map.of("good", GOOD))) {
      engine.load(daily(14, "good"), Dag.builder("live").task("a", run("good")).build());
      create("capped", 14, atOnce(3));
      engine.trigger("live");
      engine.start();
      engine.trigger("live");
      engine.finish();

      assertThat(engine.count(MOST_AT_ONCE)).isEqualTo(3);
      assertThat(engine.count(inState("SUCCESS"))).isEqualTo(14);
      Backfill done = backfills.get("capped");
      assertThat(done.state()).isEqualTo(BackfillState.DONE);
      assertThat(done.progress()).isEqualTo(new Backfill.Progress(0, 0, 14, 0));
      assertThat(done.life().endedAt()).isPresent();
    }
  }

  @Test
  void twoSchedulersHoldTheCap() {
    Map<String, Task> tasks = Map.of("good", GOOD);
    try (Engine one = new Engine(database, tasks);
        Engine other = new Engine(database, tasks)) {
      one.load(daily(20, "good"));
      create("capped", 20, atOnce(3));
      one.start();
      other.start();
      one.finish();

      assertThat(one.count(MOST_AT_ONCE)).isEqualTo(3);
      assertThat(one.count("SELECT count(*) FROM attempts WHERE outcome = 'DONE'")).isEqualTo(20);
    }
  }

  @Test
  void shareIsKeptInPoolOfOneSlot() {
    JsonArray items = new JsonArray();
    for (int i = 0; i < 48; i++) {
      items.add(i);
    }
    Dag live =
        Dag.builder("live").task("a", run("good"), t -> t.pool("narrow", 1).over(items)).build();
    Dag daily =
        Dag.builder("daily")
            .schedule(days(16))
            .task("a", run("good"), t -> t.pool("narrow", 1))
            .build();
    database
        .jdbi()
        .useHandle(h -> h.execute("INSERT INTO pools (pool, slots) VALUES ('narrow', 1)"));
    try (Engine engine = new Engine(database, Map.of("good", GOOD))) {
      engine.load(live, daily);
      create("shared", 16, atOnce(16));
      engine.trigger("live");
      engine.start();
      await(engine, "SELECT (count(*) >= 45)::int FROM attempts", 1);

      long ofBackfill =
          engine.count(
              "SELECT count(*) FILTER (WHERE dag_id = 'daily') FROM (SELECT dag_id FROM attempts"
                  + " ORDER BY started_at LIMIT 40) x");
      assertThat(ofBackfill).as("of 40 starts, a fifth to a quarter").isBetween(7L, 11L);
    }
  }

  @Test
  void allocationGivesBothTheirParts() {
    int credit = 0;
    Map<Boolean, Integer> starts = new java.util.TreeMap<>();
    for (int i = 0; i < 1_000; i++) {
      List<SlotAllocation.Waiting> waiting =
          List.of(
              new SlotAllocation.Waiting(1, 1, "live", "a", false, 1),
              new SlotAllocation.Waiting(2, 2, "daily", "a", true, 1));
      SlotAllocation.Given given =
          SlotAllocation.give(waiting, Map.of(), one -> true, 1, 25, credit);
      credit = given.credit();
      given.starts().forEach(one -> starts.merge(one.backfill(), 1, Integer::sum));
    }

    // Every fourth start, after four that save up for the first.
    assertThat(starts).isEqualTo(Map.of(false, 751, true, 249));
  }

  @Test
  void pausedStartsNothingAndGoesOnAfterwards() {
    CountDownLatch gate = new CountDownLatch(1);
    Task waiting =
        context -> {
          gate.await();
          return TaskOutcome.done();
        };
    try (Engine engine = new Engine(database, Map.of("waiting", waiting, "good", GOOD))) {
      engine.load(daily(6, "waiting"), Dag.builder("live").task("a", run("good")).build());
      create("held", 6, atOnce(2));
      engine.start();
      await(engine, "SELECT count(*) FROM task_instances WHERE state = 'RUNNING'", 2);
      control.pause("held", "someone");
      gate.countDown();
      await(engine, inState("SUCCESS"), 2);
      engine.trigger("live");
      await(
          engine, "SELECT count(*) FROM executions WHERE dag_id = 'live' AND state = 'SUCCESS'", 1);

      assertThat(backfills.get("held").progress()).isEqualTo(new Backfill.Progress(4, 0, 2, 0));
      assertThat(backfills.get("held").state()).isEqualTo(BackfillState.PAUSED);
      assertThatThrownBy(() -> control.pause("held", "someone"))
          .isInstanceOf(RefusedBackfill.class)
          .hasMessage("the backfill 'held' is not running: it is paused");

      control.resume("held", "someone");
      engine.finish();
      assertThat(backfills.get("held").progress()).isEqualTo(new Backfill.Progress(0, 0, 6, 0));
      assertThat(backfills.get("held").state()).isEqualTo(BackfillState.DONE);
      assertThat(engine.count("SELECT count(*) FROM audit WHERE action LIKE '% backfill'"))
          .isEqualTo(3);
    }
  }

  @Test
  void lastRunThatEndsDuringThePauseIsNoticedAtItsEnd() {
    CountDownLatch gate = new CountDownLatch(1);
    Task waiting =
        context -> {
          gate.await();
          return TaskOutcome.done();
        };
    try (Engine engine = new Engine(database, Map.of("waiting", waiting))) {
      engine.load(daily(1, "waiting"));
      create("held", 1, atOnce(1));
      engine.start();
      await(engine, "SELECT count(*) FROM task_instances WHERE state = 'RUNNING'", 1);
      control.pause("held", "someone");
      gate.countDown();
      await(engine, inState("SUCCESS"), 1);
      assertThat(backfills.get("held").state()).isEqualTo(BackfillState.PAUSED);

      control.resume("held", "someone");

      assertThat(backfills.get("held").state()).isEqualTo(BackfillState.DONE);
    }
  }

  @Test
  void cancelledEndsWhatHasNotBegun() {
    CountDownLatch gate = new CountDownLatch(1);
    Task waiting =
        context -> {
          gate.await();
          return TaskOutcome.done();
        };
    try (Engine engine = new Engine(database, Map.of("waiting", waiting))) {
      engine.load(daily(6, "waiting"));
      create("ended", 6, atOnce(2));
      engine.start();
      await(engine, "SELECT count(*) FROM task_instances WHERE state = 'RUNNING'", 2);

      assertThat(control.cancel("ended", "someone", false))
          .isEqualTo(new BackfillControl.Cancelled(List.of("ended"), 4, 0, 2));
      gate.countDown();
      engine.finish();

      assertThat(backfills.get("ended").state()).isEqualTo(BackfillState.CANCELLED);
      assertThat(backfills.get("ended").progress()).isEqualTo(new Backfill.Progress(0, 0, 2, 4));
      assertThat(engine.count("SELECT count(*) FROM executions WHERE reason = 'cancelled'"))
          .isEqualTo(4);
      assertThatThrownBy(() -> control.cancel("ended", "someone", false))
          .isInstanceOf(RefusedBackfill.class)
          .hasMessage("the backfill 'ended' is over: it is cancelled");
    }
  }

  @Test
  void stoppedTakesAttemptsAway() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(2);
    CountDownLatch never = new CountDownLatch(1);
    Task stuck =
        context -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return TaskOutcome.done();
        };
    try (Engine engine = new Engine(database, Map.of("stuck", stuck))) {
      engine.load(daily(6, "stuck"));
      create("ended", 6, atOnce(2));
      engine.start();
      await(engine, "SELECT count(*) FROM task_instances WHERE state = 'RUNNING'", 2);

      assertThat(control.cancel("ended", "someone", true))
          .isEqualTo(new BackfillControl.Cancelled(List.of("ended"), 4, 2, 0));

      assertThat(interrupted.await(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
      assertThat(engine.states()).containsExactly("a=SKIPPED", "a=SKIPPED");
      assertThat(engine.count("SELECT count(*) FROM executions WHERE state = 'FAILED'"))
          .isEqualTo(6);
      assertThat(
              engine.count(
                  "SELECT count(*) FROM attempts WHERE outcome = 'STOPPED'"
                      + " AND message = 'cancelled'"))
          .isEqualTo(2);
    }
  }

  @Test
  void anotherSchedulerGoesOn() {
    Map<String, Task> tasks = Map.of("good", GOOD);
    try (Engine first = new Engine(database, tasks)) {
      first.load(daily(30, "good"));
      create("long", 30, atOnce(2));
      first.start();
      await(first, "SELECT (count(*) >= 4)::int FROM executions WHERE state = 'SUCCESS'", 1);
    }
    try (Engine second = new Engine(database, tasks)) {
      assertThat(second.count("SELECT count(*) FROM executions WHERE ended_at IS NULL"))
          .isPositive();
      second.start();
      second.finish();

      assertThat(second.count(inState("SUCCESS"))).isEqualTo(30);
      assertThat(second.count("SELECT count(*) FROM attempts WHERE outcome = 'DONE'"))
          .isEqualTo(30);
      assertThat(second.count(MOST_AT_ONCE)).isEqualTo(2);
      assertThat(backfills.get("long").state()).isEqualTo(BackfillState.DONE);
    }
  }

  @Test
  void onlyTheTasksAskedForRun() {
    Dag dag =
        Dag.builder("daily")
            .schedule(days(2))
            .task("a", run("good"))
            .task("b", run("good"), "a")
            .task("c", run("good"), "b")
            .build();
    try (Engine engine = new Engine(database, Map.of("good", GOOD))) {
      engine.load(dag);
      creation.create(request("part", 2, List.of("b"), atOnce(1), false));
      engine.start();

      assertThat(engine.finish().values()).containsExactly("SUCCESS");
      assertThat(engine.states()).containsExactly("b=SUCCESS", "b=SUCCESS");
    }
  }

  @Test
  void dagsDownstreamRunOnceAndAfterwards() {
    Dag dag =
        Dag.builder("daily")
            .schedule(days(3))
            .task("a", run("good"), t -> t.renews("bars"))
            .build();
    Dag user =
        Dag.builder("user")
            .schedule(new Schedule.Assets(new AssetExpression.Asset("bars")))
            .task("t", run("good"))
            .build();
    try (Engine engine = new Engine(database, Map.of("good", GOOD))) {
      engine.load(dag, user);
      creation.create(request("all", 3, List.of(), atOnce(3), true));
      engine.start();
      engine.finish();

      assertThat(engine.count("SELECT count(*) FROM executions WHERE dag_id = 'user'"))
          .isEqualTo(1);
      assertThat(
              engine.count(
                  "SELECT count(*) FROM executions u, executions d WHERE u.dag_id = 'user'"
                      + " AND d.dag_id = 'daily' AND d.ended_at > u.started_at"))
          .isZero();
      assertThat(backfills.list("").stream().map(Backfill::state).collect(Collectors.toSet()))
          .containsExactly(BackfillState.DONE);
    }
  }

  @Test
  void estimateIsTheUsualTimeByTheCap() {
    try (Engine engine = new Engine(database, Map.of("good", GOOD))) {
      engine.load(daily(10, "good"));
      create("past", 2, atOnce(2));
      String took =
          "UPDATE executions SET state = 'SUCCESS', started_at = now() - interval '10 minutes',"
              + " ended_at = now() WHERE dag_id = 'daily'";
      database.jdbi().useHandle(handle -> handle.execute(took));
      Instant before = Instant.now();
      create("next", 10, atOnce(3));

      Instant finish = backfills.get("next").life().estimatedFinish().orElseThrow();

      assertThat(Duration.between(before, finish))
          .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(31));
    }
  }
}
