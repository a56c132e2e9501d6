package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.financeflow.cli.flink.Installation;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Jobs on a cluster of two TaskManager processes, from the command line. */
@Tag("cluster")
@ExtendWith(PostgresExtension.class)
class FlinkClusterTest {
  private static final String[] WEEK = {"--date=2025-01-17", "--to=2025-01-24"};

  private static Path directory;
  private static TestCluster cluster;

  private final Tables tables;
  private final WholeRun whole;
  private final Database database;
  private final Cli cli;

  FlinkClusterTest(Database database) {
    this.database = database;
    this.tables = new Tables(database);
    this.whole = new WholeRun(tables);
    this.cli = Cli.on(database.settings()).with("POLYGON_REQUESTS_PER_MINUTE", "0");
  }

  @BeforeAll
  static void start(@TempDir Path temporary) {
    directory = temporary;
    cluster = TestCluster.start(directory.resolve("flink"));
  }

  @AfterAll
  static void stop() {
    cluster.close();
    assertThat(cluster.taskManagers()).isEmpty();
  }

  private Cli onCluster(Vendor vendor) {
    return cli.with("POLYGON_BASE_URL", vendor.url())
        .with("FLINK_MASTER", cluster.address().toString());
  }

  @Test
  void clusterLeavesTheTablesOfTheDirectRunner() {
    try (Vendor vendor = Vendor.start()) {
      Cli here = onCluster(vendor);
      whole.run(here, WEEK[0], WEEK[1], "--runner=direct");
      List<List<String>> direct = whole.tables();
      whole.forget();
      whole.run(here, WEEK[0], WEEK[1], "--runner=flink", "--parallelism=3");

      assertThat(whole.tables()).isEqualTo(direct);
      assertThat(direct.get(0)).hasSize(5 * 39);
      assertThat(
              tables.column(
                  "SELECT concat_ws(' ', command, state, counters->>'changed') FROM flink_jobs"
                      + " ORDER BY submitted_at"))
          .containsExactly("ingest FINISHED 195", "returns FINISHED 156");
    }
  }

  @Test
  void clusterLeavesTheHistoryOfTheDirectRunner() {
    try (Vendor vendor = Vendor.start()) {
      Cli here = onCluster(vendor);
      whole.runHistory(here, "--runner=direct");
      List<List<String>> direct = whole.history();
      whole.forget();
      whole.runHistory(here, "--runner=flink", "--parallelism=2");

      assertThat(whole.history()).isEqualTo(direct);
      assertThat(direct.get(1)).hasSizeGreaterThan(24 * 35);
    }
  }

  @Test
  void detachedJobIsFoundAgainByItsRun() {
    try (Vendor vendor = Vendor.start()) {
      Cli.Result submitted =
          onCluster(vendor).run("ingest", WEEK[0], WEEK[1], "--runner=flink", "--detach", "--json");
      String run = submitted.json().get("run_id").getAsString();
      String job = run.replace("-", "");

      assertThat(submitted.exitCode()).isZero();
      assertThat(submitted.json().get("detached").getAsBoolean()).isTrue();
      assertThat(submitted.err())
          .isEqualTo("flink job %s (run %s) on %s%n".formatted(job, run, cluster.address().url()));

      Cli.Result attached = cli.run("flink", "attach", job, "--json");
      assertThat(attached.exitCode()).isZero();
      assertThat(attached.attempts()).hasSize(8 + 3);
      assertThat(cli.run("flink", "attach", run).out())
          .startsWith("ingest: 249 rows, 249 changed, 0 rejected");
      JsonObject listed =
          JsonParser.parseString(cli.run("flink", "jobs", "--json").out()).getAsJsonObject();
      assertThat(listed.get("state").getAsString()).isEqualTo("FINISHED");
      assertThat(listed.getAsJsonObject("counters"))
          .isEqualTo(
              JsonParser.parseString(
                  "{\"rows\":195,\"changed\":195,\"settled\":0,\"rejected\":0}"));
      assertThat(cli.run("flink", "cancel", run).errors())
          .containsExactly("error: job " + job + " has ended: it is FINISHED");
    }
  }

