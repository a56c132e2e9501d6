package io.financeflow.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.orchestrator.control.DagControl;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.DagBuilder;
import io.financeflow.orchestrator.dag.DagLimits;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.policy.AutoPause;
import io.financeflow.orchestrator.policy.Deadline;
import io.financeflow.orchestrator.timetable.CatchUp;
import io.financeflow.orchestrator.timetable.DayTime;
import io.financeflow.orchestrator.timetable.Exchange;
import io.financeflow.orchestrator.timetable.Schedule;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a scheduler does because time passes; the tests move the clock. */
@ExtendWith(PostgresExtension.class)
final class ScheduleTest {

  private static final Instant START = Instant.parse("2024-07-02T12:00:00Z");

  /** A clock that stands until it is moved. */
  private static final class Standing extends Clock {
    private Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final Database database;
  private final Standing clock = new Standing();

  ScheduleTest(Database database) {
    this.database = database;
  }

  private Engine engine() {
    return new Engine(database, clock, Map.of());
  }

  private static DagBuilder daily(String id) {
    Schedule schedule = new Schedule.Cron("0 0 * * *", ZoneOffset.UTC, Schedule.Ticks.INTERVAL);
    return Dag.builder(id).schedule(schedule).task("a", new TaskKind.Empty());
  }

  private void switchOn(String dag) {
    new DagControl(database.jdbi(), clock).unpause(dag, "test");
  }

  private void moveTo(Engine engine, String instant) {
    clock.now = Instant.parse(instant);
    settle(engine);
  }

  private static void settle(Engine engine) {
    while (engine.scheduler().pass()) {
      // Until there is nothing more to do.
    }
  }

  private List<String> list(String sql) {
    return database.jdbi().withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
  }

  private List<String> runs() {
    return list(
        "SELECT r.run_id || ' ' || r.first_date || '..' || r.last_date || ' ' || e.state"
            + " FROM runs r JOIN executions e USING (run_key) ORDER BY r.run_after, e.number");
  }

  @Test
  void newDagIsPausedAndThenRunsItsNewestSlot() {
    try (Engine engine = engine()) {
      engine.load(daily("daily").build());
      settle(engine);
      assertThat(runs()).isEmpty();

      switchOn("daily");
      settle(engine);
      assertThat(runs())
          .containsExactly("scheduled__2024-07-01T00:00:00Z 2024-07-01..2024-07-01 SUCCESS");
    }
  }

  @Test
  void allMissedSlotsAreCaughtUpWithOldestFirst() {
    try (Engine engine = engine()) {
      engine.load(daily("daily").catchUp(CatchUp.ALL).start(LocalDate.of(2024, 6, 29)).build());
      switchOn("daily");
      settle(engine);
      assertThat(runs())
          .containsExactly(
              "scheduled__2024-06-29T00:00:00Z 2024-06-29..2024-06-29 SUCCESS",
              "scheduled__2024-06-30T00:00:00Z 2024-06-30..2024-06-30 SUCCESS",
              "scheduled__2024-07-01T00:00:00Z 2024-07-01..2024-07-01 SUCCESS");
      moveTo(engine, "2024-07-03T00:00:00Z");
      assertThat(runs()).hasSize(4);
    }
  }

  @Test
  void missedSlotsBecomeOneRunOrAreRecordedAsPassedOver() {
    try (Engine engine = engine()) {
      LocalDate start = LocalDate.of(2024, 6, 29);
      engine.load(
          daily("merged").catchUp(CatchUp.MERGED).start(start).build(),
          daily("latest").catchUp(CatchUp.LATEST).start(start).build());
      switchOn("merged");
      switchOn("latest");
      settle(engine);
      assertThat(runs())
          .containsExactlyInAnyOrder(
              "scheduled__2024-07-01T00:00:00Z 2024-06-29..2024-07-01 SUCCESS",
              "scheduled__2024-07-01T00:00:00Z 2024-07-01..2024-07-01 SUCCESS");
      assertThat(
              list(
                  "SELECT dag_id || ' ' || count(run_key) || ' of ' || count(*) FROM slots"
                      + " GROUP BY dag_id ORDER BY dag_id"))
          .containsExactly("latest 1 of 3", "merged 3 of 3");
    }
  }

