package io.financeflow.cli.task;

import static io.financeflow.orchestrator.policy.ErrorClass.BAD_INPUT;
import static io.financeflow.orchestrator.policy.ErrorClass.INFRASTRUCTURE;
import static io.financeflow.orchestrator.policy.ErrorClass.NOT_READY;
import static io.financeflow.orchestrator.policy.ErrorClass.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.cli.Cli;
import io.financeflow.cli.Tables;
import io.financeflow.cli.TestCluster;
import io.financeflow.cli.Vendor;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.task.TaskOutcome;
import io.financeflow.sandbox.MarketSource;
import io.financeflow.sandbox.SandboxSettings;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
class VendorReadyTest {
  private final Cli cli;
  private final Tables tables;

  VendorReadyTest(Database database) {
    this.cli = Cli.on(database.settings()).with("POLYGON_REQUESTS_PER_MINUTE", "0");
    this.tables = new Tables(database);
  }

  private TaskOutcome look(Cli settings, TestAttempt attempt) throws Exception {
    return TestTasks.task(settings, new TaskKind.Java("vendor_ready", Map.of())).run(attempt);
  }

  private TaskOutcome look(Vendor vendor, TestAttempt attempt) throws Exception {
    return look(cli.with("POLYGON_BASE_URL", vendor.url()), attempt);
  }

  private static SandboxSettings before(String instant) {
    return SandboxSettings.of(
        MarketSource.simulated(42, 60), Clock.fixed(Instant.parse(instant), ZoneOffset.UTC));
  }

  @Test
  void sessionWithBarsIsReadyAndNothingIsStored() throws Exception {
    try (Vendor vendor = Vendor.start()) {
      assertThat(look(vendor, TestAttempt.of("2025-01-31").with("date", "2025-01-31")))
          .isEqualTo(TaskOutcome.done());
      assertThat(tables.number("SELECT count(*) FROM daily_bars")).isZero();
      assertThat(tables.number("SELECT count(*) FROM ingestion_logs")).isZero();
    }
  }

  @Test
  void closedDayIsNotWaitedFor() throws Exception {
    TestAttempt attempt = TestAttempt.of("2025-01-10").with("date", "2025-01-09");

    assertThat(look(cli.with("POLYGON_BASE_URL", "http://127.0.0.1:1"), attempt))
        .isEqualTo(TaskOutcome.done());
    assertThat(attempt.lines())
        .containsExactly("2025-01-09 is no session: there is nothing to wait for");
  }

  @Test
  void sessionThatIsNotThereIsWaitedForUntilItIsLate() throws Exception {
    try (Vendor early = Vendor.start(before("2025-01-31T15:00:00Z"));
        Vendor empty = Vendor.start(Vendor.settings().withFaults("empty=always"))) {
      TestAttempt attempt = TestAttempt.of("2025-01-31").with("date", "2025-01-31", "every", "90s");
      assertThat(look(empty, attempt))
          .isEqualTo(
              new TaskOutcome.NotYet(
                  "the vendor has no bars of 2025-01-31 yet", Duration.ofSeconds(90)));
      assertThat(look(early, attempt))
          .isInstanceOfSatisfying(
              TaskOutcome.NotYet.class,
              notYet ->
                  assertThat(notYet.reason())
                      .startsWith("the vendor answered 403 'Attempted to request today's data"));

      Clock due = Clock.fixed(Instant.parse("2025-02-01T09:45:00Z"), ZoneOffset.UTC);
      assertThat(look(empty, attempt.at(due)))
          .isEqualTo(
              TaskOutcome.failed(
                  NOT_READY,
                  "the vendor has no bars of 2025-01-31 yet (waited until 2025-02-01T09:45:00Z)"));
    }
  }

  @Test
  void vendorThatIsAwayIsWaitedForAndAskedOnce() throws Exception {
    String nobody = "http://127.0.0.1:" + TestCluster.freePort();

    assertThat(
            look(
                cli.with("POLYGON_BASE_URL", nobody),
                TestAttempt.of("2025-01-31").with("date", "2025-01-31")))
        .isInstanceOfSatisfying(
            TaskOutcome.NotYet.class,
            notYet -> assertThat(notYet.again()).isEqualTo(Duration.ofMinutes(5)));
  }

  @Test
  void wrongKeyIsRefused() throws Exception {
    try (Vendor vendor = Vendor.start(Vendor.settings().withApiKey("right-key-5417"))) {
      assertThat(
              look(
                  cli.with("POLYGON_BASE_URL", vendor.url()).with("POLYGON_API_KEY", "wrong-5417"),
                  TestAttempt.of("2025-01-31").with("date", "2025-01-31")))
          .isInstanceOfSatisfying(
              TaskOutcome.Failed.class,
              failed -> {
                assertThat(failed.error()).isEqualTo(REFUSED);
                assertThat(failed.message())
                    .startsWith("the vendor answered 401 'Unknown API Key'")
                    .doesNotContain("wrong-5417");
              });
    }
  }

  @Test
  void databaseThatIsAwayIsInfrastructure() throws Exception {
    Cli away =
        cli.with("DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + TestCluster.freePort() + "/x");

    assertThat(look(away, TestAttempt.of("2025-01-31").with("date", "2025-01-31")))
        .isInstanceOfSatisfying(
            TaskOutcome.Failed.class,
            failed -> assertThat(failed.error()).isEqualTo(INFRASTRUCTURE));
  }

  @Test
  void malformedArgumentsAreBadInput() throws Exception {
    assertThat(look(cli, TestAttempt.of("2025-01-31").with("date", "tomorrow")))
        .isEqualTo(
            TaskOutcome.failed(BAD_INPUT, "the argument 'date' must be a date like 2025-01-10"));
    assertThat(look(cli, TestAttempt.of("2025-01-31").with("date", "2025-01-31", "every", "5")))
        .isEqualTo(
            TaskOutcome.failed(
                BAD_INPUT, "a length of time is written like 90s, 15m, 1h30m or 2d, not '5'"));
    assertThat(look(cli, TestAttempt.of("2025-01-31").with("date", "2025-01-31", "every", "0s")))
        .isEqualTo(TaskOutcome.failed(BAD_INPUT, "the argument 'every' must be > 0s"));
  }
}
