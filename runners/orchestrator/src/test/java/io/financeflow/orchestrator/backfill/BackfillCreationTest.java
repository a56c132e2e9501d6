package io.financeflow.orchestrator.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonPrimitive;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.DagBuilder;
import io.financeflow.orchestrator.dag.Param;
import io.financeflow.orchestrator.dag.ParamType;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.policy.PastRule;
import io.financeflow.orchestrator.run.NoSuchThing;
import io.financeflow.orchestrator.timetable.AssetExpression;
import io.financeflow.orchestrator.timetable.CatchUp;
import io.financeflow.orchestrator.timetable.DayTime;
import io.financeflow.orchestrator.timetable.Exchange;
import io.financeflow.orchestrator.timetable.Schedule;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a backfill consists of, and what is stored of it. */
@ExtendWith(PostgresExtension.class)
final class BackfillCreationTest {

  private final Database database;
  private final BackfillCreation creation;

  BackfillCreationTest(Database database) {
    this.database = database;
    this.creation = new BackfillCreation(database.jdbi(), Asks.CLOCK);
  }

  private static DagBuilder daily(int days) {
    return Dag.builder("daily").schedule(Asks.days(days)).task("a", new TaskKind.Empty());
  }

  private long count(String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  private List<String> texts(String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  @Test
  void rangeBecomesOneRunPerSlotInOrder() {
    Asks.load(database, daily(5).build());

    BackfillPlan plan =
        creation.create(Asks.usual("first", "daily", Asks.range("2025-01-02", "2025-01-04")));

    assertThat(Asks.dates(plan)).containsExactly("2025-01-02", "2025-01-03", "2025-01-04");
    assertThat(
            texts(
                "SELECT ordinal || ' ' || run_id || ' ' || state || ' ' || lane FROM executions"
                    + " JOIN runs USING (run_key) ORDER BY ordinal"))
        .containsExactly(
            "1 backfill__2025-01-02T12:00:00Z QUEUED BACKFILL",
            "2 backfill__2025-01-03T12:00:00Z QUEUED BACKFILL",
            "3 backfill__2025-01-04T12:00:00Z QUEUED BACKFILL");
    assertThat(texts("SELECT who || ' ' || action || ' ' || dag_id || ' ' || detail FROM audit"))
        .containsExactly("someone create backfill daily first: 3 runs");
    assertThat(plan.estimatedFinish()).isEmpty();
  }

  @Test
  void previewStoresNothing() {
    Asks.load(database, daily(5).build());

    BackfillPlan plan =
        creation.preview(Asks.usual("first", "daily", Asks.range("2025-01-02", "2025-01-04")));

    assertThat(plan.runs()).hasSize(3);
    assertThat(count("SELECT (SELECT count(*) FROM runs) + (SELECT count(*) FROM backfills)"))
        .isZero();
  }

  @Test
  void backwardsStartsWithTheLatest() {
    Asks.load(database, daily(3).build());

    creation.create(
        new BackfillRequest(
            "back",
            "daily",
            Asks.range("2025-01-01", "2025-01-03"),
            BackfillRequest.Content.USUAL,
            new BackfillRequest.Pace(true, 2, 50),
            false,
            "someone"));

    assertThat(texts("SELECT last_date FROM executions JOIN runs USING (run_key) ORDER BY ordinal"))
        .containsExactly("2025-01-03", "2025-01-02", "2025-01-01");
  }

  @Test
  void backwardsIsRefusedWhenATaskAsksForThePast() {
    Asks.load(
        database,
        daily(3)
            .task("b", new TaskKind.Empty(), t -> t.after("a").past(PastRule.DEPENDS_ON_PAST))
            .build());
    BackfillRequest.Pace backwards = new BackfillRequest.Pace(true, 1, 25);
    SlotChoice all = Asks.range("2025-01-01", "2025-01-03");

    assertThatThrownBy(
            () ->
                creation.create(
                    new BackfillRequest(
                        "back",
                        "daily",
                        all,
                        BackfillRequest.Content.USUAL,
                        backwards,
                        false,
                        "someone")))
        .isInstanceOf(RefusedBackfill.class)
        .hasMessage(
            "the task 'b' asks for the run before it (depends_on_past): run forwards, or leave it"
                + " out");
    BackfillRequest.Content onlyA =
        new BackfillRequest.Content(List.of("a"), Map.of(), Reprocess.NONE, 0);
    assertThat(
            creation
                .create(
                    new BackfillRequest("back", "daily", all, onlyA, backwards, false, "someone"))
                .runs())
        .hasSize(3);
  }

  @Test
  void everySessionOfTenYearsHasItsRun() {
    Asks.load(
        database,
        Dag.builder("daily")
            .schedule(new Schedule.Sessions(DayTime.parse(Exchange.NYSE, "close + 45m"), 0))
            .task("a", new TaskKind.Empty())
            .build());

    BackfillPlan plan =
        creation.create(Asks.usual("years", "daily", Asks.range("2015-01-01", "2024-12-31")));

    List<String> sessions = NyseDays.between(2015, 2024);
    assertThat(sessions).hasSize(2516);
    assertThat(Asks.dates(plan)).isEqualTo(sessions);
    assertThat(texts("SELECT DISTINCT last_date FROM runs ORDER BY 1")).isEqualTo(sessions);
    assertThat(count("SELECT count(*) FROM slots WHERE run_key IS NOT NULL")).isEqualTo(2516);
    assertThat(count("SELECT count(*) FROM executions WHERE state = 'QUEUED'")).isEqualTo(2516);
  }

  @Test
  void sessionThatIsNotOverIsSkipped() {
    Asks.load(
        database,
        Dag.builder("daily")
            .schedule(
                new Schedule.Cron("0 0 * * *", java.time.ZoneOffset.UTC, Schedule.Ticks.INTERVAL))
            .start(LocalDate.parse("2025-01-29"))
            .task("a", new TaskKind.Empty())
            .build());

    BackfillPlan plan =
        creation.create(Asks.usual("edge", "daily", Asks.range("2025-01-28", "2025-01-31")));

    assertThat(Asks.dates(plan)).containsExactly("2025-01-29", "2025-01-30");
    assertThat(Asks.skipped(plan))
        .containsExactly(
            "2025-01-28: before the DAG's start, 2025-01-29",
            "2025-01-31: its data is not complete before 2025-02-01T00:00:00Z");
  }

  @Test
  void consecutiveSlotsAreMerged() {
    Asks.load(database, daily(10).build());
    creation.create(Asks.usual("hole", "daily", Asks.dates("2025-01-05")));

    BackfillPlan plan =
        creation.create(
            Asks.of("m", "daily", Asks.range("2025-01-01", "2025-01-10"), Asks.merged(3)));

    assertThat(Asks.dates(plan))
        .containsExactly(
            "2025-01-01..2025-01-03",
            "2025-01-04",
            "2025-01-06..2025-01-08",
            "2025-01-09..2025-01-10");
    assertThat(Asks.skipped(plan)).containsExactly("2025-01-05: in flight");
    assertThat(
            texts(
                "SELECT to_char(s.logical_date AT TIME ZONE 'UTC', 'MM-DD') || ' ' || r.last_date"
                    + " FROM slots s JOIN runs r USING (run_key) ORDER BY s.logical_date LIMIT 3"))
        .containsExactly("01-01 2025-01-03", "01-02 2025-01-03", "01-03 2025-01-03");
  }

  @Test
  void listedSlotsThatAreApartStayApart() {
    Asks.load(database, daily(10).build());

    BackfillPlan plan =
        creation.create(
            Asks.of(
                "m",
                "daily",
                Asks.dates("2025-01-09", "2025-01-01", "2025-01-02"),
                Asks.merged(3)));

    assertThat(Asks.dates(plan)).containsExactly("2025-01-01..2025-01-02", "2025-01-09");
  }

  @Test
  void dagThatCatchesUpMergedIsMergedByQuarters() {
    Asks.load(
        database,
        Dag.builder("daily")
            .schedule(new Schedule.Sessions(DayTime.parse(Exchange.NYSE, "close"), 0))
            .catchUp(CatchUp.MERGED)
            .task("a", new TaskKind.Empty())
            .build());

    BackfillPlan plan =
        creation.create(Asks.usual("m", "daily", Asks.range("2024-01-01", "2024-12-31")));

    assertThat(plan.runs()).extracting(run -> run.covers().size()).containsExactly(63, 63, 63, 63);
  }

  @Test
  void ofTwoAtOnceNoSlotRunsTwice() throws Exception {
    Asks.load(database, daily(30).build());
    ExecutorService threads = Executors.newFixedThreadPool(2);
    List<Future<BackfillPlan>> plans = new ArrayList<>();
    plans.add(
        threads.submit(
            () ->
                creation.create(Asks.usual("x", "daily", Asks.range("2025-01-01", "2025-01-20")))));
    plans.add(
        threads.submit(
            () ->
                creation.create(Asks.usual("y", "daily", Asks.range("2025-01-11", "2025-01-30")))));
    int runs = 0;
    int skipped = 0;
    for (Future<BackfillPlan> plan : plans) {
      runs += plan.get().runs().size();
      skipped += plan.get().skipped().size();
    }
    threads.shutdown();

    assertThat(List.of(runs, skipped)).containsExactly(30, 10);
    assertThat(count("SELECT count(DISTINCT run_key) FROM executions")).isEqualTo(30);
    assertThat(count("SELECT count(*) FROM executions")).isEqualTo(30);
  }

  @Test
  void givenParametersReplaceThoseOfRunsThatRunAgain() {
    Asks.load(
        database, daily(2).param(Param.of("gap", ParamType.INT, new JsonPrimitive(10))).build());
    creation.create(Asks.usual("one", "daily", Asks.dates("2025-01-01")));
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE executions SET state = 'SUCCESS', started_at = now(), ended_at = now()"));

    creation.create(
        Asks.of(
            "two",
            "daily",
            Asks.range("2025-01-01", "2025-01-02"),
            new BackfillRequest.Content(
                List.of(), Map.of("gap", new JsonPrimitive("3")), Reprocess.ALL, 0)));

    assertThat(
            texts(
                "SELECT r.last_date || ' ' || e.number || ' ' || r.params FROM executions e"
                    + " JOIN runs r USING (run_key) ORDER BY r.last_date, e.number"))
        .containsExactly(
            "2025-01-01 1 {\"gap\": 3}", "2025-01-01 2 {\"gap\": 3}", "2025-01-02 1 {\"gap\": 3}");
  }

  @Test
  void dagsDownstreamFollowInTheOrderOfTheirAssets() {
    Dag first =
        Dag.builder("daily")
            .schedule(Asks.days(3))
            .task("a", new TaskKind.Empty(), t -> t.renews("bars"))
            .build();
    Dag last = waiting("alpha", "returns", "none");
    Dag middle = waiting("zeta", "bars", "returns");
    Asks.load(database, first, last, middle);

    BackfillPlan plan =
        creation.create(
            new BackfillRequest(
                "all",
                "daily",
                Asks.range("2025-01-01", "2025-01-03"),
                BackfillRequest.Content.USUAL,
                BackfillRequest.Pace.USUAL,
                true,
                "someone"));

    assertThat(plan.after())
        .extracting(BackfillPlan::name)
        .containsExactly("all.zeta", "all.alpha");
    assertThat(Asks.dates(plan.after().get(0))).containsExactly("2025-01-01..2025-01-03");
    assertThat(
            texts(
                "SELECT b.name || ' after ' || p.name FROM backfills b JOIN backfills p"
                    + " ON p.backfill_id = b.after_backfill ORDER BY b.backfill_id"))
        .containsExactly("all.zeta after all", "all.alpha after all.zeta");
    assertThat(texts("SELECT run_id FROM runs WHERE dag_id = 'zeta'"))
        .containsExactly("backfill__2025-01-03T12:00:00Z.all");
  }

  private static Dag waiting(String id, String asset, String renews) {
    return Dag.builder(id)
        .schedule(new Schedule.Assets(new AssetExpression.Asset(asset)))
        .task("t", new TaskKind.Empty(), t -> t.renews(renews))
        .build();
  }

  @Test
  void nothingIsStoredWhenAllSlotsAreSkipped() {
    Asks.load(database, daily(2).build());
    SlotChoice all = Asks.range("2025-01-01", "2025-01-02");
    creation.create(Asks.usual("one", "daily", all));

    BackfillPlan plan = creation.create(Asks.usual("two", "daily", all));

    assertThat(plan.runs()).isEmpty();
    assertThat(plan.skipped()).hasSize(2);
    assertThat(texts("SELECT name FROM backfills")).containsExactly("one");
  }

  @Test
  void refusalsSayWhatToDo() {
    Asks.load(
        database, daily(2).build(), Dag.builder("hand").task("a", new TaskKind.Empty()).build());
    SlotChoice day = Asks.dates("2025-01-01");
    creation.create(Asks.usual("one", "daily", day));

    assertRefused(
        Asks.usual("one", "daily", Asks.dates("2025-01-02")),
        RefusedBackfill.class,
        "there is a backfill 'one' already: choose another name");
    assertRefused(
        Asks.usual("two", "dayly", day),
        NoSuchThing.class,
        "there is no DAG 'dayly'; did you mean 'daily'? known are daily, hand");
    assertRefused(
        Asks.usual("two", "hand", day),
        RefusedBackfill.class,
        "the DAG 'hand' has no timetable: trigger it, or backfill the DAG before it with"
            + " downstream");
    assertRefused(
        Asks.usual("two", "daily", Asks.dates("2024-12-31")),
        RefusedBackfill.class,
        "the DAG 'daily' has no slot on 2024-12-31; the next one is 2025-01-01T12:00:00Z, about"
            + " 2025-01-01");
    assertRefused(
        Asks.usual("two", "daily", Asks.range("2025-01-01", "2025-02-01")),
        RefusedBackfill.class,
        "2025-02-01 lies in the future: in Z it is 2025-01-31");
    assertRefused(
        Asks.of(
            "two",
            "daily",
            day,
            new BackfillRequest.Content(List.of("b"), Map.of(), Reprocess.NONE, 0)),
        NoSuchThing.class,
        "there is no task 'b'; did you mean 'a'? known are a");
    assertRefused(
        Asks.of(
            "two",
            "daily",
            day,
            new BackfillRequest.Content(
                List.of(), Map.of("x", new JsonPrimitive(1)), Reprocess.NONE, 0)),
        RefusedBackfill.class,
        "params of 'daily': unknown param 'x'; there are none");
    assertRefused(
        Asks.usual(
            "two",
            "daily",
            new SlotChoice.Listed(List.of(), List.of(Instant.parse("2025-01-01T13:00:00Z")))),
        RefusedBackfill.class,
        "the DAG 'daily' has no slot named 2025-01-01T13:00:00Z; the next one is"
            + " 2025-01-01T12:00:00Z, about 2025-01-01");
  }

  private void assertRefused(
      BackfillRequest request, Class<? extends Throwable> type, String message) {
    assertThatThrownBy(() -> creation.create(request)).isInstanceOf(type).hasMessage(message);
  }
}
