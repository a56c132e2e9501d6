package io.financeflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class DbPruneCommandTest {
  private final Database database;
  private final Cli cli;

  DbPruneCommandTest(Database database, @TempDir Path home) {
    this.database = database;
    this.cli = Cli.in(home).with(database.settings());
  }

  @BeforeEach
  void addProcessesThatEnded40And100DaysAgo() {
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO processes (process_id, kind, host, pid, slots, ended_at)"
                        + " SELECT gen_random_uuid(), 'WORKER', 'here', 1, 1,"
                        + " '2025-01-31 22:00Z'::timestamptz - d * interval '1 day'"
                        + " FROM unnest(ARRAY[40, 100]) AS d"));
  }

  @Test
  void oldHistoryIsDeletedOnce() {
    assertThat(cli.run("db", "prune", "--dry-run").out())
        .isEqualTo(
            """
            what            to_delete
            -------------------------
            partitions              0
            runs                    0
            slots                   0
            dag_versions            0
            processes               1
            asset_events            0
            attempts                0
            audit                   0
            attempt_logs            0
            log_files               0
            model_versions          0
            """);
    assertThat(cli.run("db", "prune", "--json").out())
        .contains("{\"what\":\"processes\",\"deleted\":1}");
    assertThat(cli.run("db", "prune", "--json").out())
        .contains("{\"what\":\"processes\",\"deleted\":0}");
    assertThat(cli.run("db", "prune", "--keep=30d", "--json").out())
        .contains("{\"what\":\"processes\",\"deleted\":1}");
  }

  @Test
  void wrongTimesAreRefused() {
    assertThat(cli.run("db", "prune", "--keep=12h").errors())
        .containsExactly("error: --keep must be 1d or more but was 12h");
    assertThat(cli.run("db", "prune", "--keep=soon").errors())
        .containsExactly(
            "error: --keep: a length of time is written like 90s, 15m, 1h30m or 2d, not 'soon'");
    assertThat(cli.run("db", "prune", "--keep=12h").exitCode()).isEqualTo(2);
  }
}
