package io.financeflow.orchestrator.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.financeflow.schema.db.Database;
import io.financeflow.schema.db.Notifications;
import io.financeflow.schema.db.PostgresExtension;
import io.financeflow.schema.db.Rows;
import io.financeflow.schema.run.OutboxTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresExtension.class)
final class OutboxTest {

  @Test
  void eventIsStoredWithAllItSays(Database database) throws SQLException {
    Events.write(database, Events.ingestFailed());

    assertThat(
            Rows.of(
                database,
                "SELECT event_key, kind, dag_id, run_id, task_id, map_index, attempt, max_attempts,"
                    + " item, error_class, message, replace(detail, E'\\n', '|'), first_date,"
                    + " last_date, happened_at AT TIME ZONE 'UTC', host, routed_at FROM outbox"))
        .containsExactly(
            "task_failed/daily_market/s1/ingest/-1/3/ TASK_FAILED daily_market s1 ingest -1 3 3 "
                + " infrastructure HTTP 503 <&> from vendor at line 1|at line 2 2026-03-13"
                + " 2026-03-13 2026-03-13 22:14:05 worker-2 null");
  }

  @Test
  void eventWrittenTwiceIsOneEvent(Database database) throws SQLException {
    Events.write(database, Events.ingestFailed(), Events.ingestFailed());
    Events.write(database, Events.ingestFailed());

    assertThat(Rows.of(database, "SELECT count(*) FROM outbox")).containsExactly("1");
  }

  @Test
  void rolledBackEventWasNeverThere(Database database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      Outbox.write(connection, List.of(Events.ingestFailed()));
      connection.rollback();
    }

    assertThat(Rows.of(database, "SELECT count(*) FROM outbox")).containsExactly("0");
  }

  @Test
  void commitWakesListenersAndRollbackDoesNot(Database database) throws SQLException {
    try (Notifications listener = new Notifications(database.settings(), OutboxTable.TOPIC);
        Connection writer = database.dataSource().getConnection()) {
      listener.await(Duration.ofMillis(1));
      writer.setAutoCommit(false);
      Outbox.write(writer, List.of(Events.ingestFailed()));
      writer.rollback();
      assertThat(listener.await(Duration.ofMillis(50))).isEmpty();

      Outbox.write(writer, List.of(Events.ingestFailed()));
      writer.commit();
      assertThat(listener.await(Duration.ofSeconds(10)))
          .containsExactly(new Notifications.Note("financeflow_outbox", ""));
    }
  }

  @Test
  void noEventsAreNothingToDo(Database database) throws SQLException {
    try (Connection connection = database.dataSource().getConnection()) {
      Outbox.write(connection, List.of());
    }

    assertThat(Rows.of(database, "SELECT count(*) FROM outbox")).containsExactly("0");
  }

  @Test
  void textThatCannotBeStoredIsCutAndNotRefused(Database database) throws SQLException {
    String pairs = "\uD83D\uDCC9".repeat(2_000);
    RunEvent event =
        new RunEvent(
            RunEvent.Kind.RUN_FAILED,
            RunEvent.Subject.run("d", "r"),
            new RunEvent.Cause("other", "a\0b\r\n  c", "x" + pairs + pairs + pairs),
            null,
            new RunEvent.Origin(Events.AT, ""));

    Events.write(database, event);

    assertThat(Rows.of(database, "SELECT message, length(detail), right(detail, 2) FROM outbox"))
        .containsExactly("ab c 4001 \uD83D\uDCC9…");
  }

  @Test
  void keysTellEventsApart() {
    RunEvent.Subject run = RunEvent.Subject.run("d/a", "r%2F");
    RunEvent deadline =
        new RunEvent(
            RunEvent.Kind.DEADLINE_MISSED,
            run.item("1"),
            RunEvent.Cause.NONE,
            null,
            new RunEvent.Origin(Events.AT, ""));

    assertThat(deadline.key()).isEqualTo("deadline_missed/d%2Fa/r%252F//-1/0/1");
  }

  @Test
  void subjectRefusesAttemptWithoutTask() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RunEvent.Subject("d", "r", "", -1, 1, 1, ""))
        .withMessage("a map index or an attempt needs a taskId");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunEvent.Subject.run("", "r"))
        .withMessage("dagId must not be empty");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RunEvent.Subject("d", "r", "t", -2, 1, 1, ""))
        .withMessage("mapIndex must be >= -1, attempt and maxAttempts >= 0 but were -2, 1, 1");
  }
}
