package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.orchestrator.catalogue.DagRegistry;
import io.financeflow.orchestrator.catalogue.LoadedDag;
import io.financeflow.orchestrator.dag.Dag;
import io.financeflow.orchestrator.dag.TaskKind;
import io.financeflow.orchestrator.log.StoredLogs;
import io.financeflow.orchestrator.run.RunTrigger;
import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.orchestrator.worker.AttemptLogs.AttemptLog;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class RunsLogsCommandTest {
  private static final String RUN = "manual__2025-01-31T22:00:00Z";

  private final Database database;
  private final Cli cli;
  private final Path folder;

  RunsLogsCommandTest(Database database, @TempDir Path folder) {
    this.database = database;
    this.folder = folder;
    this.cli = Cli.on(database.settings());
  }

  @BeforeEach
  void triggerARunThatEndedLongAgo() {
    TaskKind kind = new TaskKind.Java("any", Map.of());
    Dag dag = Dag.builder("daily").task("load", kind).task("report", kind).build();
    new DagRegistry(database.jdbi(), Cli.CLOCK)
        .load(List.of(new LoadedDag(dag, "test")), List.of());
    String run =
        new RunTrigger(database.jdbi(), Cli.CLOCK)
            .trigger(new RunTrigger.Request("daily", Cli.CLOCK.instant(), Map.of(), "test", ""));
    assertThat(run).isEqualTo(RUN);
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE executions SET state = 'SUCCESS', ended_at = '2025-01-31 21:00Z'"));
  }

  private void log(String task, int mapIndex, int attempt, String text) {
    AttemptId id = new AttemptId("daily", RUN, task, mapIndex, attempt, new UUID(1, 2));
    try (StoredLogs logs = new StoredLogs(database.jdbi(), folder, Cli.CLOCK, t -> t);
        AttemptLog log = logs.open(id)) {
      log.line(text);
    }
  }

  private void logAll() {
    log("load", -1, 1, "failed: no bars");
    log("load", -1, 2, "3 bars");
    log("report", 0, 1, "sent");
  }

  @Test
  void linesOfSeveralTasksSayWhose() {
    logAll();

    Cli.Result result = cli.run("runs", "logs", "daily", "latest");

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            2025-01-31T22:00:00.000Z load | failed: no bars
            2025-01-31T22:00:00.000Z load#2 | 3 bars
            2025-01-31T22:00:00.000Z report[0] | sent
            """);
    assertThat(cli.run("runs", "logs", "daily", RUN + "#1", "-f").out()).isEqualTo(result.out());
  }

  @Test
  void flagsChooseTaskAttemptElementAndHowMuch() {
    logAll();

    assertThat(cli.run("runs", "logs", "daily", RUN, "--task=load", "--attempt=2").out())
        .isEqualTo("2025-01-31T22:00:00.000Z 3 bars\n");
    assertThat(cli.run("runs", "logs", "daily", RUN, "--task=report", "--map=0").out())
        .isEqualTo("2025-01-31T22:00:00.000Z sent\n");
    assertThat(cli.run("runs", "logs", "daily", RUN, "--tail=1", "--json").out())
        .isEqualTo(
            "{\"at\":\"2025-01-31T22:00:00Z\",\"task\":\"report\",\"map_index\":0,"
                + "\"attempt\":1,\"text\":\"sent\"}\n");
  }

  @Test
  void silentRunSaysSo() {
    Cli.Result result = cli.run("runs", "logs", "daily", RUN);

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEqualTo("no log lines\n");
  }

  @Test
  void wrongNamesAndFlagsAreRefusedInOneLine() {
    assertThat(cli.run("runs", "logs", "dayly", RUN).errors())
        .containsExactly("error: there is no DAG 'dayly'; did you mean 'daily'? known are daily");
    assertThat(cli.run("runs", "logs", "daily", RUN, "--attempt=1").errors())
        .containsExactly("error: --map and --attempt are about one task: say --task, too");
    assertThat(cli.run("runs", "logs", "daily", RUN, "--tail=-1").errors())
        .containsExactly("error: --tail must be >= 0 but was -1");
    assertThat(cli.run("runs", "logs", "daily", RUN, "--task=load", "--map=-2").exitCode())
        .isEqualTo(2);
    assertThat(cli.run("runs").exitCode()).isEqualTo(2);
  }
}
