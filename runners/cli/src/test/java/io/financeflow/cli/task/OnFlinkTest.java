package io.financeflow.cli.task;

import static io.financeflow.orchestrator.dag.TaskKind.PipelineMode.FLINK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import io.financeflow.cli.Cli;
import io.financeflow.cli.Tables;
import io.financeflow.cli.TestCluster;
import io.financeflow.cli.Vendor;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.policy.ErrorClass;
import io.financeflow.orchestrator.task.Task;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines as jobs that outlive the attempts that wait for them. */
@Tag("cluster")
@ExtendWith(PostgresExtension.class)
class OnFlinkTest {
  private static final String[] WEEK = {
    "date", "2025-01-17", "to", "2025-01-24", "references", "none"
  };

  private static TestCluster cluster;

  private final Tables tables;
  private final Cli cli;

  OnFlinkTest(Database database) {
    this.tables = new Tables(database);
    this.cli =
        Cli.on(database.settings())
            .with("POLYGON_REQUESTS_PER_MINUTE", "0")
            .with("FLINK_MASTER", cluster.address().toString());
  }

  @BeforeAll
  static void start(@TempDir Path directory) {
    cluster = TestCluster.start(directory.resolve("flink"));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private Task ingest(Vendor vendor) {
    return TestTasks.task(
        cli.with("POLYGON_BASE_URL", vendor.url()),
        new TaskKind.Pipeline("ingest", FLINK, Map.of()));
  }

  private List<String> jobs() {
    return tables.column(
        "SELECT concat_ws(' ', command, state, run_id) FROM flink_jobs ORDER BY submitted_at");
  }

  @Test
  void reportAndCountersOfTheJobBecomeOutputsAndItIsForgotten() throws Exception {
    try (Vendor vendor = Vendor.start()) {
      TestAttempt attempt = TestAttempt.of("2025-01-24").with(WEEK);

      TaskOutcome outcome = ingest(vendor).run(attempt);

      String run = TestTasks.output(outcome, "run_id").getAsString();
      assertThat(TestTasks.output(outcome, "sessions").getAsInt()).isEqualTo(5);
      assertThat(TestTasks.output(outcome, "counters"))
          .isEqualTo(
              JsonParser.parseString(
                  "{\"rows\":195,\"changed\":195,\"settled\":0,\"rejected\":0}"));
      assertThat(jobs()).containsExactly("ingest FINISHED " + run);
      assertThat(TestTasks.output(outcome, "job_id").getAsString()).isEqualTo(run.replace("-", ""));
      assertThat(attempt.externalJob().id()).isEmpty();
    }
  }

  /** The first worker is gone without a word: its job is what another command submitted. */
  @Test
  void jobOfAnEarlierAttemptIsTakenUpRunningOrFinished() throws Exception {
    try (Vendor vendor = Vendor.start(Vendor.settings().withFaults("latency=1s"))) {
      String run = submitted(vendor);
      TestAttempt.StoredJob stored = new TestAttempt.StoredJob();
      stored.store(run);
      TestAttempt second = TestAttempt.of("2025-01-24").with(WEEK).with(stored);

      assertThat(ingest(vendor).run(second)).isInstanceOf(TaskOutcome.Done.class);

      assertThat(second.lines())
          .contains(
              "flink job "
                  + run.replace("-", "")
                  + " of an earlier attempt is RUNNING: it is taken up");
      assertThat(stored.id()).isEmpty();
      stored.store(run);
      TestAttempt third = TestAttempt.of("2025-01-24").with(WEEK).with(stored);
      assertThat(ingest(vendor).run(third)).isInstanceOf(TaskOutcome.Done.class);
      assertThat(third.lines())
          .contains(
              "flink job "
                  + run.replace("-", "")
                  + " of an earlier attempt is FINISHED: it is taken up");
      assertThat(jobs()).containsExactly("ingest FINISHED " + run);
      assertThat(tables.barsPerSession()).hasSize(5);
    }
  }

  private String submitted(Vendor vendor) {
    return cli.with("POLYGON_BASE_URL", vendor.url())
        .run(
            "ingest",
            "--date=2025-01-17",
            "--to=2025-01-24",
            "--references=none",
            "--runner=flink",
            "--detach",
            "--json")
        .json()
        .get("run_id")
        .getAsString();
  }

  @Test
  void jobThatNeverCameOrWasCancelledIsSubmittedAnew() throws Exception {
    try (Vendor vendor = Vendor.start()) {
      TestAttempt.StoredJob stored = new TestAttempt.StoredJob();
      stored.store("5a0f8d2e-7c1b-4a55-9d57-0d5f0c1f2a3b");

      assertThat(ingest(vendor).run(TestAttempt.of("2025-01-24").with(WEEK).with(stored)))
          .isInstanceOf(TaskOutcome.Done.class);
      assertThat(jobs()).hasSize(1);
    }
    try (Vendor slow = Vendor.start(Vendor.settings().withFaults("latency=30s"))) {
      String run = submitted(slow);
      cli.run("flink", "cancel", run);
      assertThat(cli.run("flink", "attach", run).exitCode()).isEqualTo(1);
      TestAttempt.StoredJob stored = new TestAttempt.StoredJob();
      stored.store(run);
      try (Vendor vendor = Vendor.start()) {
        assertThat(ingest(vendor).run(TestAttempt.of("2025-01-24").with(WEEK).with(stored)))
            .isInstanceOf(TaskOutcome.Done.class);
      }
      assertThat(jobs()).hasSize(3);
    }
  }

  @Test
  void jobOfAnAttemptThatHasToStopIsCancelledAndForgotten() throws Exception {
    try (Vendor vendor = Vendor.start(Vendor.settings().withFaults("latency=30s"))) {
      TestAttempt attempt =
          TestAttempt.of("2025-01-24").with(WEEK).stoppedAt(line -> line.startsWith("flink job "));

      assertThatThrownBy(() -> ingest(vendor).run(attempt))
          .isInstanceOf(InterruptedException.class);

      assertThat(attempt.externalJob().id()).isEmpty();
      assertThat(tables.column("SELECT state FROM flink_jobs WHERE state IN ('RUNNING')"))
          .isEmpty();
    }
  }

  @Test
  void jobThatSomebodyElseCancelsIsInfrastructure() throws Exception {
    try (Vendor vendor = Vendor.start(Vendor.settings().withFaults("latency=30s"))) {
      String run = submitted(vendor);
      TestAttempt.StoredJob stored = new TestAttempt.StoredJob();
      stored.store(run);
      TestAttempt attempt = TestAttempt.of("2025-01-24").with(WEEK).with(stored);
      attempt.onLine(
          line -> line.endsWith("it is taken up"), () -> cli.run("flink", "cancel", run));

      TaskOutcome outcome = ingest(vendor).run(attempt);

      assertThat(TestTasks.brief(outcome))
          .isEqualTo(
              TaskOutcome.failed(
                  ErrorClass.INFRASTRUCTURE,
                  "job "
                      + run.replace("-", "")
                      + " was cancelled: run the command again to complete it"));
      assertThat(stored.id()).isEmpty();
    }
  }
}
