package io.financeflow.orchestrator.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import io.financeflow.orchestrator.catalogue.DagRegistry;
import io.financeflow.orchestrator.catalogue.LoadedDag;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.DagLimits;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.policy.AutoPause;
import io.financeflow.orchestrator.policy.Backoff;
import io.financeflow.orchestrator.run.RunTrigger;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseSettings;
import io.financeflow.schema.db.EmbeddedPostgres;
import io.financeflow.schema.db.Migrations;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two schedulers and three workers run hundreds of runs while they are killed: at random, and at
 * every change of state, in the middle of the transaction that makes it. PostgreSQL is restarted,
 * too.
 */
@Tag("faults")
final class CrashHarnessTest {

  private static final int DAGS = 15;
  private static final int RUNS = 10;
  private static final int TASKS = 8;
  private static final int POOL = 3;
  private static final int ACTIVE_RUNS = 4;
  private static final int ACTIVE_TASKS = 3;
  private static final int RANDOM_KILLS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final long GATE = 4711;

  /** The restart of PostgreSQL makes tasks fail that write just then. */
  private static final Backoff AGAIN = Backoff.fixed(3, Duration.ofMillis(200));

  /** Every change that the engine makes of task instances and executions under this load. */
  private static final List<String> TRANSITIONS =
      List.of(
          "NONE>SCHEDULED",
          "SCHEDULED>QUEUED",
          "QUEUED>RUNNING",
          "RUNNING>SUCCESS",
          "RUNNING>UP_FOR_RETRY",
          "UP_FOR_RETRY>SCHEDULED",
          "RUNNING>SCHEDULED",
          "NONE>SUCCESS",
          "run QUEUED>RUNNING",
          "run RUNNING>SUCCESS");

  private static final String GATES =
      """
      CREATE TABLE effects (key text PRIMARY KEY, attempt int, token uuid);
      CREATE TABLE gates (change text PRIMARY KEY);
      CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.state <> NEW.state
            AND EXISTS (SELECT FROM gates WHERE change = TG_ARGV[0] || OLD.state || '>' || NEW.state)
        THEN
          PERFORM pg_advisory_xact_lock(4711);
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER gate BEFORE UPDATE ON task_instances FOR EACH ROW EXECUTE FUNCTION gate('');
      CREATE TRIGGER gate BEFORE UPDATE ON executions FOR EACH ROW EXECUTE FUNCTION gate('run ');
      """;

  @TempDir private Path folder;

  @Test
  void everyEffectHappensOnceWhateverIsKilled() throws Exception {
    EmbeddedPostgres server = new EmbeddedPostgres(folder.resolve("home"));
    DatabaseSettings settings = server.start();
    try (Fleet fleet = new Fleet(settings, folder.resolve("processes.log"))) {
      try (Database database = Database.connect(settings)) {
        Migrations.migrate(database);
        database.jdbi().useHandle(handle -> handle.createScript(GATES).execute());
        load(database);
        for (String role : List.of("scheduler", "scheduler", "worker", "worker", "worker")) {
          fleet.start(role);
        }
        killAtEveryChange(database, fleet, settings);
        killAtRandom(database, fleet);
      }
      server.stop();
      assertThat(server.start()).isEqualTo(settings);
      Instant back = Instant.now();
      try (Database database = Database.connect(settings)) {
        awaitEnd(database, fleet);
        check(database, fleet, back);
      }
    } finally {
      server.stop();
    }
  }

  private static void load(Database database) {
    Clock clock = Clock.systemUTC();
    database
        .jdbi()
        .useHandle(
            handle -> handle.execute("INSERT INTO pools (pool, slots) VALUES ('tiny', ?)", POOL));
    List<LoadedDag> dags = new ArrayList<>();
    for (int i = 0; i < DAGS; i++) {
      dags.add(new LoadedDag(dag("crash_" + i), "test"));
    }
    new DagRegistry(database.jdbi(), clock).load(dags, List.of());
    RunTrigger trigger = new RunTrigger(database.jdbi(), clock);
    Instant first = Instant.now();
    for (int run = 0; run < RUNS; run++) {
      for (LoadedDag dag : dags) {
        trigger.trigger(
            new RunTrigger.Request(dag.dag().id(), first.minusSeconds(run), Map.of(), "test", ""));
      }
    }
  }

