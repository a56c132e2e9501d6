package io.financeflow.cli.task;

import static io.financeflow.orchestrator.dag.TaskKind.PipelineMode.DIRECT;
import static io.financeflow.orchestrator.dag.TaskKind.PipelineMode.FLINK;
import static io.financeflow.orchestrator.dag.TaskKind.PipelineMode.OWN_JVM;
import static io.financeflow.orchestrator.policy.ErrorClass.BAD_INPUT;
import static io.financeflow.orchestrator.policy.ErrorClass.INFRASTRUCTURE;
import static io.financeflow.orchestrator.policy.ErrorClass.NOT_READY;
import static io.financeflow.orchestrator.policy.ErrorClass.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import io.financeflow.cli.Cli;
import io.financeflow.cli.Tables;
import io.financeflow.cli.TestCluster;
import io.financeflow.cli.Vendor;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.dag.TaskKind.PipelineMode;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pipelines as tasks, in this process and in one of their own. */
@ExtendWith(PostgresExtension.class)
class PipelineTaskTest {
  private static final String[] DAY = {"date", "2025-01-10", "references", "none"};

  private final Cli cli;
  private final Tables tables;

  PipelineTaskTest(Database database, @TempDir Path directory) {
    this.cli = Cli.in(directory).with(database.settings()).with("POLYGON_REQUESTS_PER_MINUTE", "0");
    this.tables = new Tables(database);
  }

  private TaskOutcome run(Cli settings, String pipeline, PipelineMode mode, TestAttempt attempt)
      throws Exception {
    return TestTasks.task(settings, new TaskKind.Pipeline(pipeline, mode, Map.of())).run(attempt);
  }

  private TaskOutcome ingest(Vendor vendor, PipelineMode mode, TestAttempt attempt)
      throws Exception {
    return run(cli.with("POLYGON_BASE_URL", vendor.url()), "ingest", mode, attempt);
  }

  private static TestAttempt attempt(String... arguments) {
    return TestAttempt.of("2025-01-10").with(arguments);
  }

  /** Outputs as text, without those that differ from run to run. */
  private static String figures(TaskOutcome outcome) {
    assertThat(outcome).isInstanceOf(TaskOutcome.Done.class);
    Map<String, JsonElement> outputs =
        new TreeMap<>(((TaskOutcome.Done) outcome).outputs().values());
    assertThat(outputs).containsKeys("seconds", "run_id");
    outputs.keySet().removeAll(Set.of("seconds", "run_id"));
    return outputs.toString();
  }

