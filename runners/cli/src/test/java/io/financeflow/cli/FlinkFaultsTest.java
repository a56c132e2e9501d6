package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.cli.flink.ClusterProcess;
import io.financeflow.sandbox.SandboxSettings;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.DatabaseSettings;
import io.financeflow.schema.db.EmbeddedPostgres;
import io.financeflow.schema.db.Migrations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What happens to an ingest of 62 sessions on a cluster when something breaks in its middle: it
 * ends right, and leaves the tables of an ingest that nothing disturbed.
 */
@Tag("faults")
class FlinkFaultsTest {
  private static final String[] INGEST = {
    "ingest", "--date=2024-10-31", "--to=2025-01-31", "--runner=flink", "--parallelism=2"
  };
  private static final int ATTEMPTS = 93 + 3;
  private static final int MIDDLE = 25;
  private static final long PATIENCE = Duration.ofMinutes(2).toNanos();

  /** Attempts that ended well, and the sessions they are of. */
  private static final String ATTEMPTS_AT_BARS =
      """
      SELECT count(*) || ' ' || count(DISTINCT trading_date) FROM ingestion_logs
      WHERE dataset = 'daily_bars' AND status = 'DONE'
      """;

  private static Path directory;
  private static TestCluster cluster;
  private static EmbeddedPostgres server;
  private static DatabaseSettings settings;
  private static List<List<String>> undisturbed;

  @BeforeAll
  static void start(@TempDir Path temporary) {
    directory = temporary;
    server = new EmbeddedPostgres(directory.resolve("database"));
    settings = server.start();
    cluster = TestCluster.start(directory.resolve("flink"));
    try (Vendor vendor = Vendor.start();
        Database database = Database.connect(settings)) {
      Migrations.migrate(database);
      Cli.Result result = cli(vendor).run(INGEST[0], INGEST[1], INGEST[2], "--references=all");
      assertThat(result.exitCode()).as(result.err()).isZero();
      undisturbed = new WholeRun(new Tables(database)).tables();
      assertThat(undisturbed.get(1)).hasSize(ATTEMPTS);
    }
  }

  @AfterAll
  static void stop() {
    cluster.close();
    server.stop();
  }

  private static Cli cli(Vendor vendor) {
    return Cli.on(settings)
        .with("POLYGON_REQUESTS_PER_MINUTE", "0")
        .with("FLINK_MASTER", cluster.address().toString())
        .with("POLYGON_BASE_URL", vendor.url());
  }

  /** Slow enough that there is a middle. */
  private static SandboxSettings slow() {
    return Vendor.settings().withFaults("latency=200ms");
  }

  /** What breaks. */
  private interface Break {
    void happen() throws Exception;
  }

  private static void ingestWhile(Vendor vendor, Break event) throws Exception {
    try (Database database = Database.connect(settings)) {
      Tables tables = new Tables(database);
      new WholeRun(tables).forget();
      CompletableFuture<Cli.Result> ingest =
          CompletableFuture.supplyAsync(() -> cli(vendor).run(INGEST));
      awaitMiddle(tables, ingest);
      event.happen();

      Cli.Result result = ingest.get(4, TimeUnit.MINUTES);
      assertThat(result.exitCode()).as(result.err()).isZero();
    }
    try (Database database = Database.connect(settings)) {
      List<List<String>> after = new WholeRun(new Tables(database)).tables();
      for (int table = 0; table < undisturbed.size(); table++) {
        assertThat(after.get(table)).isEqualTo(undisturbed.get(table));
      }
    }
  }

