package io.financeflow.cli.task;

import static io.financeflow.orchestrator.policy.ErrorClass.BAD_INPUT;
import static io.financeflow.orchestrator.policy.ErrorClass.INFRASTRUCTURE;
import static io.financeflow.orchestrator.policy.ErrorClass.OTHER;
import static io.financeflow.orchestrator.policy.ErrorClass.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonPrimitive;
import io.financeflow.cli.Cli;
import io.financeflow.cli.Tables;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.dag.Waiting;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseSettings;
import io.financeflow.schema.db.PostgresExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresExtension.class)
class SqlTaskTest {
  private static final Waiting EVERY_MINUTE =
      new Waiting(Duration.ofMinutes(1), Duration.ofHours(1), false);

  private final DatabaseSettings settings;
  private final Tables tables;

  SqlTaskTest(Database database) {
    this.settings = database.settings();
    this.tables = new Tables(database);
  }

  private TaskOutcome run(TestAttempt attempt, String connection, String statement)
      throws Exception {
    return TestTasks.of(
            Cli.on(settings),
            name ->
                Optional.ofNullable(
                    Map.of(
                            "warehouse",
                            settings,
                            "nowhere",
                            DatabaseSettings.of("127.0.0.1", 1, "x", "x", "secret-5417"),
                            "stranger",
                            new DatabaseSettings(settings.url(), "nobody_5417", "wrong-5417"))
                        .get(name)))
        .task(new TaskKind.Sql(connection, statement))
        .run(attempt);
  }

  private TaskOutcome run(String statement) throws Exception {
    return run(TestAttempt.of("2025-01-10"), "financeflow", statement);
  }

  private TaskOutcome look(String query) throws Exception {
    return TestTasks.task(
            Cli.on(settings), new TaskKind.SqlSensor("financeflow", query, EVERY_MINUTE))
        .run(TestAttempt.of("2025-01-10"));
  }

  @Test
  void columnsOfTheFirstRowBecomeOutputs() throws Exception {
    assertThat(
            run(
                """
                SELECT n AS id, n = 1 AS first, 1.50 AS price, 'NaN'::float8 AS odd, NULL AS none,
                  date '2025-01-10' AS day, '{"a": [1]}'::jsonb AS data, 'x' AS text
                FROM generate_series(1, 3) n ORDER BY n
                """))
        .isEqualTo(
            TestTasks.done(
                """
                {"id": 1, "first": true, "price": 1.50, "odd": "NaN", "none": null,
                 "day": "2025-01-10", "data": {"a": [1]}, "text": "x"}
                """));
    assertThat(run("SELECT 1 AS n WHERE false")).isEqualTo(TaskOutcome.done());
    assertThat(run("SELECT 1"))
        .isEqualTo(
            TaskOutcome.failed(
                BAD_INPUT,
                "an output key must be 1 to 64 letters, digits, _ or - but was '?column?'; name the"
                    + " column with AS"));
  }

  @Test
  void valuesAreBoundAndNotPasted() throws Exception {
    tables.execute(
        "CREATE TABLE notes (day date, n bigint, share numeric, yes boolean, text text)");
    TestAttempt attempt =
        TestAttempt.of("2025-01-10")
            .withParams(
                Map.of(
                    "n", new JsonPrimitive(7),
                    "share", new JsonPrimitive(0.5),
                    "yes", new JsonPrimitive(true),
                    "text", new JsonPrimitive("'); DROP TABLE notes; --")));

    TaskOutcome outcome =
        run(
            attempt,
            "warehouse",
            "INSERT INTO notes VALUES ({{ ds }}, {{ params.n }}, {{ params.share }},"
                + " {{ params.yes }}, {{ params.text }})");

    assertThat(outcome).isEqualTo(TaskOutcome.done());
    assertThat(attempt.lines()).containsExactly("1 rows changed");
    assertThat(tables.column("SELECT notes::text FROM notes"))
        .containsExactly("(2025-01-10,7,0.5,t,\"'); DROP TABLE notes; --\")");
    assertThat(
            run(
                attempt,
                "warehouse",
                "SELECT text FROM notes WHERE day = {{ ds }} LIMIT {{ params.n }}"))
        .isEqualTo(TestTasks.done("{\"text\": \"'); DROP TABLE notes; --\"}"));
  }

