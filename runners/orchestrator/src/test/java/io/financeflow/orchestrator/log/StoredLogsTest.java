package io.financeflow.orchestrator.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.financeflow.orchestrator.task.AttemptId;
import io.financeflow.orchestrator.worker.AttemptLogs.AttemptLog;
import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.PostgresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
final class StoredLogsTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-01-31T22:00:00.123456Z"), ZoneOffset.UTC);
  private static final AttemptId ATTEMPT =
      new AttemptId("daily", "run", "load", -1, 1, new UUID(1, 2));

  private final Database database;
  private final Path folder;

  StoredLogsTest(Database database, @TempDir Path folder) {
    this.database = database;
    this.folder = folder;
  }

  private StoredLogs logs() {
    return new StoredLogs(database.jdbi(), folder, CLOCK, text -> text.replace("hunter2", "***"));
  }

  /** {@code task/index/attempt text} of every stored line. */
  private List<String> stored() {
    LogQuery all = new LogQuery("daily", "run", null, null, null);
    return database.jdbi().withHandle(new UnreadLines("run", all)::read).stream()
        .map(l -> l.task() + "/" + l.mapIndex() + "/" + l.attempt() + " " + l.line().stamped())
        .toList();
  }

  @Test
  void linesAreInFileAndTableWithTheirTimes() throws IOException {
    try (StoredLogs logs = logs();
        AttemptLog log = logs.open(ATTEMPT)) {
      log.line("began\0 with hunter2");
      log.line("two\nlines");
    }

    assertThat(Files.readString(folder.resolve("daily/run/load/1.log"), UTF_8))
        .isEqualTo(
            """
            2025-01-31T22:00:00.123Z began with ***
            2025-01-31T22:00:00.123Z two
            2025-01-31T22:00:00.123Z lines
            """);
    assertThat(stored())
        .containsExactly(
            "load/-1/1 2025-01-31T22:00:00.123Z began with ***",
            "load/-1/1 2025-01-31T22:00:00.123Z two",
            "load/-1/1 2025-01-31T22:00:00.123Z lines");
  }

  @Test
  void attemptThatGoesOnElsewhereAppends() throws IOException {
    for (String look : List.of("first look", "second look")) {
      try (StoredLogs worker = logs();
          AttemptLog log = worker.open(ATTEMPT)) {
        log.line(look);
      }
    }

    assertThat(Files.readAllLines(folder.resolve("daily/run/load/1.log"), UTF_8)).hasSize(2);
    assertThat(stored())
        .containsExactly(
            "load/-1/1 2025-01-31T22:00:00.123Z first look",
            "load/-1/1 2025-01-31T22:00:00.123Z second look");
  }

  @Test
  void silentAttemptLeavesNoTrace() {
    try (StoredLogs logs = logs()) {
      logs.open(ATTEMPT).close();
    }
    assertThat(folder).isEmptyDirectory();
    assertThat(stored()).isEmpty();
  }

  @Test
  void nothingIsWrittenAfterTheEnd() {
    try (StoredLogs logs = logs()) {
      AttemptLog log = logs.open(ATTEMPT);
      log.close();
      log.line("late");
    }
    assertThat(stored()).isEmpty();
  }

  @Test
  void diskThatRefusesFailsNoTask() throws IOException {
    Files.writeString(folder.resolve("daily"), "a file where a folder should be", UTF_8);
    try (StoredLogs logs = logs();
        AttemptLog log = logs.open(ATTEMPT)) {
      log.line("still told");
    }
    assertThat(stored()).containsExactly("load/-1/1 2025-01-31T22:00:00.123Z still told");
  }

  @Test
  void taskDoesNotWaitForABlockedDatabase() throws IOException {
    try (StoredLogs logs = logs()) {
      database
          .jdbi()
          .useTransaction(
              handle -> {
                handle.execute("LOCK TABLE attempt_logs");
                try (AttemptLog log = logs.open(ATTEMPT)) {
                  IntStream.range(0, 2_500).forEach(i -> log.line("line " + i));
                }
              });
    }

    List<String> stored = stored();
    assertThat(stored.subList(stored.size() - 1_000, stored.size()))
        .isEqualTo(
            IntStream.range(1_500, 2_500)
                .mapToObj(i -> "load/-1/1 2025-01-31T22:00:00.123Z line " + i)
                .toList());
    assertThat(stored).anyMatch(line -> line.matches(".*[(][0-9]+ lines left out here: .*"));
    assertThat(Files.readAllLines(folder.resolve("daily/run/load/1.log"), UTF_8)).hasSize(2_500);
  }

  @Test
  void tableKeepsTheEndOfEachAttempt() {
    AttemptId other = new AttemptId("daily", "run", "load", 0, 2, new UUID(1, 3));
    for (int chunk = 0; chunk < 3; chunk++) {
      store(ATTEMPT, chunk * 700, chunk * 700 + 700);
    }
    store(other, 0, 1);

    List<String> kept = stored();
    assertThat(kept).hasSize(1_401);
    assertThat(kept.get(0)).endsWith(" line 700");
    assertThat(kept.get(1_399)).endsWith(" line 2099");
    assertThat(kept.get(1_400)).isEqualTo("load/0/2 2025-01-31T22:00:00.123Z line 0");
  }

  private void store(AttemptId attempt, int from, int to) {
    LogBuffer buffer = new LogBuffer(attempt);
    Instant at = Instant.parse("2025-01-31T22:00:00.123Z");
    buffer.add(IntStream.range(from, to).mapToObj(i -> new LogLine(at, "line " + i)).toList());
    database.jdbi().useTransaction(handle -> LogChunks.store(handle, List.of(buffer.take())));
  }
}