  private static void assertFailed(TaskOutcome outcome, ErrorClass error, String message) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class,
            failed -> {
              assertThat(failed.message()).startsWith(message).doesNotContain("\n");
              assertThat(failed.error()).isEqualTo(error);
            });
  }

  @Test
  void reportBecomesOutputsAndProgressIsLogged() throws Exception {
    try (Vendor vendor = Vendor.start()) {
      TestAttempt attempt = attempt("from", "2025-01-08", "to", "2025-01-10", "references", "none");

      TaskOutcome outcome = ingest(vendor, DIRECT, attempt);

      assertThat(figures(outcome))
          .isEqualTo("{changed=78, not_ready=0, rejected=0, rows=78, sessions=2}");
      assertThat(tables.barsPerSession()).containsExactly("2025-01-08 39", "2025-01-10 39");
      assertThat(TestTasks.output(outcome, "run_id").getAsString())
          .isEqualTo(tables.column("SELECT DISTINCT run_id::text FROM ingestion_logs").get(0));
      assertThat(attempt.lines().get(0))
          .isEqualTo(
              "financeflow ingest --from=2025-01-08 --references=none --to=2025-01-10 --json");
      assertThat(attempt.lines().subList(1, attempt.lines().size()))
          .hasSize(2)
          .allMatch(line -> line.startsWith("daily_bars 2025-01-"))
          .allMatch(line -> line.contains(" DONE rows=39 changed=39 rejected=0 "));
      TaskOutcome checked = run(cli, "quality", DIRECT, attempt("date", "2025-01-10"));
      assertThat(TestTasks.output(checked, "errors").getAsInt()).isZero();
    }
  }

  @Test
  void ownJvmDoesTheSame() throws Exception {
    try (Vendor vendor = Vendor.start()) {
      TestAttempt attempt = attempt(DAY);

      assertThat(figures(ingest(vendor, OWN_JVM, attempt)))
          .isEqualTo("{changed=39, not_ready=0, rejected=0, rows=39, sessions=1}");
      assertThat(tables.barsPerSession()).containsExactly("2025-01-10 39");
      assertThat(attempt.lines())
          .anyMatch(line -> line.startsWith("daily_bars 2025-01-10 DONE rows=39 "));
    }
  }

  @Test
  void failureOfAnOwnJvmIsReadFromItsExitCodeAndLastWords() throws Exception {
    TestAttempt attempt = attempt("date", "1901-01-10");

    assertFailed(run(cli, "returns", OWN_JVM, attempt), BAD_INPUT, "--date must not be before ");
    assertThat(attempt.lines()).hasSize(2);
  }

  @Test
  void sessionThatIsMissingIsNotReady() throws Exception {
    try (Vendor vendor = Vendor.start(Vendor.settings().withFaults("empty=always"))) {
      assertFailed(ingest(vendor, DIRECT, attempt(DAY)), NOT_READY, "daily_bars 2025-01-10: ");
    }
  }

  @Test
  void wrongKeyIsRefusedAndEveryFailureIsCounted() throws Exception {
    try (Vendor vendor = Vendor.start(Vendor.settings().withApiKey("right-key-5417"))) {
      TaskOutcome outcome = ingest(vendor, DIRECT, attempt("date", "2025-01-10"));

      assertFailed(outcome, REFUSED, "");
      assertThat(((TaskOutcome.Failed) outcome).message())
          .contains("'API Key was not provided'")
          .endsWith(" (and 3 more)");
    }
  }

  @Test
  void databaseThatIsAwayIsInfrastructure() throws Exception {
    Cli away =
        cli.with("DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + TestCluster.freePort() + "/x");

    assertFailed(run(away, "returns", DIRECT, attempt("date", "2025-01-10")), INFRASTRUCTURE, "");
  }

  @Test
  void brokenQualityRuleIsBadInput() throws Exception {
    try (Vendor vendor = Vendor.start()) {
      ingest(vendor, DIRECT, attempt("from", "2025-01-02", "to", "2025-01-15"));
      tables.execute(
          """
          DELETE FROM daily_bars WHERE trading_date = '2025-01-14' AND ticker IN (
            SELECT ticker FROM daily_bars WHERE trading_date = '2025-01-14' ORDER BY ticker LIMIT 10)
          """);

      assertFailed(
          run(cli, "quality", DIRECT, attempt("from", "2025-01-13", "to", "2025-01-15")),
          BAD_INPUT,
          "quality_checks 2025-01-14: 2025-01-14 breaks missing_against_yesterday (");
    }
  }

  @Test
  void warningsOfAStrictCheckAreBadInput() throws Exception {
    try (Vendor vendor = Vendor.start(Vendor.settings().withFaults("duplicate=always"))) {
      ingest(vendor, DIRECT, attempt(DAY));

      assertFailed(
          run(cli, "quality", DIRECT, attempt("date", "2025-01-10", "strict", "true")),
          BAD_INPUT,
          "1 warnings and 0 errors: see ./financeflow quality with the same dates");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ingest | date=2025-01-10,max-gap=3 | unknown argument 'max-gap'; known are date, flink-master,
          ingest | date=2025-01-10,form=2025-01-10 | unknown argument 'form'; did you mean 'from'? known are
          ingest | to=2025-01-10 | the argument 'date' is missing
          ingest | date=2025-01-10,from=2025-01-10 | 'date' and 'from' mean the same: give one of them
          ingest | date=2025-01-10,runner=flink | unknown argument 'runner';
          ingest | date=2025-01-10,flink-master=a:1 | the argument 'flink-master' is for 'run: flink': add it
          returns | date=10 January | Invalid value for option '--date': '10 January' is not a date like 2025-01-10
          returns | date=2025-01-10,max-gap=26 | --max-gap must be 1 to 25 sessions but was 26
          returns | date=2025-02-03 | 2025-02-03 lies in the future: in New York it is 2025-01-31
          backfill-returns | from=2025-01-10,backwards=maybe | the argument 'backwards' must be true or false but was 'maybe'
          backfill-ingest | from=2025-01-10,reprocess=some | Invalid value for option '--reprocess': expected one of
          """)
  void wrongArgumentsAreBadInput(String pipeline, String arguments, String message)
      throws Exception {
    assertFailed(run(cli, pipeline, DIRECT, attempt(arguments.split("[,=]"))), BAD_INPUT, message);
  }

  @Test
  void argumentsBecomeFlags() {
    PipelineNames pipelines = new PipelineNames(TestTasks.environment(cli));

    assertThat(
            pipelines
                .find("backfill-ingest")
                .commandLine(
                    Map.of(
                        "from", " 2025-01-02 ",
                        "to", "",
                        "backwards", "true",
                        "include-otc", "false",
                        "files", "-odd folder",
                        "max-parallel", "4")))
        .containsExactly(
            "backfill",
            "ingest",
            "--backwards",
            "--files=-odd folder",
            "--from=2025-01-02",
            "--max-parallel=4",
            "--json");
    assertThat(pipelines.find("quality").commandLine(Map.of("rule", "row_count, stale_close")))
        .containsExactly("quality", "--rule=row_count", "--rule=stale_close", "--json");
  }

  @Test
  void historyIsMadeCompleteByItsFourPipelines() throws Exception {
    try (Vendor vendor = Vendor.start()) {
      Cli here = cli.with("POLYGON_BASE_URL", vendor.url());
      String[] range = {"from", "2024-12-23", "to", "2025-01-10"};

      assertThat(figures(run(here, "references", DIRECT, attempt(range))))
          .startsWith("{changed=")
          .contains("not_ready=0, rejected=0")
          .endsWith("sessions=0}");
      assertThat(figures(run(here, "backfill-ingest", DIRECT, attempt(range))))
          .endsWith("sessions=12}");
      assertThat(run(here, "backfill-ingest", DIRECT, attempt(range)))
          .isEqualTo(
              TestTasks.done(
                  "{\"rows\":0,\"changed\":0,\"rejected\":0,\"sessions\":0,\"not_ready\":0}"));
      assertThat(run(here, "backfill-returns", DIRECT, attempt(range)))
          .isInstanceOf(TaskOutcome.Done.class);
      assertThat(run(here, "backfill-features", DIRECT, attempt(range)))
          .isInstanceOf(TaskOutcome.Done.class);
      assertThat(tables.number("SELECT count(DISTINCT trading_date) FROM daily_bars"))
          .isEqualTo(12);
    }
  }

  @ParameterizedTest
  @CsvSource({"DIRECT", "OWN_JVM"})
  void pipelineOfAnAttemptThatHasToStopEnds(PipelineMode mode) throws Exception {
    try (Vendor vendor = Vendor.start(Vendor.settings().withFaults("latency=300ms"))) {
      TestAttempt attempt =
          attempt("from", "2024-01-02", "to", "2025-01-10", "references", "none")
              .stoppedAt(line -> line.startsWith("daily_bars "));

      assertThatThrownBy(() -> ingest(vendor, mode, attempt))
          .isInstanceOf(InterruptedException.class);

      assertThat(Thread.interrupted()).isFalse();
      assertThat(loadedInTheEnd()).isLessThan(200);
    }
  }

  /** Sessions on record once no more are added; the range has 258. */
  private long loadedInTheEnd() {
    String count = "SELECT count(*) FROM ingestion_logs, pg_sleep(0.5) WHERE status = 'DONE'";
    long before = -1;
    long loaded = tables.number(count);
    while (loaded != before) {
      before = loaded;
      loaded = tables.number(count);
    }
    return loaded;
  }

  @Test
  void flinkNeedsAClusterThatAnswers() throws Exception {
    int port = TestCluster.freePort();
    TestAttempt attempt = attempt("date", "2025-01-10");

    assertThat(run(cli, "returns", FLINK, attempt))
        .isEqualTo(
            TaskOutcome.failed(
                BAD_INPUT,
                "no Flink cluster is named: set FLINK_MASTER, or give the argument flink-master"));
    assertFailed(
        run(cli.with("FLINK_MASTER", "127.0.0.1:" + port), "returns", FLINK, attempt),
        INFRASTRUCTURE,
        "no Flink answers at 127.0.0.1:" + port);
    assertFailed(
        run(cli, "returns", FLINK, attempt("date", "2025-01-10", "flink-master", "nowhere")),
        BAD_INPUT,
        "--flink-master must be [local] or HOST:PORT");
    assertThat(attempt.externalJob().id()).isEmpty();
    assertThat(tables.number("SELECT count(*) FROM flink_jobs")).isZero();
  }
}
