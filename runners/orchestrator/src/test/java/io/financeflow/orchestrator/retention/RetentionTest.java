package io.financeflow.orchestrator.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.financeflow.orchestrator.log.LogFolder;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
final class RetentionTest {

  private static final Instant NOW = Instant.parse("2025-06-30T00:00:00Z");
  private static final Duration KEEP = Duration.ofDays(90);

  private final Database database;
  private final Path folder;

  RetentionTest(Database database, @TempDir Path folder) {
    this.database = database;
    this.folder = folder;
  }

  private Retention retention() {
    return new Retention(database.jdbi(), new LogFolder(folder));
  }

  private void execute(String sql, Object... values) {
    database.jdbi().useHandle(handle -> handle.execute(sql, values));
  }

  private List<String> list(String sql) {
    return database.jdbi().withHandle(h -> h.createQuery(sql).mapTo(String.class).list());
  }

  @BeforeEach
  void addADag() {
    for (String version : List.of("current", "forgotten", "used")) {
      execute(
          "INSERT INTO dag_versions SELECT 'daily', ?, '{}', count(*) + 1, '2024-01-01Z'"
              + " FROM dag_versions",
          version);
    }
    execute(
        "INSERT INTO dags (dag_id, version, origin, paused, max_active_runs, switched_on,"
            + " handled_until) VALUES ('daily', 'current', 'test', false, 1, now(), now())");
    for (String backfill : List.of("RUNNING", "DONE")) {
      execute(
          "INSERT INTO backfills (name, dag_id, state, backwards, reprocess, merge, params,"
              + " max_active_runs, share, asked_by, created_at) VALUES (?, 'daily', ?, false,"
              + " 'NONE', 1, '{}', 1, 0, 'test', '2025-01-01Z')",
          backfill,
          backfill);
    }
  }

  private void run(String id, String kind, String day) {
    execute(
        "INSERT INTO runs (dag_id, run_id, kind, logical_date, interval_start, interval_end,"
            + " run_after, first_date, last_date, params, created_at) SELECT 'daily', ?, ?, d, d,"
            + " d, d, d::date, d::date, '{}', d FROM (SELECT ?::timestamptz AS d) x",
        id,
        kind,
        day + " 00:00Z");
    execute(
        "INSERT INTO slots SELECT dag_id, logical_date, run_key, '' FROM runs WHERE run_id = ?",
        id);
  }

  private void execution(String run, String version, String ended, String backfill) {
    execute(
        "INSERT INTO executions (run_key, number, dag_id, version, cause, lane, state, run_after,"
            + " queued_at, ended_at, asked_by, backfill_id) SELECT run_key, 1 + (SELECT count(*)"
            + " FROM executions e WHERE e.run_key = r.run_key), dag_id, ?, kind, 'LIVE',"
            + " CASE WHEN t IS NULL THEN 'RUNNING' ELSE 'SUCCESS' END, run_after, run_after, t,"
            + " 'test', (SELECT backfill_id FROM backfills WHERE name = ?)"
            + " FROM runs r, (SELECT nullif(?, '')::timestamptz AS t) x WHERE run_id = ?",
        version,
        backfill,
        ended,
        run);
  }

  @Test
  void oldRunsGoAndWhatMayBeNeededStays() {
    run("old", "SCHEDULED", "2025-01-01");
    execution("old", "forgotten", "2025-01-01Z", "");
    run("live", "SCHEDULED", "2025-01-02");
    execution("live", "used", "", "");
    run("cleared_lately", "SCHEDULED", "2025-01-03");
    execution("cleared_lately", "used", "2025-01-03Z", "");
    execution("cleared_lately", "used", "2025-04-01Z", "");
    run("backfilling", "BACKFILL", "2025-01-04");
    execution("backfilling", "used", "2025-01-04Z", "RUNNING");
    run("backfilled", "BACKFILL", "2025-01-05");
    execution("backfilled", "current", "2025-01-05Z", "DONE");
    run("latest_backfilled", "BACKFILL", "2025-01-06");
    execution("latest_backfilled", "current", "2025-01-06Z", "DONE");
    run("latest", "SCHEDULED", "2025-01-07");
    execution("latest", "current", "2025-01-07Z", "");
    run("latest_manual", "MANUAL", "2024-12-01");
    execution("latest_manual", "current", "2024-12-01Z", "");
    execute("INSERT INTO slots VALUES ('daily', '2025-02-01Z', NULL, 'passed over')");
    execute("INSERT INTO slots VALUES ('daily', '2025-05-01Z', NULL, 'passed over')");

    assertThat(retention().preview(NOW, KEEP))
        .contains(entry("runs", 2L), entry("slots", 1L), entry("dag_versions", 0L));
    assertThat(retention().prune(NOW, KEEP))
        .contains(entry("runs", 2L), entry("slots", 1L), entry("dag_versions", 1L));

    assertThat(list("SELECT run_id FROM runs ORDER BY run_id"))
        .containsExactly(
            "backfilling",
            "cleared_lately",
            "latest",
            "latest_backfilled",
            "latest_manual",
            "live");
    assertThat(list("SELECT count(*) FROM executions")).containsExactly("7");
    assertThat(list("SELECT count(*) FROM slots")).containsExactly("7");
    assertThat(list("SELECT version FROM dag_versions ORDER BY version"))
        .extracting(String::strip)
        .containsExactly("current", "used");
    assertThat(retention().prune(NOW, KEEP).values()).containsOnly(0L);
  }