  /** Eight effects: a, three of b, c (in a small pool), d (tried twice), e, f. */
  private static Dag dag(String id) {
    TaskKind work = new TaskKind.Java("work", Map.of());
    JsonArray items = new JsonArray();
    items.add(1);
    items.add(2);
    items.add(3);
    return Dag.builder(id)
        .limits(
            new DagLimits(
                ACTIVE_RUNS,
                ACTIVE_TASKS,
                Duration.ofHours(1),
                AutoPause.NEVER,
                DagLimits.Order.USUAL))
        .task("a", work, t -> t.retry(AGAIN))
        .task("b", work, t -> t.after("a").over(items).retry(AGAIN))
        .task("c", work, t -> t.after("a").pool("tiny", 1).retry(AGAIN))
        .task("d", new TaskKind.Java("fails_first", Map.of()), t -> t.after("a").retry(AGAIN))
        .task("gather", new TaskKind.Empty(), "b", "c", "d")
        .task("e", work, t -> t.after("gather").retry(AGAIN))
        .task("f", work, t -> t.after("gather").pool("tiny", 2).retry(AGAIN))
        .build();
  }

  private static void killAtEveryChange(Database database, Fleet fleet, DatabaseSettings settings) {
    try (Database gatekeeper = Database.connect(settings, 1)) {
      for (String change : TRANSITIONS) {
        if (change.equals("RUNNING>SCHEDULED")) {
          // An attempt has to be lost first: its worker dies before it has told the end.
          killWhoMakes("RUNNING>SUCCESS", gatekeeper, database, fleet);
        }
        killWhoMakes(change, gatekeeper, database, fleet);
      }
    }
  }

  private static void killWhoMakes(
      String change, Database gatekeeper, Database database, Fleet fleet) {
    gatekeeper
        .jdbi()
        .useTransaction(
            gate -> {
              gate.execute("SELECT pg_advisory_xact_lock(" + GATE + ")");
              database.jdbi().useHandle(h -> h.execute("INSERT INTO gates VALUES (?)", change));
              killWhoWaits(database, fleet, change);
              database.jdbi().useHandle(h -> h.execute("DELETE FROM gates"));
            });
  }

