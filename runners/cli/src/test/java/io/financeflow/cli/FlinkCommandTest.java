package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(PostgresExtension.class)
class FlinkCommandTest {
  private final Path home;

  FlinkCommandTest(@TempDir Path home) {
    this.home = home;
  }

  private Cli cli() {
    return Cli.in(home).with("FINANCEFLOW_HOME", home.toString());
  }

  @Test
  void clusterThatWasNeverStartedIsNotRunning() {
    assertThat(cli().run("flink", "status").exitCode()).isEqualTo(1);
    assertThat(cli().run("flink", "status").out())
        .isEqualTo("not running: start it with ./financeflow flink start\n");
    assertThat(cli().run("flink", "status", "--json").out()).isEqualTo("{\"running\":false}\n");
    assertThat(cli().run("flink", "stop").out()).isEqualTo("not running\n");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  @Tag("cluster")
  void startedTwiceIsOneClusterAndStopEndsAllOfIt() {
    String port = String.valueOf(TestCluster.freePort());
    String running = "running: http://127.0.0.1:" + port + ", 1 task managers, 3 slots\n";
    try {
      assertThat(cli().run("flink", "start", "--slots=3", "--port", port).out()).isEqualTo(running);
      assertThat(cli().run("flink", "start", "--slots=3", "--port", port).out()).isEqualTo(running);
      assertThat(cli().run("flink", "status").out())
          .isEqualTo(
              """
              job manager    http://127.0.0.1:%s
              task managers  1
              slots          3, 3 free
              jobs           none
              """
                  .formatted(port));
      assertThat(cli().run("flink", "status", "--json").json().get("free_slots").getAsInt())
          .isEqualTo(3);
    } finally {
      assertThat(cli().run("flink", "stop").out()).isEqualTo("stopped\n");
    }
    assertThat(cli().run("flink", "status").exitCode()).isEqualTo(1);
  }

  @Test
  void takenPortIsSaid() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Cli.Result result = cli().run("flink", "start", "--port=" + taken.getLocalPort());

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.errors())
          .containsExactly(
              "error: port %d is taken: choose another one with --port"
                  .formatted(taken.getLocalPort()));
    }
  }

  @Test
  void processOfAnotherStartTimeIsNotOurs() throws Exception {
    Files.createDirectories(home.resolve("flink"));
    long stranger = ProcessHandle.current().pid();
    Files.writeString(
        home.resolve("flink/cluster.properties"), "port=8081\njobmanager=" + stranger + "@1\n");

    assertThat(cli().run("flink", "status").exitCode()).isEqualTo(1);
    assertThat(cli().run("flink", "stop").out()).isEqualTo("not running\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          flink start --task-managers 0 | --task-managers must be 1 to 64 but was 0
          flink start --slots 65 | --slots must be 1 to 64 but was 65
          returns --date 2025-01-10 --detach | --detach needs a cluster: add --runner flink --flink-master HOST:PORT
          returns --date 2025-01-10 --flink-master a:1 | --flink-master is for --runner flink: add it
          returns --date 2025-01-10 --parallelism 0 | --parallelism must be 1 to 1024 but was 0
          returns --date 2025-01-10 --runner flink --flink-master nowhere | --flink-master must be [local] or HOST:PORT (of the REST API, usually 8081) but was nowhere
          returns --date 2025-01-10 --runner flink --flink-master a:70000 | --flink-master must be [local] or HOST:PORT (of the REST API, usually 8081) but was a:70000
          """)
  void wrongFlagIsSaid(String line, String error) {
    Cli.Result result = cli().run(line.split(" "));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errors()).containsExactly("error: " + error);
  }

  @Test
  void unreachableClusterAndUnknownJobAreSaid(Database database) {
    Cli on = cli().with(database.settings());
    int nobody = TestCluster.freePort();
    String run = "5a0f8d2e-7c1b-4a55-9d57-0d5f0c1f2a3b";

    assertThat(on.run("flink", "status", "--flink-master=127.0.0.1:" + nobody).errors())
        .containsExactly(
            "error: no Flink answers at 127.0.0.1:%d: start one with ./financeflow flink start, or correct --flink-master"
                .formatted(nobody));
    assertThat(on.run("flink", "attach", run).errors())
        .containsExactly(
            "error: no job "
                + run
                + " was submitted with this database: see ./financeflow flink jobs");
    assertThat(on.run("flink", "cancel", "7").errors())
        .containsExactly("error: 7 is neither a job id nor a run id: see ./financeflow flink jobs");
    assertThat(on.run("flink", "jobs").out()).isEqualTo("no jobs yet\n");
  }

  @Test
  void whatIsNotAFlinkIsSaid() {
    try (Vendor vendor = Vendor.start()) {
      String address = "127.0.0.1:" + vendor.sandbox().port();

      assertThat(cli().run("flink", "status", "--flink-master", address).errors())
          .containsExactly(
              "error: what answers at %s is not a Flink cluster's REST API: correct --flink-master"
                  .formatted(address));
    }
  }
}