  private static void awaitMiddle(Tables tables, CompletableFuture<Cli.Result> ingest) {
    String logged = "SELECT count(*) FROM ingestion_logs";
    long start = System.nanoTime();
    while (tables.number(logged) < MIDDLE) {
      assertThat(System.nanoTime() - start).as("nanoseconds waited").isLessThan(PATIENCE);
      assertThat(ingest.isDone()).isFalse();
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    assertThat(tables.number(logged)).isLessThan(ATTEMPTS);
  }

  @Test
  void killedTaskManagerIsReplacedByTheOther() throws Exception {
    try (Vendor vendor = Vendor.start(slow())) {
      ingestWhile(vendor, FlinkFaultsTest::killTheBusyTaskManager);

      assertThat(cluster.taskManagers()).hasSize(1);
    } finally {
      cluster.heal();
    }
    assertThat(cluster.taskManagers()).hasSize(2);
  }

  @Test
  @Tag("long")
  void backfillSurvivesTheLossOfATaskManager() throws Exception {
    try (Vendor vendor = Vendor.start(slow())) {
      backfillWhile(vendor, FlinkFaultsTest::killTheBusyTaskManager);
    } finally {
      cluster.heal();
    }
  }

  @Test
  void backfillSurvivesARestartOfTheDatabase() throws Exception {
    try (Vendor vendor = Vendor.start(slow())) {
      backfillWhile(
          vendor,
          () -> {
            server.stop();
            assertThat(server.start()).isEqualTo(settings);
          });
    }
  }

  /** The bars are those of the ingest, and the returns those that the returns pipeline computes. */
  private static void backfillWhile(Vendor vendor, Break event) throws Exception {
    String[] line = {"backfill", "ingest", INGEST[1], INGEST[2], INGEST[3], INGEST[4]};
    try (Database database = Database.connect(settings)) {
      Tables tables = new Tables(database);
      new WholeRun(tables).forget();
      CompletableFuture<Cli.Result> backfill =
          CompletableFuture.supplyAsync(() -> cli(vendor).run(line));
      awaitMiddle(tables, backfill);
      event.happen();

      Cli.Result result = backfill.get(4, TimeUnit.MINUTES);
      assertThat(result.exitCode()).as(result.err()).isZero();
    }
    try (Database database = Database.connect(settings)) {
      Tables tables = new Tables(database);
      assertThat(tables.column(ATTEMPTS_AT_BARS)).containsExactly("62 62");
      assertThat(tables.number("SELECT count(*) FROM returns_due")).isZero();
      List<String> bars = tables.bars();
      assertThat(cli(vendor).run("returns", INGEST[1], INGEST[2]).out()).contains(" 0 changed,");
      assertThat(tables.bars()).isEqualTo(bars).hasSameSizeAs(undisturbed.get(0));
    }
  }

  private static void killTheBusyTaskManager() {
    ClusterProcess busy = cluster.busyTaskManager();
    assertThat(busy.handle().orElseThrow().destroyForcibly()).isTrue();
  }

  @Test
  @Tag("long")
  void restartedDatabaseIsWaitedFor() throws Exception {
    try (Vendor vendor = Vendor.start(slow())) {
      ingestWhile(
          vendor,
          () -> {
            server.stop();
            assertThat(server.start()).isEqualTo(settings);
          });
    }
  }

  @Test
  @Tag("long")
  void vendorThatIsAwayForTwentySecondsIsWaitedFor() throws Exception {
    withoutVendor(FlinkFaultsTest::ingestWhile);
  }

  @Test
  void backfillWaitsForAVendorThatIsAwayForTwentySeconds() throws Exception {
    withoutVendor(FlinkFaultsTest::backfillWhile);
  }

  /** A run in whose middle something happens. */
  private interface Disturbed {
    void run(Vendor vendor, Break event) throws Exception;
  }

  /** The vendor goes, and answers 503 for 20 seconds when it is back. */
  private static void withoutVendor(Disturbed run) throws Exception {
    Vendor first = Vendor.start(slow());
    List<Vendor> vendors = new ArrayList<>(List.of(first));
    int port = first.sandbox().port();
    try {
      run.run(
          first,
          () -> {
            first.close();
            vendors.add(Vendor.start(Vendor.settings().withPort(port).withFaults("outage=20s")));
          });
    } finally {
      vendors.forEach(Vendor::close);
    }
  }
}