  private static void killWhoWaits(Database database, Fleet fleet, String change) {
    long start = System.nanoTime();
    while (true) {
      Optional<Long> waiting =
          database
              .jdbi()
              .withHandle(
                  handle ->
                      handle
                          .createQuery(
                              "SELECT substring(a.application_name FROM 7)::bigint"
                                  + " FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
                                  + " WHERE a.application_name LIKE 'crash-%'"
                                  + " AND l.locktype = 'advisory' AND l.objid = "
                                  + GATE
                                  + " AND NOT l.granted ORDER BY a.pid LIMIT 1")
                          .mapTo(Long.class)
                          .findFirst());
      if (waiting.isPresent() && fleet.replacePid(waiting.get())) {
        return;
      }
      assertThat(System.nanoTime() - start)
          .as("nanoseconds waited for somebody to make the change " + change)
          .isLessThan(Duration.ofSeconds(60).toNanos());
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** Spread over the run: after each further part of the effects somebody dies. */
  private static void killAtRandom(Database database, Fleet fleet) {
    Random random = new Random(20_26);
    long total = (long) DAGS * RUNS * TASKS;
    long begin = count(database, "SELECT count(*) FROM effects");
    for (int kill = 1; kill <= RANDOM_KILLS; kill++) {
      long at = begin + (total - begin) * kill / (RANDOM_KILLS + 2);
      await(database, fleet, "SELECT count(*) >= " + at + " FROM effects");
      fleet.replace(random.nextInt(fleet.size()));
    }
  }

  private static void awaitEnd(Database database, Fleet fleet) {
    await(database, fleet, "SELECT count(*) FILTER (WHERE ended_at IS NULL) = 0 FROM executions");
  }

  private static void await(Database database, Fleet fleet, String condition) {
    long start = System.nanoTime();
    while (count(database, "SELECT (" + condition + ")::int") == 0) {
      fleet.revive();
      assertThat(System.nanoTime() - start)
          .as(() -> "nanoseconds waited for " + condition + ": " + fleet + ", " + states(database))
          .isLessThan(PATIENCE.toNanos());
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private static List<String> states(Database database) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT 'run ' || state || ' ' || count(*) FROM executions GROUP BY state"
                            + " UNION ALL SELECT state || ' ' || count(*) FROM task_instances"
                            + " GROUP BY state UNION ALL SELECT 'wakes ' || count(*) FROM wakes"
                            + " UNION ALL SELECT kind || ' alive ' || (now() - heartbeat_at)"
                            + " FROM processes WHERE ended_at IS NULL")
                    .mapTo(String.class)
                    .list());
  }

  private static long count(Database database, String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  private static void check(Database database, Fleet fleet, Instant back) {
    assertThat(count(database, "SELECT count(*) FROM executions WHERE state = 'SUCCESS'"))
        .isEqualTo(DAGS * RUNS);
    assertThat(count(database, "SELECT count(*) FROM effects")).isEqualTo(DAGS * RUNS * TASKS);
    assertThat(
            count(
                database,
                "SELECT count(*) FROM (SELECT 1 FROM attempts WHERE outcome = 'DONE'"
                    + " GROUP BY instance_id HAVING count(*) > 1) t"))
        .as("task instances that were done twice")
        .isZero();
    assertThat(count(database, most("pool = 'tiny'", "'x'", "slots"))).isEqualTo(POOL);
    assertThat(count(database, most("true", "execution_id", "1"))).isEqualTo(ACTIVE_TASKS);
    assertThat(count(database, MOST_RUNS)).isEqualTo(ACTIVE_RUNS);
    assertThat(count(database, "SELECT count(*) FROM attempts WHERE outcome = 'LOST'"))
        .as("attempts that were lost and made again")
        .isPositive();
    recoveredInTime(database, fleet, back);
  }

  /** The most that was taken at any time, from the history of attempts. */
  private static String most(String which, String by, String amount) {
    return """
        SELECT max(taken) FROM (
          SELECT sum(change) OVER (PARTITION BY by_ ORDER BY at, change) AS taken FROM (
            SELECT %2$s AS by_, queued_at AS at, %3$s AS change FROM attempts WHERE %1$s
            UNION ALL SELECT %2$s, ended_at, -%3$s FROM attempts WHERE %1$s) e) t
        """
        .formatted(which, by, amount);
  }

  private static final String MOST_RUNS =
      """
      SELECT max(taken) FROM (
        SELECT sum(change) OVER (PARTITION BY dag_id ORDER BY at, change) AS taken FROM (
          SELECT dag_id, started_at AS at, 1 AS change FROM executions
          UNION ALL SELECT dag_id, ended_at, -1 FROM executions) e) t
      """;

  /**
   * From the last kill, of the worker or then of a scheduler, until others could take over. After
   * the restart of the database everybody is given a lease to tell that he lives.
   */
  private static void recoveredInTime(Database database, Fleet fleet, Instant back) {
    record Lost(String worker, Instant at) {}
    List<Lost> lost =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT worker, ended_at FROM attempts WHERE outcome = 'LOST'")
                        .map(
                            (row, context) ->
                                new Lost(row.getString(1), row.getTimestamp(2).toInstant()))
                        .list());
    for (Lost attempt : lost) {
      long pid = Long.parseLong(attempt.worker().substring("crash:".length()));
      Instant killed = fleet.kills().get(pid);
      assertThat(killed).as("only the killed lose attempts").isNotNull();
      Instant scheduler = fleet.lastSchedulerKill(attempt.at());
      Instant last = scheduler.isAfter(killed) ? scheduler : killed;
      last = back.isAfter(last) && back.isBefore(attempt.at()) ? back : last;
      assertThat(Duration.between(last, attempt.at())).isLessThan(Duration.ofSeconds(10));
    }
  }
}