  @Test
  void severalStatementsAreOneTransaction() throws Exception {
    tables.execute("CREATE TABLE notes (n int PRIMARY KEY)");
    TestAttempt attempt = TestAttempt.of("2025-01-10");

    assertThat(
            run(
                attempt,
                "financeflow",
                "INSERT INTO notes VALUES (1); SELECT count(*) AS notes FROM notes; DELETE FROM notes"))
        .isEqualTo(TestTasks.done("{\"notes\": 1}"));
    assertThat(attempt.lines())
        .containsExactly("1 rows changed", "1 rows returned", "1 rows changed");
    assertThat(run("INSERT INTO notes VALUES (1); INSERT INTO notes VALUES (1)"))
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo(BAD_INPUT);
              assertThat(failed.message())
                  .startsWith("ERROR: duplicate key value")
                  .doesNotContain("\n");
            });
    assertThat(tables.number("SELECT count(*) FROM notes")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELEC 1 | BAD_INPUT | ERROR: syntax error
          SELECT 1 / 0 AS n | BAD_INPUT | ERROR: division by zero
          VACUUM | BAD_INPUT | ERROR: VACUUM cannot run inside a transaction block
          DO $$ BEGIN RAISE 'no luck'; END $$ | OTHER | ERROR: no luck
          SET LOCAL statement_timeout = 1; SELECT pg_sleep(60) | INFRASTRUCTURE | ERROR: canceling statement due to statement timeout
          SET ROLE pg_monitor; SELECT count(*) AS n FROM daily_bars | REFUSED | ERROR: permission denied
          SELECT {{ outputs.load.rows }} | BAD_INPUT | unknown name 'load' in outputs
          """)
  void failuresHaveTheClassOfTheirCode(String statement, ErrorClass error, String message)
      throws Exception {
    assertThat(run(statement))
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo(error);
              assertThat(failed.message()).startsWith(message);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT '{{ ds }}' AS day", "SELECT '{}'::jsonb ? 'a' AS n"})
  void parametersThatDoNotFitAreExplained(String statement) throws Exception {
    assertThat(run(statement))
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class,
            failed -> {
              assertThat(failed.error()).isEqualTo(BAD_INPUT);
              assertThat(failed.message())
                  .endsWith(": put no quotes around {{ .. }}, and write ?? for the operator ?");
            });
    assertThat(run("SELECT '{\"a\": 1}'::jsonb ?? 'a' AS n"))
        .isEqualTo(TestTasks.done("{\"n\": true}"));
  }

  @Test
  void connectionsAreFoundByNameAndKeepTheirPasswords() throws Exception {
    TestAttempt attempt = TestAttempt.of("2025-01-10");

    assertThat(run(attempt, "missing", "SELECT 1 AS n"))
        .isEqualTo(
            TaskOutcome.failed(
                BAD_INPUT,
                "unknown connection 'missing': create it, or use 'financeflow' for the program's own"
                    + " database"));
    for (Map.Entry<String, ErrorClass> wrong :
        Map.of("nowhere", INFRASTRUCTURE, "stranger", REFUSED).entrySet()) {
      assertThat(run(attempt, wrong.getKey(), "SELECT 1 AS n"))
          .isInstanceOfSatisfying(
              TaskOutcome.Failed.class,
              failed -> {
                assertThat(failed.error()).isEqualTo(wrong.getValue());
                assertThat(failed.toString()).doesNotContain("secret-5417", "wrong-5417");
              });
    }
  }

  @Test
  void statementOfAnAttemptThatHasToStopIsCancelled() throws Exception {
    TestAttempt attempt = TestAttempt.of("2025-01-10");
    tables.execute("CREATE TABLE notes (n int)");
    Thread stopper =
        new Thread(
            () -> {
              awaitRunning("SELECT pg_sleep(600)");
              attempt.stop();
            });
    stopper.start();

    assertThatThrownBy(
            () -> run(attempt, "financeflow", "INSERT INTO notes VALUES (1); SELECT pg_sleep(600)"))
        .isInstanceOf(InterruptedException.class);

    stopper.join();
    assertThat(tables.number("SELECT count(*) FROM notes")).isZero();
    assertThat(running("SELECT pg_sleep(600)")).isZero();
  }

  private void awaitRunning(String statement) {
    while (running(statement) == 0) {
      tables.execute("SELECT pg_sleep(0.02)");
    }
  }

  private long running(String statement) {
    return tables.number(
        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()"
            + " AND query LIKE '%"
            + statement
            + "'");
  }

  @Test
  void sensorWaitsForSomething() throws Exception {
    for (String nothing :
        List.of("NULL", "false", "0", "0.00", "''", "1 WHERE false", "'x' LIMIT 0")) {
      assertThat(look("SELECT " + nothing)).isInstanceOf(TaskOutcome.NotYet.class);
    }
    for (String something : List.of("true", "1", "-0.5", "'f'", "now()", "'{}'::jsonb")) {
      assertThat(look("SELECT " + something)).as(something).isEqualTo(TaskOutcome.done());
    }
    assertThat(look("SELECT count(*) FROM daily_bars WHERE trading_date = {{ ds }}"))
        .isEqualTo(new TaskOutcome.NotYet("the query gives 0 yet", Duration.ofMinutes(1)));
  }

  @Test
  void sensorChangesNothing() throws Exception {
    assertThat(look("DELETE FROM daily_bars RETURNING 1"))
        .isEqualTo(
            TaskOutcome.failed(REFUSED, "ERROR: cannot execute DELETE in a read-only transaction"));
    assertThat(look("SET LOCAL work_mem = '8MB'"))
        .isEqualTo(TaskOutcome.failed(BAD_INPUT, "the statement of a sensor must be a query"));
    assertThat(look("SELEC"))
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class, failed -> assertThat(failed.error()).isEqualTo(BAD_INPUT));
  }

  @Test
  void failureWithoutACodeNeverReachedTheDatabase() {
    assertThat(SqlFailure.errorClass(null)).isEqualTo(INFRASTRUCTURE);
    assertThat(SqlFailure.errorClass("40P01")).isEqualTo(INFRASTRUCTURE);
    assertThat(SqlFailure.errorClass("XX000")).isEqualTo(OTHER);
  }
}