  @Test
  void monthsAreDroppedAsAWholeAndComingOnesMade() {
    execute("SELECT add_history_partitions('2025-01-01', '2025-06-30')");
    for (String at : List.of("2024-12-31", "2025-01-15", "2025-03-31", "2025-04-01")) {
      execute("INSERT INTO audit (at, who, action) VALUES (?::timestamptz, 'a', 'b')", at + "Z");
      execute(
          "INSERT INTO attempt_logs (at, dag_id, run_id, task_id, map_index, attempt, lines, size,"
              + " text) VALUES (?::timestamptz, 'd', 'r', 't', -1, 1, 1, 1, 'x')",
          at + "Z");
    }
    String partitions =
        "SELECT relname FROM pg_class WHERE relname ~ '^attempt_logs_2025_..$' ORDER BY 1";
    assertThat(list(partitions)).hasSize(6).startsWith("attempt_logs_2025_01");

    assertThat(retention().preview(NOW, KEEP)).contains(entry("partitions", 9L));
    assertThat(retention().prune(NOW, KEEP))
        .contains(
            entry("partitions", 9L),
            entry("audit", 1L),
            entry("attempt_logs", 1L),
            entry("attempts", 0L));

    assertThat(list(partitions))
        .containsExactly(
            "attempt_logs_2025_04",
            "attempt_logs_2025_05",
            "attempt_logs_2025_06",
            "attempt_logs_2025_07",
            "attempt_logs_2025_08");
    assertThat(list("SELECT at::date FROM audit")).containsExactly("2025-04-01");
    assertThat(list("SELECT at::date FROM attempt_logs")).containsExactly("2025-04-01");
  }

  @Test
  void moreThanABatchGoesInOnePruning() {
    execute(
        "INSERT INTO asset_events (asset, dag_id, execution_id, task_id, happened_at, handled)"
            + " SELECT 'bars', 'daily', 1, 't', '2025-01-01Z', i > 1 FROM generate_series(1, 1101)"
            + " AS i");
    execute(
        "INSERT INTO processes (process_id, kind, host, pid, slots, ended_at) VALUES"
            + " (gen_random_uuid(), 'WORKER', 'here', 1, 1, '2025-01-01Z'),"
            + " (gen_random_uuid(), 'WORKER', 'here', 2, 1, '2025-06-01Z'),"
            + " (gen_random_uuid(), 'WORKER', 'here', 3, 1, NULL)");

    assertThat(retention().prune(NOW, KEEP))
        .contains(entry("asset_events", 1_100L), entry("processes", 1L));
    assertThat(list("SELECT pid FROM processes ORDER BY pid")).containsExactly("2", "3");
  }

  @Test
  void oldLogFilesGoWithTheirFolders() throws IOException {
    Path old = Files.createDirectories(folder.resolve("daily/old/load")).resolve("1.log");
    Path mixed = Files.createDirectories(folder.resolve("daily/mixed/load"));
    Files.writeString(old, "x", UTF_8);
    Files.writeString(mixed.resolve("1.log"), "x", UTF_8);
    Files.writeString(mixed.resolve("2.log"), "x", UTF_8);
    for (Path path : List.of(old, mixed.resolve("1.log"))) {
      Files.setLastModifiedTime(path, FileTime.from(Instant.parse("2025-03-31T23:59:59Z")));
    }
    Files.setLastModifiedTime(
        mixed.resolve("2.log"), FileTime.from(Instant.parse("2025-04-01T00:00:00Z")));

    assertThat(retention().preview(NOW, KEEP)).contains(entry("log_files", 2L));
    assertThat(retention().prune(NOW, KEEP)).contains(entry("log_files", 2L));
    assertThat(folder.resolve("daily/old")).doesNotExist();
    assertThat(mixed).isDirectoryContaining("glob:**/2.log");
    assertThat(mixed.resolve("1.log")).doesNotExist();
  }

  @Test
  void nothingToDoIsFineAndLessThanADayRefused() {
    execute("DELETE FROM dag_versions WHERE version <> 'current'");
    Map<String, Long> done =
        new Retention(database.jdbi(), new LogFolder(folder.resolve("nowhere"))).prune(NOW, KEEP);
    assertThat(done)
        .containsOnlyKeys(
            "partitions",
            "runs",
            "slots",
            "dag_versions",
            "processes",
            "asset_events",
            "attempts",
            "audit",
            "attempt_logs",
            "log_files");
    assertThat(done.values()).containsOnly(0L);
    assertThatThrownBy(() -> retention().prune(NOW, Duration.ofHours(23)))
        .hasMessage("keep must be >= 1 day but was PT23H");
  }
}