  @Test
  void earlyCloseMovesTheSlotAndTheSensor() {
    DayTime close = new DayTime(Exchange.NYSE, DayTime.Bell.CLOSE, Duration.ofMinutes(45));
    Dag dag =
        Dag.builder("market")
            .schedule(new Schedule.Sessions(close, 0))
            .start(LocalDate.of(2024, 7, 3))
            .task(
                "later",
                new TaskKind.CalendarSensor(
                    new DayTime(Exchange.NYSE, DayTime.Bell.CLOSE, Duration.ofHours(2))))
            .build();
    try (Engine engine = engine()) {
      engine.load(dag);
      switchOn("market");
      // 2024-07-03 closes at 13:00 in New York, 17:00 UTC.
      moveTo(engine, "2024-07-03T17:44:59Z");
      assertThat(runs()).isEmpty();
      moveTo(engine, "2024-07-03T17:45:00Z");
      assertThat(engine.states()).containsExactly("later=DEFERRED");
      moveTo(engine, "2024-07-03T18:59:59Z");
      assertThat(engine.states()).containsExactly("later=DEFERRED");
      moveTo(engine, "2024-07-03T19:00:00Z");
      assertThat(engine.states()).containsExactly("later=SUCCESS");
    }
  }

  @Test
  void missedDeadlineIsToldOnceAndLateRunIsEnded() {
    Dag dag =
        daily("slow")
            .task("hangs", new TaskKind.Java("nobody runs this", Map.of()))
            .deadline(new Deadline.AfterSchedule(Duration.ofHours(1)))
            .limits(
                new DagLimits(1, 1, Duration.ofHours(3), AutoPause.NEVER, DagLimits.Order.USUAL))
            .build();
    try (Engine engine = engine()) {
      engine.load(dag);
      switchOn("slow");
      moveTo(engine, "2024-07-03T00:00:00Z");
      moveTo(engine, "2024-07-03T00:59:59Z");
      String missed = "SELECT count(*)::text FROM outbox WHERE kind = 'DEADLINE_MISSED'";
      long before = Long.parseLong(list(missed).get(0));
      moveTo(engine, "2024-07-03T01:00:00Z");
      moveTo(engine, "2024-07-03T01:30:00Z");
      assertThat(Long.parseLong(list(missed).get(0)) - before).isEqualTo(1);
      moveTo(engine, "2024-07-03T03:00:00Z");
      assertThat(
              list(
                  "SELECT state || ': ' || reason FROM executions ORDER BY run_after DESC LIMIT 1"))
          .containsExactly("FAILED: took too long");
      assertThat(list("SELECT DISTINCT state FROM task_instances WHERE task_id = 'hangs'"))
          .containsExactly("SKIPPED");
    }
  }

  @Test
  void dagIsPausedAfterItsFailures() {
    Dag dag =
        Dag.builder("fails")
            .schedule(new Schedule.Cron("0 0 * * *", ZoneOffset.UTC, Schedule.Ticks.INTERVAL))
            .limits(
                new DagLimits(1, 1, Duration.ofHours(3), new AutoPause(2), DagLimits.Order.USUAL))
            .task("a", new TaskKind.ShortCircuit("neither"))
            .build();
    try (Engine engine = engine()) {
      engine.load(dag);
      switchOn("fails");
      settle(engine);
      assertThat(list("SELECT paused::text FROM dags")).containsExactly("false");
      moveTo(engine, "2024-07-03T00:00:00Z");
      assertThat(list("SELECT paused || ': ' || paused_because FROM dags"))
          .containsExactly("true: 2 runs in a row failed");
      assertThat(list("SELECT kind FROM outbox WHERE kind = 'DAG_PAUSED'")).hasSize(1);
      moveTo(engine, "2024-07-04T00:00:00Z");
      assertThat(runs()).hasSize(2);
    }
  }

  @Test
  void changedDagGivesNewVersionToNewRunsOnly() {
    try (Engine engine = engine()) {
      engine.load(daily("daily").build());
      switchOn("daily");
      settle(engine);
      engine.load(daily("daily").about("only words", "me").build());
      engine.load(daily("daily").task("b", new TaskKind.Empty(), "a").build());
      moveTo(engine, "2024-07-03T00:00:00Z");
      assertThat(
              list(
                  "SELECT v.number || ' ' || count(t) FROM executions e"
                      + " JOIN dag_versions v USING (dag_id, version)"
                      + " JOIN task_instances t USING (execution_id)"
                      + " GROUP BY e.execution_id, v.number ORDER BY e.execution_id"))
          .containsExactly("1 1", "2 2");
    }
  }
}