  @Test
  void cancelledJobSaysSo() {
    try (Vendor vendor = Vendor.start(Vendor.settings().withFaults("latency=30s"))) {
      Cli here = onCluster(vendor);
      Cli.Result submitted = here.run("ingest", WEEK[0], "--runner=flink", "--detach", "--json");
      String job = submitted.json().get("run_id").getAsString().replace("-", "");

      assertThat(here.run("flink", "cancel", job).out()).isEqualTo("cancelled " + job + "\n");
      Cli.Result attached = here.run("flink", "attach", job);

      assertThat(attached.exitCode()).isEqualTo(1);
      assertThat(attached.errors())
          .containsExactly(
              "error: job " + job + " was cancelled: run the command again to complete it");
    }
  }

  @Test
  void failedJobGivesItsRootCause() {
    try (Vendor vendor = Vendor.start()) {
      tables.execute("ALTER TABLE rejected_rows RENAME TO gone");

      Cli.Result result = onCluster(vendor).run("ingest", WEEK[0], "--runner=flink");

      assertThat(result.exitCode()).isEqualTo(40);
      assertThat(result.errors())
          .containsExactly(
              "error: the TaskManagers' database: ERROR: relation \"rejected_rows\" does not exist:"
                  + " check that it runs and that they can reach it, then retry");
      assertThat(tables.column("SELECT state FROM flink_jobs")).containsExactly("FAILED");
    }
  }

  @Test
  void fullClusterIsSaidBeforeAnythingIsSubmitted() {
    try (Vendor vendor = Vendor.start()) {
      Cli.Result result =
          onCluster(vendor).run("ingest", WEEK[0], "--runner=flink", "--parallelism=5");

      assertThat(result.exitCode()).isEqualTo(10);
      assertThat(result.errors())
          .containsExactly(
              "error: the cluster at %s has 4 of 4 slots free and the job needs 5: retry later, add TaskManagers, or lower --parallelism"
                  .formatted(cluster.address()));
      assertThat(tables.number("SELECT count(*) FROM flink_jobs")).isZero();
    }
  }

  @Test
  void pipelineRunsFromTheJarAsFlinkUsersLaunchIt(@TempDir Path home) throws Exception {
    try (Vendor vendor = Vendor.start()) {
      Path password = Files.writeString(home.resolve("password"), database.settings().password());
      ProcessBuilder client =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--add-opens=java.base/java.util=ALL-UNNAMED",
                  "--add-opens=java.base/java.lang=ALL-UNNAMED",
                  "-cp",
                  Installation.ofThisProgram().classPath(),
                  "org.apache.flink.client.cli.CliFrontend",
                  "run",
                  "--jobmanager",
                  cluster.address().toString(),
                  "--class",
                  "io.financeflow.pipelines.ingest.IngestPipeline",
                  Installation.ofThisProgram().jobJar().toString(),
                  "--runner=FlinkRunner",
                  "--executionModeForBatch=BATCH_FORCED",
                  "--jdbcUrl=" + database.settings().url(),
                  "--jdbcUser=" + database.settings().user(),
                  "--jdbcPasswordFile=" + password,
                  "--polygonBaseUrl=" + vendor.url(),
                  "--requestsPerMinute=0",
                  "--from=2025-01-17",
                  "--to=2025-01-21")
              .redirectErrorStream(true)
              .redirectOutput(home.resolve("client.log").toFile());
      client.environment().put("FLINK_CONF_DIR", directory.resolve("flink/conf").toString());
      Process running = client.start();

      assertThat(running.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(running.exitValue()).as(Files.readString(home.resolve("client.log"))).isZero();
      assertThat(tables.barsPerSession()).containsExactly("2025-01-17 39", "2025-01-21 39");
    }
  }
}
