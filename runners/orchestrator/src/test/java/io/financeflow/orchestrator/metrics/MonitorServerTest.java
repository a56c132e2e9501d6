package io.financeflow.orchestrator.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeflow.orchestrator.catalogue.DagRegistry;
import io.financeflow.orchestrator.catalogue.LoadedDag;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.engine.Scheduler;
import io.financeflow.orchestrator.engine.SchedulerSettings;
import io.financeflow.orchestrator.run.RunTrigger;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
final class MonitorServerTest {

  private static final Instant START = Instant.parse("2025-01-31T22:00:00Z");

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Database database;
  private final SetClock clock = new SetClock();
  private final EngineMetrics metrics;
  private final MonitorServer server;

  MonitorServerTest(Database database) {
    this.database = database;
    this.metrics = new EngineMetrics(database.jdbi(), clock);
    this.server = MonitorServer.start(0, metrics, database.jdbi());
  }

  /** A clock that is set by hand. */
  private static final class SetClock extends Clock {
    private Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return InstantSource.fixed(now).withZone(zone);
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @BeforeEach
  void loadADagWithTwoTasksInAPoolOfOneSlot() {
    execute("INSERT INTO pools (pool, slots) VALUES ('vendor', 1)");
    TaskKind kind = new TaskKind.Java("any", Map.of());
    Dag dag =
        Dag.builder("daily")
            .task("a", kind, t -> t.pool("vendor", 1))
            .task("b", kind, t -> t.pool("vendor", 1))
            .build();
    new DagRegistry(database.jdbi(), clock).load(List.of(new LoadedDag(dag, "test")), List.of());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void execute(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }

  private HttpResponse<String> get(String path) {
    try {
      URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
      return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The lines of {@code /metrics} about some names, without comments. */
  private List<String> metrics(String names) {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.matches("financeflow_(" + names + ")[{ ].*"))
        .sorted()
        .toList();
  }

  private void startARun() {
    new RunTrigger(database.jdbi(), clock)
        .trigger(new RunTrigger.Request("daily", clock.instant(), Map.of(), "test", ""));
    try (Scheduler scheduler =
        new Scheduler(
            database,
            clock,
            new SchedulerSettings(Duration.ofSeconds(6), Duration.ofMillis(200)))) {
      while (scheduler.pass()) {
        // Until nothing is left to do.
      }
    }
  }

  @Test
  void gaugesTellWhoHoldsAndWhoWaits() {
    startARun();
    clock.now = START.plusSeconds(30);

    assertThat(metrics("pool_.*"))
        .containsExactly(
            "financeflow_pool_open_slots{pool=\"default\"} 128.0",
            "financeflow_pool_open_slots{pool=\"vendor\"} 0.0",
            "financeflow_pool_queued_slots{pool=\"default\"} 0.0",
            "financeflow_pool_queued_slots{pool=\"vendor\"} 1.0",
            "financeflow_pool_running_slots{pool=\"default\"} 0.0",
            "financeflow_pool_running_slots{pool=\"vendor\"} 0.0",
            "financeflow_pool_scheduled_slots{pool=\"default\"} 0.0",
            "financeflow_pool_scheduled_slots{pool=\"vendor\"} 1.0");
    assertThat(metrics("ti|ti_longest_wait|dagrun|dag|database_up|outbox_backlog"))
        .containsExactly(
            "financeflow_dagrun{state=\"queued\"} 0.0",
            "financeflow_dagrun{state=\"running\"} 1.0",
            "financeflow_dag{state=\"active\"} 1.0",
            "financeflow_database_up 1.0",
            "financeflow_outbox_backlog 0.0",
            "financeflow_ti_longest_wait 30.0",
            "financeflow_ti{state=\"awaiting_input\"} 0.0",
            "financeflow_ti{state=\"deferred\"} 0.0",
            "financeflow_ti{state=\"queued\"} 1.0",
            "financeflow_ti{state=\"restarting\"} 0.0",
            "financeflow_ti{state=\"running\"} 0.0",
            "financeflow_ti{state=\"scheduled\"} 1.0",
            "financeflow_ti{state=\"up_for_reschedule\"} 0.0",
            "financeflow_ti{state=\"up_for_retry\"} 0.0");
  }

  @Test
  void lookServesForThreeSeconds() {
    assertThat(metrics("outbox_backlog|dagrun"))
        .contains("financeflow_dagrun{state=\"queued\"} 0.0");
    new RunTrigger(database.jdbi(), clock)
        .trigger(new RunTrigger.Request("daily", START, Map.of(), "test", ""));

    clock.now = START.plusSeconds(3);
    assertThat(metrics("dagrun")).contains("financeflow_dagrun{state=\"queued\"} 0.0");
    clock.now = START.plusSeconds(4);
    assertThat(metrics("dagrun")).contains("financeflow_dagrun{state=\"queued\"} 1.0");
  }

  private void attempt(String outcome, String error, int endedAfter) {
    execute(
        "INSERT INTO attempts (ended_at, instance_id, execution_id, dag_id, task_id, map_index,"
            + " number, token, process_id, worker, pool, slots, scheduled_at, queued_at,"
            + " started_at, outcome, error_class) SELECT s + interval '"
            + endedAfter
            + " s', 1, 1, 'daily', 'a', -1, 1, gen_random_uuid(), gen_random_uuid(), 'here:1',"
            + " 'default', 1, s, s + interval '1 s', s + interval '3 s', '"
            + outcome
            + "', "
            + error
            + " FROM (SELECT '2025-01-31 22:00Z'::timestamptz AS s) x");
  }

  @Test
  void endsAreCountedOnceEach() {
    attempt("DONE", "NULL", -5);
    attempt("DONE", "NULL", 7);
    attempt("FAILED", "'BAD_INPUT'", 5);
    attempt("LOST", "NULL", 9);
    clock.now = START.plusSeconds(10);
    get("/metrics");
    attempt("DONE", "NULL", 8);
    clock.now = START.plusSeconds(20);
    get("/metrics");
    clock.now = START.plusSeconds(200);

    assertThat(metrics("ti_.*_total|task_instances_.*"))
        .containsExactly(
            "financeflow_task_instances_without_heartbeats_killed_total{dag_id=\"daily\"} 1.0",
            "financeflow_ti_failures_total{dag_id=\"daily\",error=\"bad_input\"} 1.0",
            "financeflow_ti_successes_total{dag_id=\"daily\"} 2.0");
    assertThat(metrics("task_.*_seconds_(sum|count)"))
        .containsExactly(
            "financeflow_task_duration_seconds_count{dag_id=\"daily\",task_id=\"a\"} 4",
            "financeflow_task_duration_seconds_sum{dag_id=\"daily\",task_id=\"a\"} 17.0",
            "financeflow_task_queued_duration_seconds_count{dag_id=\"daily\"} 4",
            "financeflow_task_queued_duration_seconds_sum{dag_id=\"daily\"} 8.0",
            "financeflow_task_scheduled_duration_seconds_count{dag_id=\"daily\"} 4",
            "financeflow_task_scheduled_duration_seconds_sum{dag_id=\"daily\"} 4.0");
  }

  @Test
  void runsAreTimedWhenTheyEnd() {
    startARun();
    execute(
        "UPDATE executions SET state = 'FAILED', started_at = run_after + interval '2 s',"
            + " ended_at = run_after + interval '12 s'");
    clock.now = START.plusSeconds(30);

    assertThat(metrics("dagrun_.*_seconds_(sum|count)"))
        .containsExactly(
            "financeflow_dagrun_duration_seconds_count{dag_id=\"daily\",state=\"failed\"} 1",
            "financeflow_dagrun_duration_seconds_sum{dag_id=\"daily\",state=\"failed\"} 10.0",
            "financeflow_dagrun_schedule_delay_seconds_count{dag_id=\"daily\"} 1",
            "financeflow_dagrun_schedule_delay_seconds_sum{dag_id=\"daily\"} 2.0");
  }

  @Test
  void healthFollowsTheDatabase() {
    execute(
        "INSERT INTO processes (process_id, kind, host, pid, slots)"
            + " VALUES (gen_random_uuid(), 'WORKER', 'here', 1, 8)");
    assertThat(get("/health").statusCode()).isEqualTo(200);
    assertThat(get("/health").body())
        .isEqualTo("{\"database\":true,\"scheduler\":0,\"worker\":1}\n");

    database.close();
    clock.now = START.plusSeconds(60);

    assertThat(get("/health").statusCode()).isEqualTo(503);
    assertThat(get("/health").body())
        .isEqualTo("{\"database\":false,\"scheduler\":0,\"worker\":0}\n");
    assertThat(metrics("database_up")).containsExactly("financeflow_database_up 0.0");
  }

  @Test
  void otherPathsAndTakenPortsAreRefused() {
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/metrics").headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThatThrownBy(() -> MonitorServer.start(server.port(), metrics, database.jdbi()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageEndingWith("choose another port");
  }
}
